import type { z } from 'zod';
import type { Fleet, Topic } from '../../../common/contract/fleet.ts';
import { returnMinutes, shownAnnouncements, type MemberPage, type readMemberPageSchema } from '../../../common/contract/group-pages.ts';
import { inLanguage, type Language, type LocalizedText } from '../../../common/contract/text.ts';
import { termOf } from '../../../common/group-name.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import type { ProductParts } from '../../parts.ts';
import { listStaff, lockPerson, namesOf } from '../../people/index.ts';
import { done, may, pageFrom, readCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { isInTheWay } from '../rules/in-the-way.ts';
import { announcementsFor, lastLeft, type AnnouncedPlace } from '../store/announcements.ts';
import { liveCodes } from '../store/codes.ts';
import { findFleetRow, type FleetRow } from '../store/fleets.ts';
import { fleetOfGroup, groupsOfFleet, type GroupRow } from '../store/groups.ts';
import { seatsOfPerson, type Seat } from '../store/seats.ts';
import { nameOf } from '../views.ts';
import type { BarCheck } from './bar-check.ts';
import { shownCode } from './group-codes.ts';
import { joinCodeOfSeat } from './join-codes.ts';
import { lockGroup } from './lock-group.ts';
import { landing } from './locked-fleet.ts';
import { takeSeat } from './seats.ts';

type Parts = Pick<ProductParts, 'reader'>;

/** What a group tells its members, and how who was admitted gets in. For everybody else it is not there. */
export async function readMemberPage({ reader }: Parts, work: Work, { group: id, cursor }: z.output<typeof readMemberPageSchema>): Promise<Outcome<MemberPage>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  const place = placeOf(cursor);
  if (!place.ok) return place;
  // Both are asked in any case: a refusal takes as long for a group that is there as for one that is not (C1).
  const [seats, key] = [await seatsOfPerson(work.db, work.actor.id), await fleetOfGroup(work.db, id)];
  const seat = seats.find(({ groupId }) => groupId === id);
  if (key === undefined || (seat === undefined && !may(work.actor, 'groups.run', { kind: 'fleet', key }))) return refuse('not_found');
  const fleet = await findFleetRow(work.db, key);
  if (fleet === undefined) return refuse('not_found');
  const all = await groupsOfFleet(work.db, fleet.settings, 'all');
  const group = all.find((one) => one.id === id);
  if (group === undefined) return refuse('not_found');
  const { centre } = reader.current();
  const topic = centre?.topics.find((one) => one.key === fleet.settings.topic);
  const offTopic = centre?.topics.find((one) => one.key === topic?.offTopicTo);
  const say = sayIn(work.language);
  const { settings } = fleet;
  const term = termOf(settings, group.entry, group.position);
  const elsewhere = !platformFeatures[settings.platform].joinsAtOnce;
  return done({
    group: id, key: group.key, fleet: fleet.key, topic: settings.topic, app: settings.app, state: group.state, elsewhere,
    name: nameOf(fleet, group, all, work.language), fleetName: inLanguage(settings.name ?? settings.topicName, work.language), topicName: inLanguage(settings.topicName, work.language),
    members: group.members + group.others,
    ...(term === undefined ? {} : { term }),
    ...standingOf(seat),
    ...say('welcome', settings.welcome), ...say('rules', topic?.rules),
    ...(offTopic === undefined ? {} : { offTopic: { name: inLanguage(offTopic.name, work.language), url: `/g/${offTopic.key}` } }),
    notes: texts([topic?.note, settings.note, group.entry.note], work.language),
    conditions: texts([...(settings.conditions ?? []), ...(group.entry.conditions ?? [])], work.language),
    documents: documentsOf([group.entry.documents, settings.documents, topic?.documents], work.language),
    runBy: await whoRuns(work, fleet, group),
    ...(elsewhere && seat !== undefined ? { wayIn: await wayIn(work, fleet, group, seat) } : {}),
    ...(await announcements(work, { fleet: fleet.key, group: id, person: work.actor.id, confirms: seat?.state === 'member' }, place.value)),
  });
}

function standingOf(seat: Seat | undefined): Pick<MemberPage, 'standing' | 'seat' | 'joinedAt' | 'heldUntil'> {
  if (seat === undefined) return { standing: 'staff' };
  return {
    standing: seat.state === 'member' ? 'member' : 'reserved', seat: seat.id,
    ...(seat.joinedAt === null ? {} : { joinedAt: seat.joinedAt.toISOString() }),
    ...(seat.expiresAt === null ? {} : { heldUntil: seat.expiresAt.toISOString() }),
  };
}

/** Number, link, the platform's own code while one lives, and the one-time code that shows there that one was approved. */
async function wayIn(work: Work, { settings }: FleetRow, group: GroupRow, seat: Seat): Promise<NonNullable<MemberPage['wayIn']>> {
  const { number, handle, link } = group.entry;
  const code = (await liveCodes(work.db, [group.id], work.now)).get(group.id);
  const joinCode = seat.state === 'reserved' ? await joinCodeOfSeat(work, seat.id) : undefined;
  return {
    ...(number === undefined ? {} : { number }), ...(handle === undefined ? {} : { handle }), ...(link === undefined ? {} : { link }),
    ...(joinCode === undefined ? {} : { joinCode: joinCode.code }),
    ...(code === undefined ? {} : { code: shownCode(work.secrets, code) }),
    steps: texts(settings.howToJoin ?? [], work.language),
  };
}

