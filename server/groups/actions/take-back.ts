import { z } from 'zod';
import type { CheckLink } from '../../../common/contract/group-codes.ts';
import type { countUndoneSchema, GroupStanding } from '../../../common/contract/groups.ts';
import { isFresh } from '../../../common/contract/undo.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { setIntake } from '../store/groups.ts';
import { insertHistory } from '../store/history.ts';
import { fleetOfCheckLink, countCheckLinks } from '../store/join-codes.ts';
import { hadSeats, lastOf, openedAt, putCountBack, restoreCheckLinkRow } from '../store/take-back.ts';
import { nameOf } from '../views.ts';
import { actorId, shown } from './change-group.ts';
import { changeState } from './describe-fleets.ts';
import { mostLinks, readCheckLinks } from './join-codes.ts';
import { lockGroup, writeEntry, type LockedGroup } from './lock-group.ts';
import { placed } from './locked-fleet.ts';
import { settle } from './settle.ts';

type Parts = Pick<ProductParts, 'reader'>;

/** A revoked link checks codes again. */
export async function restoreCheckLink(work: Work, id: string): Promise<Outcome<CheckLink>> {
  const fleet = await fleetOfCheckLink(work.db, id);
  if (fleet === undefined) return refuse('not_found');
  const isFull = (await countCheckLinks(work.db, fleet)) >= mostLinks;
  if (await restoreCheckLinkRow(work.db, id)) {
    if (isFull) return refuse('section_full', { parameters: { maximum: mostLinks } });
    await work.audit({ subjectKind: 'check_link', subjectKey: id, before: { revoked: true }, after: { revoked: false } });
    await work.publish({ name: 'fleet.check_link_restored', subject: id, data: placed(fleet) });
  }
  const links = await readCheckLinks(work, fleet);
  const link = links.ok ? links.value.items.find((one) => one.id === id) : undefined;
  return link === undefined ? refuse('not_found') : done(link);
}

/** What happened to a group last, if it is what who asks did a moment ago. */
async function ownLast(work: Work, { group }: LockedGroup, what: string, ...others: string[]): Promise<Awaited<ReturnType<typeof lastOf>>> {
  const last = await lastOf(work.db, group.id, [what, ...others]);
  return last?.what === what && last.byPerson === (actorId(work) ?? null) && isFresh(last.at, work.now) ? last : undefined;
}

/**
 * A group that one activated a moment ago is prepared again, with the number and link that it was given. Not once anybody has a seat in it, or had
 * one: whoever was let in stays in.
 */
export async function undoGroupActivation({ reader }: Parts, work: Work, { group: id }: { group: string }): Promise<Outcome<GroupStanding>> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined) return refuse('not_found');
  const { locked, group } = found;
  const last = await ownLast(work, found, 'opened', 'wanted', 'restored', 'archived', 'dissolved');
  if (group.state !== 'active' || last?.facts['from'] !== 'preparing' || (await hadSeats(work.db, id))) return refuse('too_late');
  const before = group.entry;
  await writeEntry(work, found, { ...before, state: 'preparing' });
  await changeState(work, locked, group, 'preparing', 'taken_back', actorId(work));
  await settle(work, locked, actorId(work));
  await work.audit({ subjectKind: 'group', subjectKey: id, before, after: group.entry });
  return done(shown(work, found));
}

const stood = z.object({ before: z.int().nullable(), beforeAt: z.iso.datetime().nullable(), beforeOthers: z.int(), beforeFrozen: z.boolean() });

/** The heads of a group are again what they were before one counted them a moment ago, and the group takes what it took. What was opened because of the count stays, because somebody may be on the way there, and is named. */
export async function undoHeadCount({ reader }: Parts, work: Work, { group: id }: { group: string }): Promise<Outcome<z.input<typeof countUndoneSchema>>> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined || (found.group.state !== 'active' && found.group.state !== 'preparing')) return refuse('not_found');
  const { locked, group } = found;
  const last = await ownLast(work, found, 'counted', 'count_undone');
  const earlier = stood.safeParse(last?.facts);
  if (last === undefined || !earlier.success) return refuse('too_late');
  const { before: observed, beforeAt, beforeOthers: others, beforeFrozen: frozen } = earlier.data;
  const observedAt = beforeAt === null ? null : new Date(beforeAt);
  const now = { others: group.others, observedAt: group.observedAt?.toISOString() ?? null };
  await putCountBack(work.db, id, { observed, observedAt, others });
  await setIntake(work.db, id, group.intake, frozen);
  Object.assign(group, { others, observedAt, frozen });
  await insertHistory(work.db, { groupId: id, fleet: locked.key, what: 'count_undone', reason: 'taken_back', facts: { count: observed }, byPerson: actorId(work) }, work.now);
  await work.publish({ name: 'group.counted', subject: id, data: { ...placed(locked.key), count: observed ?? group.members + others } });
  await settle(work, locked, actorId(work));
  await work.audit({ subjectKind: 'group', subjectKey: id, before: now, after: { others, observedAt: beforeAt } });
  const next = await openedAt(work.db, locked.key, last.at);
  const stays = found.all.find((one) => one.id === next && (one.state === 'active' || one.state === 'preparing'));
  return done({ ...shown(work, found), ...(stays === undefined ? {} : { stays: { id: stays.id, name: nameOf(locked, stays, found.all, work.language) } }) });
}
