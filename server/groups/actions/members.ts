import type { z } from 'zod';
import type { listDeparturesSchema, listFleetMembersSchema, listGroupMembersSchema, OwnGroup, ownGroupsSchema, seatPageSchema, SeatView } from '../../../common/contract/fleet-operations.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import { foundAmong, namesOf } from '../../people/index.ts';
import type { ProductParts } from '../../parts.ts';
import { done, pageFrom, readCursor, readIdCursor, refuse, rowsToRead, type Database, type Outcome, type Work } from '../../platform/index.ts';
import { fleetRows } from '../store/fleets.ts';
import { fleetOfGroup, groupsOfFleet, type GroupRow } from '../store/groups.ts';
import { findListedSeat, pageOfDepartures, pageOfMembers, personsIn, type ListedSeat, type MembersOf } from '../store/members.ts';
import { seatsOfPerson } from '../store/seats.ts';
import { insertHistory } from '../store/history.ts';
import { nameOf } from '../views.ts';
import { actorId } from './change-group.ts';
import { groupNames } from './group-names.ts';
import { lockGroup } from './lock-group.ts';
import { landing, lockFleet } from './locked-fleet.ts';
import { endSeat, takeSeat } from './seats.ts';

type Parts = Pick<ProductParts, 'reader'>;

/** Who is in a group, and for whom a seat is held there. */
export async function listGroupMembers(work: Work, { group, ...asked }: z.output<typeof listGroupMembersSchema>): Promise<Outcome<z.input<typeof seatPageSchema>>> {
  return listMembers(work, { group }, asked);
}

/** Who is in any group of a fleet, and for whom a seat is held, for whoever looks for somebody and does not know where they are. */
export async function listFleetMembers(work: Work, { fleet, ...asked }: z.output<typeof listFleetMembersSchema>): Promise<Outcome<z.input<typeof seatPageSchema>>> {
  return listMembers(work, { fleet }, asked);
}

async function listMembers(work: Work, of: MembersOf, { search, cursor, limit }: Omit<z.output<typeof listGroupMembersSchema>, 'group'>): Promise<Outcome<z.input<typeof seatPageSchema>>> {
  const before = readIdCursor(cursor);
  if (!before.ok) return before;
  const persons = search === undefined ? undefined : await foundIn(work.db, await personsIn(work.db, of), search);
  const rows = await pageOfMembers(work.db, of, { search, persons, before: before.value }, rowsToRead(limit));
  const views = await viewsOf(work, rows);
  return done(pageFrom(rows, limit, (row) => views(row), ({ id }) => [id]));
}

/** So many are asked about in one statement. */
const askedAtOnce = 10_000;

async function foundIn(db: Database, persons: readonly string[], search: string): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < persons.length; from += askedAtOnce) found.push(...(await foundAmong(db, persons.slice(from, from + askedAtOnce), search)));
  return found;
}

/** Who left when, and why. [003] */
export async function listDepartures(work: Work, { fleet, group, cursor, limit }: z.output<typeof listDeparturesSchema>): Promise<Outcome<z.input<typeof seatPageSchema>>> {
  const place = readCursor(cursor, 2);
  if (!place.ok) return place;
  const [at, id] = place.value ?? [];
  const isPlace = place.value === undefined || (/^\d{1,18}$/.test(String(at)) && /^[0-9a-f-]{36}$/.test(String(id)));
  if (!isPlace) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const rows = await pageOfDepartures(work.db, { fleet, group, before: place.value === undefined ? undefined : { at: String(at), id: String(id) } }, rowsToRead(limit));
  const views = await viewsOf(work, rows);
  return done(pageFrom(rows, limit, (row) => views(row), (row) => [row.at, row.id]));
}

/** A bot sits in a group, on a seat of the staff's share. */
export async function addBot({ reader }: Parts, work: Work, { group: id, name }: { group: string; name: string }): Promise<Outcome<SeatView>> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined || found.group.state !== 'active') return refuse('not_found');
  const { locked, group } = found;
  const place = landing(locked, { kind: 'bot', wanted: group.key });
  if (place.group === undefined || place.group.id !== group.id) return refuse('no_seat_left');
  const { seatId } = await takeSeat(work, locked, place, { personId: null, name, kind: 'bot', entrance: 'by_hand' });
  await insertHistory(work.db, { groupId: id, fleet: locked.key, what: 'bot_added', reason: 'by_hand', byPerson: actorId(work) }, work.now);
  await work.audit({ subjectKind: 'seat', subjectKey: seatId, before: null, after: { group: id, bot: name } });
  return seatView(work, seatId);
}

