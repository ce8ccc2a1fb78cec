import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Mark } from '../PageHead.tsx';
import records from '../records/records.module.css';
import type { FleetData } from './fleet-data.ts';
import type { GroupsTexts } from './text.ts';
import { useGroupsText } from './use-text.ts';

const known: readonly string[] = ['left', 'removed', 'expired', 'dissolved', 'merged', 'erased', 'withdrawn', 'declined', 'moved', 'reopened', 'undone'];
type Because = Extract<keyof GroupsTexts, `because_${string}`>;

/** Who left when, and why. [003] */
export function Departures({ fleet, left, paged, may }: FleetData) {
  const words = useGroupsText();
  if (left === null || left.items.length === 0) return <p className={records.none}>{words('left_none')}</p>;
  return (
    <>
      <ul className={records.list}>
        {left.items.map((seat) => (
          <li key={seat.id}>
            <div className={records.row}>
              <span className={records.name}>{seat.name === '' ? words('nameless') : seat.name}</span>
              <span className={records.detail} title={seat.at.exact}>{words('left_line', { when: seat.at.words, group: seat.group.name })}</span>
              <Mark>{words(`because_${known.includes(seat.endedBecause ?? '') ? seat.endedBecause : 'other'}` as Because)}</Mark>
              {may.ban && seat.person !== undefined && <span className={records.buttons}><Button component={Link} size="compact-xs" variant="default" aria-label={`${words('member_ban')} ${seat.name}`} to={`/console/applications/strikes?${new URLSearchParams({ person: seat.person.id, fleet: fleet.key })}`}>{words('member_ban')}</Button></span>}
            </div>
          </li>
        ))}
      </ul>
      <div className={records.paging}>
        {paged && <Button component={Link} variant="default" to="?show=left">{words('newest')}</Button>}
        {left.next !== undefined && <Button component={Link} variant="default" to={`?show=left&after=${left.next}`}>{words('more')}</Button>}
      </div>
    </>
  );
}
