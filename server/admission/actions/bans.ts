import type { z } from 'zod';
import { admissionDefaults } from '../../../common/contract/admission-policy.ts';
import type { banPersonSchema, bansSchema, BanView, liftBanSchema, listBansSchema } from '../../../common/contract/moderation.ts';
import { takeBackSeconds } from '../../../common/contract/undo.ts';
import { findFleetRow, fleetRows } from '../../groups/index.ts';
import { findPerson, identitiesOf, namesOf } from '../../people/index.ts';
import { done, may, newId, pageFrom, readIdCursor, refuse, rowsToRead, scopesWhere, type Database, type Outcome, type Scope, type Work } from '../../platform/index.ts';
import { identityHash } from '../identity-hash.ts';
import { fleetsWhere } from '../reach.ts';
import { banListOfFleet, findBan, fleetOfBanList, insertBan, liftBanRow, listBans, type BanRow } from '../store/bans.ts';

/** Bans that concern the reader: of their fleets alone, and on the lists by which their fleets go. */
export async function readBans(work: Work, { fleet, person, state, cursor, limit }: z.output<typeof listBansSchema>): Promise<Outcome<z.input<typeof bansSchema>>> {
  const before = readIdCursor(cursor);
  if (!before.ok) return before;
  const rows = await listBans(work.db, { lists: await listsFor(work, fleet), person, state, before: before.value }, work.now, rowsToRead(limit));
  const page = pageFrom(rows, limit, (row) => row, ({ id }) => [id]);
  return done({ ...page, items: await banViews(work, page.items) });
}

async function listsFor(work: Work, fleet: string | undefined): Promise<readonly string[] | 'all'> {
  const fleets = fleetsWhere(work.actor, 'strikes.manage', fleet);
  if (fleets === 'all') return 'all';
  const rows = await fleetRows(work.db, fleets);
  return rows.flatMap(({ key, settings }) => [banListOfFleet(key), settings.admission?.strikeList ?? admissionDefaults.strikeList]);
}

/**
 * Admits somebody no more: in one fleet, or wherever a list holds. A list is shared, so it asks for the right in every fleet that goes by it.
 * It holds by what the person has proven, so that nobody is barred for what another claims. Nobody new gets in at once; what they hold, and with
 * `takeOut` the seats that they have, end once the ban can be taken back no more. [002]
 */
export async function banPerson(work: Work, { person: id, fleet, list = admissionDefaults.strikeList, reason, until, takeOut = false }: z.output<typeof banPersonSchema>): Promise<Outcome<BanView>> {
  const person = await findPerson(work.db, id);
  if (person === undefined || person.mergedInto !== undefined) return refuse('invalid_input', { fields: [{ path: 'person', code: 'person_unknown' }] });
  const end = until === undefined ? null : new Date(until);
  if (end !== null && end <= work.now) return refuse('invalid_input', { fields: [{ path: 'until', code: 'instant_past' }] });
  if (fleet !== undefined && (await findFleetRow(work.db, fleet)) === undefined) return refuse('not_found');
  if (fleet === undefined && !(await mayBanOn(work, list))) return refuse('beyond_own_rights');
  const places = !takeOut ? [] : fleet === undefined ? await fleetsBy(work.db, list) : [fleet];
  if (!places.every((key) => may(work.actor, 'members.manage', { kind: 'fleet', key }))) return refuse('beyond_own_rights');
  const proven = (await identitiesOf(work.db, id)).filter(({ provenAt }) => provenAt !== undefined);
  const ban = newId(work.now);
  await insertBan(work.db, { id: ban, list: fleet === undefined ? list : banListOfFleet(fleet), person: id, reason, createdBy: work.actor.kind === 'person' ? work.actor.id : null, until: end, identities: proven.map((identity) => identityHash(work.secrets, identity)) }, work.now);
  await work.audit({ subjectKind: 'ban', subjectKey: ban, before: null, after: { person: id, ...(fleet === undefined ? { list } : { fleet }), reason, ...(until === undefined ? {} : { until }), ...(takeOut ? { takeOut } : {}) } });
  await work.publish({ name: 'ban.added', subject: ban, data: placeOf(fleet) });
  await work.enqueue('followBan', { ban, takeOut }, { runAt: new Date(work.now.getTime() + (takeBackSeconds + 1) * 1000) });
  return showBan(work, ban);
}

