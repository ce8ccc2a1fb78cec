import type { z } from 'zod';
import type { mergedSchema, mergePersonsSchema, mergePreviewSchema, mergeRefSchema, splitPersonSchema, splitSchema } from '../../../common/contract/persons.ts';
import { done, lockAhead, newId, refuse, type Database, type MovedRows, type Outcome, type PersonalData, type Work } from '../../platform/index.ts';
import { grantsOf, isLastOperator, lockOperators } from '../store/grants.ts';
import { giveIdentities, listIdentities } from '../store/identities.ts';
import { endMerge, findMerge, insertMerge, tried } from '../store/merges.ts';
import { readPersonFacts } from '../store/person-page.ts';
import { createPerson, lockPersons } from '../store/persons.ts';
import type { CanSignIn } from '../ports.ts';
import { endSessionsOf } from './end-sessions.ts';
import { withoutLockingOut } from './last-way-in.ts';

type Parts = { personalData: readonly PersonalData[] };
type Merging = Parts & { canSignIn: CanSignIn };

async function moveAll({ personalData }: Parts, { db, now }: Pick<Work, 'db' | 'now'>, from: string, to: string): Promise<Record<string, MovedRows>> {
  const moved: Record<string, MovedRows> = {};
  for (const { area, move } of personalData) {
    const rows = Object.fromEntries(Object.entries(await move(db, from, to, { now })).filter(([, ids]) => ids.length > 0));
    if (Object.keys(rows).length > 0) moved[area] = rows;
  }
  return moved;
}

/** Holds two persons, and before them what comes before persons: the fleets in which they applied and sit (docs/adr/0010). `between`: what is held after that. */
async function lockWithPlaces({ personalData }: Parts, db: Database, ids: readonly string[], between?: () => Promise<void>): ReturnType<typeof lockPersons> {
  const held = await lockAhead(personalData, db, ids);
  await between?.();
  const found = await lockPersons(db, ids);
  await lockAhead(personalData, db, ids, held);
  return found;
}

const sameAccount = (left: { kind: string; issuer: string; canonical: string }, right: typeof left) => left.kind === right.kind && left.issuer === right.issuer && left.canonical === right.canonical;

/** What merging would do. It is tried in a transaction that is taken back, so that it says exactly what every part of the centre would move. */
export async function previewMerge(parts: Parts, work: Work, { id, other }: z.output<typeof mergePersonsSchema>): Promise<Outcome<z.input<typeof mergePreviewSchema>>> {
  const [kept, gone] = await Promise.all([readPersonFacts(work.db, id, work.now), readPersonFacts(work.db, other, work.now)]);
  if (kept === undefined || gone === undefined || id === other || kept.mergedInto !== undefined || gone.mergedInto !== undefined) return refuse('not_found');
  const [own, theirs, ownGrants, theirGrants] = await Promise.all([listIdentities(work.db, id), listIdentities(work.db, other), grantsOf(work.db, id), grantsOf(work.db, other)]);
  const { moved, grants } = await tried(work.db, async (transaction) => {
    await lockWithPlaces(parts, transaction, [id, other]);
    return { moved: await moveAll(parts, { db: transaction, now: work.now }, other, id), grants: await grantsOf(transaction, id) };
  });
  const ending = /_ended$/;
  const counted = Object.entries(moved).map(([area, rows]) => ({ area, count: Object.entries(rows).reduce((sum, [table, ids]) => sum + (ending.test(table) ? 0 : ids.length), 0) })).filter(({ count }) => count > 0);
  const ends = Object.entries(moved).flatMap(([area, rows]) => Object.entries(rows).flatMap(([table, ids]) => (ending.test(table) ? [{ area, what: table.replace(ending, ''), count: ids.length }] : [])));
  const conflicts = {
    names_differ: kept.name !== gone.name,
    disabled: (kept.disabledAt === undefined) !== (gone.disabledAt === undefined),
    both_staff: ownGrants.length > 0 && theirGrants.length > 0,
    same_account_claimed: theirs.some((identity) => own.some((mine) => sameAccount(mine, identity))),
  };
  return done({
    kept: { id, name: kept.name },
    gone: { id: other, name: gone.name },
    identities: theirs.slice(0, 500).map((identity) => ({ kind: identity.kind, typed: identity.typed, proven: identity.provenAt !== undefined, moves: !own.some((mine) => sameAccount(mine, identity)) })),
    roles: grants.filter((grant) => !ownGrants.some((mine) => JSON.stringify(mine) === JSON.stringify(grant))),
    rows: counted,
    ends,
    sessions: kept.sessions + gone.sessions,
    conflicts: (Object.keys(conflicts) as (keyof typeof conflicts)[]).filter((name) => conflicts[name]),
  });
}

