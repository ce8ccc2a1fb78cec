import type { EndGroup } from '../../../common/contract/fleet-operations.ts';
import type { GroupStanding } from '../../../common/contract/groups.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, type Outcome, type Refusal, type Work } from '../../platform/index.ts';
import { insertHistory } from '../store/history.ts';
import { actorId, maximumReached, noRoom, shown } from './change-group.ts';
import { changeState, dissolve } from './describe-fleets.ts';
import { lockGroup, writeEntry, type LockedGroup } from './lock-group.ts';
import { settle } from './settle.ts';

type Parts = Pick<ProductParts, 'reader'>;

/** Puts a group aside: it can be read and found, takes nobody, and can be restored. Who is in it stays. */
export async function archiveGroup({ reader }: Parts, work: Work, { group: id, reason, evenLast = false }: EndGroup): Promise<Outcome<GroupStanding>> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined) return refuse('not_found');
  const { locked, group } = found;
  if (group.state !== 'active' && group.state !== 'preparing') return refuse('group_state');
  const obstacle = isLast(work, found, evenLast);
  if (obstacle !== undefined) return obstacle;
  await writeEntry(work, found, { ...group.entry, state: 'archived' });
  await changeState(work, locked, group, 'archived', 'by_hand', actorId(work));
  await noteReason(work, found, reason);
  await settle(work, locked, actorId(work));
  await work.audit({ subjectKind: 'group', subjectKey: id, before: { state: 'active' }, after: { state: 'archived', reason: reason ?? null } });
  return done(shown(work, found));
}

/** An archived group lives again, and takes what its heads say. */
export async function restoreGroup({ reader }: Parts, work: Work, { group: id }: { group: string }): Promise<Outcome<GroupStanding>> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined) return refuse('not_found');
  const { locked, group } = found;
  if (group.state !== 'archived') return refuse('group_state');
  const obstacle = maximumReached(locked) ?? noRoom(locked, found.all.filter((one) => one.state !== 'dissolved').length);
  if (obstacle !== undefined) return obstacle;
  const { state: _state, ...entry } = group.entry;
  await writeEntry(work, found, entry);
  await changeState(work, locked, group, 'active', 'by_hand', actorId(work));
  await settle(work, locked, actorId(work));
  await work.audit({ subjectKind: 'group', subjectKey: id, before: { state: 'archived' }, after: { state: 'active' } });
  return done(shown(work, found));
}

/** A group is no more: every seat in it ends, and everyone who had one is told. */
export async function dissolveGroup({ reader }: Parts, work: Work, { group: id, reason, evenLast = false }: EndGroup): Promise<Outcome<{ seats: number }>> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined) return refuse('not_found');
  const { locked, group } = found;
  if (group.state === 'dissolved') return refuse('group_state');
  const obstacle = isLast(work, found, evenLast);
  if (obstacle !== undefined) return obstacle;
  const before = group.state;
  await writeEntry(work, found, null);
  await noteReason(work, found, reason);
  const seats = await dissolve(work, locked, group, 'by_hand', actorId(work));
  await settle(work, locked, actorId(work));
  await work.audit({ subjectKind: 'group', subjectKey: id, before: { state: before, seats }, after: { state: 'dissolved', reason: reason ?? null } });
  return done({ seats });
}

/** Never the last group of a fleet that takes people, without saying so. */
function isLast(work: Work, { locked, group }: LockedGroup, evenLast: boolean): { ok: false; refusal: Refusal } | undefined {
  const others = locked.groups.filter(({ id, state, held }) => id !== group.id && state === 'active' && held !== 'closed');
  if (evenLast || group.state !== 'active' || others.length > 0) return undefined;
  return refuse('last_open_group', { parameters: { fleet: inLanguage(locked.settings.name ?? locked.settings.topicName, work.language) } });
}

/** The words of whoever decided it stand in the history. */
async function noteReason(work: Work, { locked, group }: LockedGroup, reason: string | undefined): Promise<void> {
  if (reason !== undefined) await insertHistory(work.db, { groupId: group.id, fleet: locked.key, what: 'note', reason: 'by_hand', facts: { note: reason }, byPerson: actorId(work) }, work.now);
}
