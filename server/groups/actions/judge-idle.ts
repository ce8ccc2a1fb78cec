import type { CentreKeeper } from '../../centre/index.ts';
import { decideIdle, averageOf, idleDefaults } from '../rules/idle.ts';
import { daysBetween } from '../rules/reminders.ts';
import { insertHistory } from '../store/history.ts';
import { isArchiveAnnounced, setIdleTold } from '../store/reminders.ts';
import { changeState } from './describe-fleets.ts';
import { lockGroup, writeEntry } from './lock-group.ts';
import { placed, type SeatWork } from './locked-fleet.ts';
import { settle } from './settle.ts';

export type Judged = {
  id: string;
  activatedAt: Date;
  toldAt: Date | null;
  messages: readonly { day: string; count: number }[];
  /** The first of the last so many days. */
  from(days: number): string;
};

/** Looks at one group under its fleet's lock and does what the idle rule says: tells of it, or archives it a week after it was told. [003] */
export async function judgeIdle(work: SeatWork, keeper: CentreKeeper, { id, activatedAt, toldAt, messages, from }: Judged): Promise<void> {
  const found = await lockGroup(work.db, id, keeper);
  if (found === undefined || found.group.state !== 'active') return;
  const { locked, group } = found;
  const { idle } = locked.settings;
  const since = from(idle?.days ?? idleDefaults.days);
  const counted = messages.filter(({ day }) => day >= since);
  const othersOpen = locked.groups.some((one) => one.id !== id && one.state === 'active' && (one.intake === 'open' || one.intake === 'diverting'));
  // A suggestion from before the fleet was set to archive is no warning.
  const told = toldAt !== null && (idle?.action !== 'archive' || (await isArchiveAnnounced(work.db, id))) ? toldAt : undefined;
  const decision = decideIdle(idle, { messages: counted, openDays: daysBetween(activatedAt, work.now), othersOpen, toldDaysAgo: told === undefined ? undefined : daysBetween(told, work.now) });
  const average = Math.round((averageOf(counted) ?? 0) * 10) / 10;
  if (decision === 'busy' && toldAt !== null) await setIdleTold(work.db, id, null);
  if (decision === 'suggest' || decision === 'warn') {
    await setIdleTold(work.db, id, work.now);
    await insertHistory(work.db, { groupId: id, fleet: locked.key, what: 'idle', reason: decision === 'warn' ? 'archived_in_a_week' : 'suggested', facts: { average } }, work.now);
    await work.publish({ name: 'group.idle', subject: id, data: { ...placed(locked.key), average, action: decision === 'warn' ? 'archive' : 'suggest' } });
  }
  if (decision !== 'archive') return;
  await writeEntry(work, found, { ...group.entry, state: 'archived' });
  await changeState(work, locked, group, 'archived', 'idle');
  await settle(work, locked);
}
