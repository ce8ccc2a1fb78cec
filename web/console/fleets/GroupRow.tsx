import { Button } from '@mantine/core';
import type { FleetStanding, GroupStanding } from '../../../common/contract/groups.ts';
import { Mark } from '../PageHead.tsx';
import type { When } from '../people/text.ts';
import { GroupBar } from './GroupBar.tsx';
import { looks, standingOf } from './intake.ts';
import { useGroupDeeds, useGroupsText } from './use-text.ts';
import styles from './fleets.module.css';

export type May = { run: boolean; end: boolean; members: boolean };
type Props = { group: GroupStanding; fleet: FleetStanding; may: May; time: { counted: When | undefined; prepared: When | undefined; idle: When | undefined } | undefined; manage(): void };

/** One group: how full, what it takes and why, and the one thing to do next. */
export function GroupRow({ group, fleet, may, time, manage }: Props) {
  const words = useGroupsText();
  const { send, busy } = useGroupDeeds();
  const standing = standingOf(group);
  const { icon: Icon, tone } = looks[standing];
  const { occupied, lines, members, others, reserved, reserveUsed: used } = group;
  const why = standing === 'preparing' ? words('why_preparing', { when: time?.prepared?.words ?? '' }) : group.intakeReason === 'not_thawed_yet' ? words('why_not_thawed_yet', { thaw: lines.thaw }) : words(`why_${group.intakeReason as 'not_active'}`);
  const reserve = Object.values(used).some((count) => count > 0) && words('reserve_used', { ...used, contributorOf: lines.reserve.contributor, invitedOf: lines.reserve.invited, returningOf: lines.reserve.returning, staffOf: lines.reserve.staff });
  const counts = !fleet.features.knowsMembers && standing !== 'archived' && standing !== 'preparing';
  return (
    <div className={styles.group}>
      <div className={styles.groupName}>
        <strong>{group.name}</strong> <Mark tone={tone}><Icon size={13} aria-hidden /> {words(`state_${standing}`)}</Mark>
        {group.uncertified === true && <small>{words('uncertified', { limit: lines.limit })}</small>}
        {group.idle !== undefined && <small title={time?.idle?.exact}>{words(group.idle.action === 'archive' ? 'idle_archive' : 'idle_suggest', { when: time?.idle?.words ?? '' })}</small>}
        <small>{[...(group.number === undefined ? [] : [words('number_of', { number: group.number })]), why].join(' · ')}</small>
      </div>
      <div className={styles.full}>
        <GroupBar group={group} />
        <span className={styles.figure}>{words('heads', { occupied, target: lines.target })}</span>
        <small>{[...(members > 0 ? [words('members_count', { count: members })] : []), ...(others > 0 ? [words('others_count', { count: others })] : []), ...(reserved > 0 ? [words('held_count', { count: reserved })] : []), ...(reserve === false ? [] : [reserve]), ...(counts ? [time?.counted === undefined ? words('counted_never') : words('counted', { when: time.counted.words })] : [])].join(' · ')}</small>
      </div>
      <div className={styles.next}>
        {standing === 'preparing' && may.run && <Button size="xs" onClick={manage}>{words('do_activate')}</Button>}
        {counts && may.run && <Button size="xs" variant="default" onClick={manage}>{words('do_count')}</Button>}
        {group.held !== undefined && standing !== 'archived' && may.end && <Button size="xs" variant="default" loading={busy} onClick={() => send({ intent: 'hold', group: group.id, held: '', before: group.held ?? '', undoReason: words('held_again') })}>{words('do_release')}</Button>}
        {group.idle !== undefined && may.end && <Button size="xs" variant="default" loading={busy} aria-label={`${words('archive')} ${group.name}`} onClick={() => send({ intent: 'archive', group: group.id })}>{words('archive')}</Button>}
        {standing === 'archived' && may.end && <Button size="xs" variant="default" loading={busy} onClick={() => send({ intent: 'restore', group: group.id })}>{words('do_restore')}</Button>}
        {standing !== 'archived' && standing !== 'preparing' && (may.run || may.end) && <Button size="xs" variant="subtle" color="gray" onClick={manage} aria-label={`${words('do_more')} ${group.name}`}>{words('do_more')}</Button>}
      </div>
    </div>
  );
}