/** The groups in which the one who asks has a seat, or one is held for them. */
export async function listOwnGroups(work: Work): Promise<Outcome<z.input<typeof ownGroupsSchema>>> {
  if (work.actor.kind !== 'person') return done({ items: [] });
  const seats = await seatsOfPerson(work.db, work.actor.id);
  const fleets = new Map((await fleetRows(work.db, seats.map(({ fleet }) => fleet))).map((row) => [row.key, row]));
  const siblings = new Map<string, GroupRow[]>();
  for (const [key, { settings }] of fleets) siblings.set(key, await groupsOfFleet(work.db, settings, 'all'));
  const items = seats.flatMap((seat): OwnGroup[] => {
    const fleet = fleets.get(seat.fleet);
    const groups = siblings.get(seat.fleet) ?? [];
    const group = groups.find(({ id }) => id === seat.groupId);
    if (fleet === undefined || group === undefined || seat.state === 'ended') return [];
    const { term, number, link, handle } = group.entry;
    const since = seat.joinedAt ?? seat.takenAt;
    return [{
      seat: seat.id, group: group.id, key: group.key, fleet: fleet.key, topic: fleet.settings.topic, name: nameOf(fleet, group, groups, work.language), topicName: inLanguage(fleet.settings.topicName, work.language),
      state: seat.state, groupState: group.state, platform: fleet.settings.platform, memberPage: platformFeatures[fleet.settings.platform].memberPage, since: since.toISOString(),
      ...(term === undefined ? {} : { term }), ...(seat.expiresAt === null ? {} : { expiresAt: seat.expiresAt.toISOString() }),
      ...(number === undefined ? {} : { number }), ...(link === undefined ? {} : { link }), ...(handle === undefined ? {} : { handle }),
    }];
  });
  return done({ items });
}

/** Gives up one's own seat in a group. Nothing is told about groups of others. */
export async function leaveGroup({ reader }: Parts, work: Work, { group }: { group: string }): Promise<Outcome<{ left: true }>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  const fleet = await fleetOfGroup(work.db, group);
  const locked = fleet === undefined ? undefined : await lockFleet(work.db, fleet, reader);
  if (fleet === undefined || locked === undefined) return refuse('not_found');
  const seat = (await seatsOfPerson(work.db, work.actor.id, [fleet])).find(({ groupId }) => groupId === group);
  if (seat === undefined || !(await endSeat(work, locked, seat, 'left'))) return refuse('not_found');
  return done({ left: true });
}

/** A seat as it is listed now. */
export async function seatView(work: Work, id: string): Promise<Outcome<SeatView>> {
  const row = await findListedSeat(work.db, id);
  if (row === undefined) return refuse('not_found');
  return done((await viewsOf(work, [row]))(row));
}

/** Seats with the names of their groups and of who holds them. */
async function viewsOf(work: Pick<Work, 'db' | 'language'>, rows: readonly ListedSeat[]): Promise<(row: ListedSeat) => SeatView> {
  const names = await namesOf(work.db, rows.flatMap(({ personId }) => (personId === null ? [] : [personId])));
  const groups = await groupNames(work.db, rows.map(({ fleet }) => fleet), work.language);
  return (row) => ({
    id: row.id, fleet: row.fleet, kind: row.kind, fromReserve: row.fromReserve, state: row.state, entrance: row.entrance,
    group: { id: row.groupId, name: groups.get(row.groupId) ?? '' },
    name: row.holderName ?? names.get(row.personId ?? '') ?? '',
    takenAt: row.takenAt.toISOString(),
    ...(row.personId === null ? {} : { person: { id: row.personId, name: names.get(row.personId) ?? '' } }),
    ...(row.joinedAt === null ? {} : { joinedAt: row.joinedAt.toISOString() }),
    ...(row.expiresAt === null ? {} : { expiresAt: row.expiresAt.toISOString() }),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt.toISOString() }),
    ...(row.endedBecause === null ? {} : { endedBecause: row.endedBecause }),
  });
}