/** Who holds a role for the fleet, and the owner as the group names them. */
async function whoRuns({ db, language }: Work, fleet: FleetRow, group: GroupRow): Promise<MemberPage['runBy']> {
  const owner = group.entry.owner === undefined ? [] : [{ name: inLanguage(group.entry.owner, language), role: 'owner' as const }];
  const staff = (await listStaff(db)).flatMap(({ name, grants }) => {
    const roles = grants.filter(({ scope }) => scope.kind === 'fleet' && scope.key === fleet.key).map(({ role }) => role);
    const role = (['operator', 'moderator'] as const).find((one) => roles.includes(one));
    return role === undefined ? [] : [{ name, role }];
  });
  return [...owner, ...staff].slice(0, 60);
}

/** Where the page before ended. */
function placeOf(cursor: string | undefined): Outcome<AnnouncedPlace | undefined> {
  const place = readCursor(cursor, 2);
  if (!place.ok) return place;
  if (place.value === undefined) return done(undefined);
  const [open, id] = place.value.map(String);
  const isPlace = (open === '0' || open === '1') && id !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return isPlace ? done({ open: open === '1', id }) : refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
}

/** What one has still to confirm is never pushed off the page by what was announced later. [002] */
async function announcements({ db }: Work, to: Parameters<typeof announcementsFor>[1], place: AnnouncedPlace | undefined): Promise<Pick<MemberPage, 'announcements' | 'next'>> {
  const rows = await announcementsFor(db, to, place, rowsToRead(shownAnnouncements));
  const names = await namesOf(db, rows.flatMap(({ postedBy }) => postedBy ?? []));
  const { items, next } = pageFrom(rows, shownAnnouncements, ({ id, fleet, title, body, confirm, postedAt, postedBy, readAt }): MemberPage['announcements'][number] => {
    const name = postedBy === null ? undefined : names.get(postedBy);
    return { id, fleet, title, body, confirm, postedAt: postedAt.toISOString(), ...(name === undefined ? {} : { postedBy: name }), ...(readAt === null ? {} : { readAt: readAt.toISOString() }) };
  }, ({ open, id }) => [open ? '1' : '0', id]);
  return { announcements: items, ...(next === undefined ? {} : { next }) };
}

/**
 * Takes back that one left: the seat is given again, from the share for those who return when nothing else is free, and in the very group while it
 * takes people. Not for who was barred meanwhile, and not after half an hour: then one applies as somebody who returns. [003]
 */
export async function returnToGroup({ reader }: Parts, isBarred: BarCheck | undefined, work: Work, id: string): Promise<Outcome<{ group: string }>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  const found = await lockGroup(work.db, id, reader);
  const personId = work.actor.id;
  const left = found === undefined ? undefined : await lastLeft(work.db, personId, id);
  if (found === undefined || left === undefined) return refuse('not_found');
  const { locked } = found;
  const person = await lockPerson(work.db, personId);
  if (person === undefined || person.disabled || person.erased) return refuse('not_found');
  if (work.now.getTime() - left.endedAt.getTime() > returnMinutes * 60_000) return refuse('too_late');
  // Contributors and staff may have one beside another: as that it is given again, and in no group in which they are.
  const kind = left.kind === 'contributor' || left.kind === 'staff' ? left.kind : 'returning';
  const others = await seatsOfPerson(work.db, personId, [locked.key]);
  if (others.some((other) => isInTheWay({ groupId: id, kind }, other, locked)) || (isBarred !== undefined && (await isBarred(work, locked, personId)))) return refuse('not_found');
  const place = landing(locked, { kind, wanted: found.group.key });
  if (place.group === undefined || others.some(({ groupId: taken }) => taken === place.group.id)) return refuse('too_late');
  const { seatId, groupId } = await takeSeat(work, locked, place, { personId, kind, entrance: 'returning' });
  await work.audit({ subjectKind: 'seat', subjectKey: seatId, before: { seat: left.id }, after: { group: groupId, person: personId } });
  return done({ group: groupId });
}

function texts(list: readonly (LocalizedText | undefined)[], language: Language): string[] {
  return list.flatMap((text) => inLanguage(text, language) ?? []);
}

function documentsOf(lists: readonly (Fleet['documents'] | Topic['documents'])[], language: Language): MemberPage['documents'] {
  const all = lists.flatMap((list) => list ?? []).map(({ title, url }) => ({ title: inLanguage(title, language), url }));
  return all.filter(({ url }, index) => all.findIndex((one) => one.url === url) === index);
}

function sayIn(language: Language) {
  return <Name extends string>(name: Name, text: LocalizedText | undefined): { [Key in Name]?: string } => {
    const said = inLanguage(text, language);
    return (said === undefined ? {} : { [name]: said }) as { [Key in Name]?: string };
  };
}