/** Makes two entries one: everything of `other` goes to `id`, the sessions of both end, and what moved is kept so that it can be undone. */
export async function mergePersons(parts: Merging, work: Work, { id, other }: z.output<typeof mergePersonsSchema>): Promise<Outcome<z.input<typeof mergedSchema>>> {
  const found = await lockWithPlaces(parts, work.db, [id, other], () => lockOperators(work.db));
  const [kept, gone] = [found.get(id), found.get(other)];
  if (kept === undefined || gone === undefined || id === other || kept.erased || gone.erased || kept.mergedInto !== undefined || gone.mergedInto !== undefined) return refuse('not_found');
  // The last operator's role would go to an entry that is shut out.
  if (kept.disabled && (await isLastOperator(work.db, other))) return refuse('last_operator');
  return withoutLockingOut(parts.canSignIn, work, async () => {
    const merge = { id: newId(work.now), keptId: id, goneId: other, moved: await moveAll(parts, work, other, id) };
    await insertMerge(work.db, merge, work.now, work.actor.kind === 'person' ? work.actor.id : null);
    for (const person of [id, other]) await endSessionsOf(work, person);
    await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: kept.name }, after: { name: kept.name, merged: { id: other, name: gone.name } } });
    await work.audit({ subjectKind: 'person', subjectKey: other, before: { name: gone.name }, after: { name: gone.name, mergedInto: { id, name: kept.name } } });
    await work.publish({ name: 'people.persons_merged', subject: id, data: { gone: other } });
    return done({ merge: merge.id, kept: id, gone: other });
  });
}

/**
 * Gives somebody what was kept under an entry that others made for them, such as by a list: only one that nobody has proven anything of and
 * that has no role, so that no proof opens what is another's. Their sessions go on. False when there is nothing to take over.
 */
export async function takeOverEntry(parts: Parts, work: Pick<Work, 'db' | 'now' | 'publish'>, { id, entry }: { id: string; entry: string }): Promise<boolean> {
  const found = await lockWithPlaces(parts, work.db, [id, entry]);
  const [kept, gone] = [found.get(id), found.get(entry)];
  if (kept === undefined || gone === undefined || id === entry || kept.erased || gone.erased || kept.disabled || kept.mergedInto !== undefined || gone.mergedInto !== undefined) return false;
  const [identities, grants] = [await listIdentities(work.db, entry), await grantsOf(work.db, entry)];
  if (grants.length > 0 || identities.some(({ provenAt }) => provenAt !== undefined)) return false;
  await insertMerge(work.db, { id: newId(work.now), keptId: id, goneId: entry, moved: await moveAll(parts, work, entry, id) }, work.now, null);
  await work.publish({ name: 'people.persons_merged', subject: id, data: { gone: entry } });
  return true;
}

/** Makes two of one again: what moved goes back, as far as it is still there. The sessions of both end. */
export async function undoMerge(parts: Merging, work: Work, { id, merge: which }: z.output<typeof mergeRefSchema>): Promise<Outcome<z.input<typeof mergedSchema>>> {
  const before = await findMerge(work.db, id, which);
  if (before === undefined) return refuse('not_found');
  const found = await lockWithPlaces(parts, work.db, [id, before.goneId], () => lockOperators(work.db));
  const merge = await findMerge(work.db, id, which);
  const [kept, gone] = [found.get(id), found.get(before.goneId)];
  // An entry that has itself become part of another is first made one of its own again.
  if (merge === undefined || kept === undefined || gone === undefined || kept.mergedInto !== undefined || kept.erased || gone.erased) return refuse('not_found');
  return withoutLockingOut(parts.canSignIn, work, async () => {
    for (const { area, moveBack } of parts.personalData.toReversed()) await moveBack(work.db, merge.moved[area] ?? {}, merge.goneId, id);
    await endMerge(work.db, merge, work.now, work.actor.kind === 'person' ? work.actor.id : null);
    for (const person of [id, merge.goneId]) await endSessionsOf(work, person);
    await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: kept.name, merged: { id: merge.goneId, name: gone.name } }, after: { name: kept.name } });
    await work.publish({ name: 'people.merge_undone', subject: id, data: { gone: merge.goneId, merge: which } });
    return done({ merge: which, kept: id, gone: merge.goneId });
  });
}

/** Gives chosen accounts to a new entry: they belong to somebody else. The person's sessions end, since one of them may be that other's. Refused (`leave_one_account`) where the person would be left without any. */
export async function splitPerson(work: Work, { id, identities: chosen, name }: z.output<typeof splitPersonSchema>): Promise<Outcome<z.input<typeof splitSchema>>> {
  const person = (await lockPersons(work.db, [id])).get(id);
  if (person === undefined || person.erased || person.mergedInto !== undefined) return refuse('not_found');
  const own = await listIdentities(work.db, id);
  if (!chosen.every((one) => own.some((identity) => identity.id === one))) return refuse('not_found');
  if (new Set(chosen).size === own.length) return refuse('invalid_input', { fields: [{ path: 'identities', code: 'leave_one_account' }] });
  const facts = await readPersonFacts(work.db, id, work.now);
  const created = await createPerson(work.db, { name, language: facts?.language ?? work.language, now: work.now });
  await giveIdentities(work.db, id, created, chosen);
  await endSessionsOf(work, id);
  await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: person.name, accounts: own.length }, after: { name: person.name, accounts: own.length - chosen.length, split: { id: created, name } } });
  await work.audit({ subjectKind: 'person', subjectKey: created, before: null, after: { name, accounts: chosen.length, splitFrom: { id, name: person.name } } });
  await work.publish({ name: 'people.person_split', subject: id, data: { created } });
  return done({ id, created });
}