/** Lets somebody apply again, with a reason that stays beside it. */
export async function liftBan(work: Work, { id, reason }: z.output<typeof liftBanSchema>): Promise<Outcome<BanView>> {
  const ban = await findBan(work.db, id);
  if (ban === undefined) return refuse('not_found');
  const fleet = fleetOfBanList(ban.list);
  if (fleet === undefined && !(await mayBanOn(work, ban.list))) return refuse('beyond_own_rights');
  if (await liftBanRow(work.db, id, { by: work.actor.kind === 'person' ? work.actor.id : null, reason }, work.now)) {
    await work.audit({ subjectKind: 'ban', subjectKey: id, before: { list: ban.list, lifted: false }, after: { list: ban.list, lifted: true, reason } });
    await work.publish({ name: 'ban.lifted', subject: id, data: placeOf(fleet) });
  }
  return showBan(work, id);
}

/** Where the right must hold at least: in the fleet of a ban, or in one that goes by its list. Undefined for what the reader cannot see. */
export async function placeOfBan(work: Work, id: string): Promise<Scope | undefined> {
  const ban = await findBan(work.db, id);
  const fleet = ban === undefined ? undefined : fleetOfBanList(ban.list);
  if (ban === undefined || fleet !== undefined) return fleet === undefined ? undefined : { kind: 'fleet', key: fleet };
  return scopesWhere(work.actor, 'strikes.manage') === 'everywhere' ? { kind: 'centre' } : (await fleetsBy(work.db, ban.list)).map((key): Scope => ({ kind: 'fleet', key })).find((scope) => may(work.actor, 'strikes.manage', scope));
}

/** Whether who asks may bar and lift on a list: everywhere, or in every fleet that goes by it. */
export async function mayBanOn(work: Work, list: string): Promise<boolean> {
  if (may(work.actor, 'strikes.manage')) return true;
  const fleets = await fleetsBy(work.db, list);
  return fleets.length > 0 && fleets.every((key) => may(work.actor, 'strikes.manage', { kind: 'fleet', key }));
}

/** The fleets that go by a list. */
export async function fleetsBy(db: Database, list: string): Promise<string[]> {
  return (await fleetRows(db)).flatMap(({ key, settings, removed }) => (!removed && (settings.admission?.strikeList ?? admissionDefaults.strikeList) === list ? [key] : []));
}

function placeOf(fleet: string | undefined): Record<string, unknown> {
  return fleet === undefined ? {} : { fleet, scope: { kind: 'fleet', key: fleet } };
}

/** A ban as moderators see it. */
export async function showBan(work: Work, id: string): Promise<Outcome<BanView>> {
  const ban = await findBan(work.db, id);
  const [view] = ban === undefined ? [] : await banViews(work, [ban]);
  return view === undefined ? refuse('not_found') : done(view);
}

async function banViews({ db, now }: Pick<Work, 'db' | 'now'>, rows: readonly BanRow[]): Promise<BanView[]> {
  const names = await namesOf(db, rows.flatMap(({ person, createdBy, liftedBy }) => [person, createdBy, liftedBy].flatMap((id) => id ?? [])));
  const who = (id: string | undefined) => (id === undefined ? undefined : { id, name: names.get(id) ?? '' });
  return rows.map(({ id, list, person, reason, createdBy, createdAt, until, liftedAt, liftedBy, liftedReason }) => {
    const [whose, made, ended, fleet] = [who(person), who(createdBy), who(liftedBy), fleetOfBanList(list)];
    return {
      id, list, reason, createdAt: createdAt.toISOString(), inForce: liftedAt === undefined && (until === undefined || until > now),
      ...(fleet === undefined ? {} : { fleet }),
      ...(whose === undefined ? {} : { person: whose }),
      ...(made === undefined ? {} : { createdBy: made }),
      ...(until === undefined ? {} : { until: until.toISOString() }),
      ...(liftedAt === undefined ? {} : { lifted: { at: liftedAt.toISOString(), reason: liftedReason ?? '', ...(ended === undefined ? {} : { by: ended }) } }),
    };
  });
}
