import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Mark } from '../PageHead.tsx';
import records from '../records/records.module.css';
import type { FleetData } from './fleet-data.ts';
import { useGroupsText } from './use-text.ts';

type Line = NonNullable<FleetData['history']>['items'][number];
const intakes = ['open', 'diverting', 'frozen', 'closed'] as const;
const plain = ['opened', 'wanted', 'described', 'released', 'archived', 'restored', 'dissolved', 'note', 'bot_added', 'count_undone'] as const;
const reasons = ['by_hand', 'first_group', 'all_above_divert_line', 'entered', 'described', 'described_no_more', 'idle', 'suggested', 'archived_in_a_week', 'fleets_merged', 'merge_undone', 'made_by_connector', 'taken_back', 'certificate_valid', 'certificate_missing'] as const;
const decided = ['below_divert_line', 'above_divert_line', 'freeze_line_reached', 'limit_reached', 'held_by_hand', 'not_active'] as const;

/** What happened to the groups of a fleet, and why. */
export function HistoryList({ history, paged }: FleetData) {
  const words = useGroupsText();
  if (history === null || history.items.length === 0) return <p className={records.none}>{words('history_none')}</p>;
  return (
    <>
      <ul className={records.list}>
        {history.items.map((line) => (
          <li key={line.id}>
            <div className={records.row}>
              <span className={records.name}>{line.group.name}</span>
              <Deed line={line} />
              <span className={records.detail}><Why line={line} /></span>
              <span className={records.hint} title={line.when.exact}>{line.by === undefined ? words('by_itself', { when: line.when.words }) : words('by', { name: line.by.name, when: line.when.words })}</span>
            </div>
          </li>
        ))}
      </ul>
      <div className={records.paging}>
        {paged && <Button component={Link} variant="default" to="?show=history">{words('newest')}</Button>}
        {history.next !== undefined && <Button component={Link} variant="default" to={`?show=history&after=${history.next}`}>{words('more')}</Button>}
      </div>
    </>
  );
}

function Deed({ line: { what, facts } }: { line: Line }) {
  const words = useGroupsText();
  const stateWord = (value: unknown) => {
    const known = intakes.find((intake) => intake === value);
    return known === undefined ? '' : words(`state_${known}`);
  };
  if (what === 'intake_changed') return <Mark tone={facts['to'] === 'open' ? 'good' : facts['to'] === 'diverting' ? 'soon' : 'bad'}>{words('what_intake_changed', { from: stateWord(facts['from']), to: stateWord(facts['to']) })}</Mark>;
  if (what === 'held') return <Mark tone="soon">{words('what_held', { held: stateWord(facts['held']) })}</Mark>;
  if (what === 'counted') return <Mark tone="info">{words('what_counted', { count: Number(facts['count']) })}</Mark>;
  if (what === 'idle') return <Mark tone="soon">{words('what_idle', { average: Number(facts['average']) })}</Mark>;
  if (what === 'limit_changed') return <Mark tone="info">{words('what_limit_changed', { limit: Number(facts['limit']) })}</Mark>;
  if (what === 'moved') return <Mark tone="info">{words('what_moved', { from: String(facts['from']) })}</Mark>;
  if (what === 'parted') return <Mark tone="info">{words('what_parted', { from: String(facts['from']) })}</Mark>;
  const known = plain.find((word) => word === what);
  return <Mark tone={what === 'opened' || what === 'restored' ? 'good' : what === 'wanted' ? 'info' : 'plain'}>{words(known === undefined ? 'what_other' : `what_${known}`)}</Mark>;
}

function Why({ line: { reason, facts } }: { line: Line }) {
  const words = useGroupsText();
  const note = facts['note'];
  if (typeof note === 'string') return note;
  const rule = decided.find((word) => word === reason);
  if (rule !== undefined) return words(`why_${rule}`);
  const known = reasons.find((word) => word === reason);
  return known === undefined ? '' : words(`reason_${known}`);
}
