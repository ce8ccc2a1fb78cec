import type { z } from 'zod';
import type { acknowledgementsSchema, announcementsSchema, postAnnouncementSchema, readAcknowledgementsSchema, StaffAnnouncement } from '../../../common/contract/group-pages.ts';
import { namesOf } from '../../people/index.ts';
import { done, pageFrom, readIdCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { countReads, findAnnouncement, insertAnnouncement, isAnnouncedTo, noteRead, pageOfAnnouncements, pageOfReaders, setWithdrawn, type Announcement } from '../store/announcements.ts';
import { findFleetRow } from '../store/fleets.ts';
import { groupsOfFleet } from '../store/groups.ts';
import { nameOf } from '../views.ts';
import { actorId } from './group-codes.ts';
import { placed } from './locked-fleet.ts';

/** Announces something to the members of a fleet or of one group. [002] */
export async function postAnnouncement(work: Work, { fleet, group, title, body, confirm = false }: z.output<typeof postAnnouncementSchema>): Promise<Outcome<StaffAnnouncement>> {
  const groupNames = await namesOfGroups(work, fleet);
  if (groupNames === undefined) return refuse('not_found');
  if (group !== undefined && !groupNames.has(group)) return refuse('not_found');
  const posted = await insertAnnouncement(work.db, { fleet, groupId: group ?? null, title, body: body.replaceAll('\r\n', '\n'), confirm, postedBy: actorId(work) }, work.now);
  await work.audit({ subjectKind: 'announcement', subjectKey: posted.id, before: null, after: { fleet, group: group ?? null, title, confirm } });
  await work.publish({ name: 'announcement.posted', subject: posted.id, data: { ...placed(fleet), group: group ?? null, confirm } });
  return viewOf(work, posted);
}

/** Takes an announcement down, or puts it up again with whoever confirmed it. */
export async function withdrawAnnouncement(work: Work, id: string, withdrawn: boolean): Promise<Outcome<StaffAnnouncement>> {
  const found = await findAnnouncement(work.db, id);
  if (found === undefined) return refuse('not_found');
  if (await setWithdrawn(work.db, id, withdrawn ? { at: work.now, by: actorId(work) } : null)) {
    await work.audit({ subjectKind: 'announcement', subjectKey: id, before: { withdrawn: !withdrawn }, after: { withdrawn } });
    await work.publish({ name: withdrawn ? 'announcement.withdrawn' : 'announcement.restored', subject: id, data: { ...placed(found.fleet), group: found.groupId } });
  }
  const after = await findAnnouncement(work.db, id);
  return after === undefined ? refuse('not_found') : viewOf(work, after);
}

export async function listAnnouncements(work: Work, { fleet, cursor, limit }: { fleet: string; cursor?: string | undefined; limit?: number | undefined }): Promise<Outcome<z.input<typeof announcementsSchema>>> {
  const before = readIdCursor(cursor);
  if (!before.ok) return before;
  const rows = await pageOfAnnouncements(work.db, fleet, before.value, rowsToRead(limit));
  const [view, counts] = [await viewer(work, rows), await countReads(work.db, rows.map(({ id }) => id))];
  return done(pageFrom(rows, limit, (row) => view(row, counts.get(row.id)), ({ id }) => [id]));
}

/** A member confirms having read it; the first time counts. Who is no member is told the same as for something absent. */
export async function acknowledgeAnnouncement(work: Work, id: string): Promise<Outcome<{ announcement: string; readAt: string }>> {
  const found = await findAnnouncement(work.db, id);
  const person = actorId(work);
  if (found === undefined || found.withdrawnAt !== null || person === null || !(await isAnnouncedTo(work.db, found, person))) return refuse('not_found');
  const readAt = await noteRead(work.db, id, person, work.now);
  if (readAt.getTime() === work.now.getTime()) await work.publish({ name: 'announcement.acknowledged', subject: id, data: { ...placed(found.fleet), person } });
  return done({ announcement: id, readAt: readAt.toISOString() });
}

/** Who of the members has confirmed it and who has not. [002] */
export async function readAcknowledgements(work: Work, { announcement: id, show, cursor, limit }: z.output<typeof readAcknowledgementsSchema>): Promise<Outcome<z.input<typeof acknowledgementsSchema>>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const found = await findAnnouncement(work.db, id);
  if (found === undefined) return refuse('not_found');
  const rows = await pageOfReaders(work.db, found, { show, after: after.value }, rowsToRead(limit));
  const [names, groups] = [await namesOf(work.db, rows.map(({ person }) => person)), await namesOfGroups(work, found.fleet)];
  return done(pageFrom(rows, limit, ({ person, group, at }) => ({ person, name: names.get(person) ?? '', group: groups?.get(group) ?? '', ...(at === null ? {} : { readAt: at.toISOString() }) }), ({ person }) => [person]));
}

/** The fleet to which an announcement was made: where its right must hold. */
export async function fleetOfAnnouncement(work: Work, id: string): Promise<string | undefined> {
  return (await findAnnouncement(work.db, id))?.fleet;
}

async function viewOf(work: Work, row: Announcement): Promise<Outcome<StaffAnnouncement>> {
  const [view, counts] = [await viewer(work, [row]), await countReads(work.db, [row.id])];
  return done(view(row, counts.get(row.id)));
}

async function viewer(work: Work, rows: readonly Announcement[]) {
  const names = await namesOf(work.db, rows.flatMap(({ postedBy }) => postedBy ?? []));
  const groups = rows[0] === undefined ? undefined : await namesOfGroups(work, rows[0].fleet);
  return ({ id, fleet, groupId, title, body, confirm, postedBy, postedAt, withdrawnAt }: Announcement, count = { audience: 0, read: 0 }): StaffAnnouncement => {
    const name = postedBy === null ? undefined : names.get(postedBy);
    return {
      id, fleet, title, body, confirm, postedAt: postedAt.toISOString(), ...count,
      ...(groupId === null ? {} : { group: { id: groupId, name: groups?.get(groupId) ?? '' } }),
      ...(name === undefined ? {} : { postedBy: name }),
      ...(withdrawnAt === null ? {} : { withdrawnAt: withdrawnAt.toISOString() }),
    };
  };
}

/** What the groups of a fleet are called, by their ids; undefined for a fleet that is not described. */
async function namesOfGroups({ db, language }: Work, fleet: string): Promise<Map<string, string> | undefined> {
  const row = await findFleetRow(db, fleet);
  if (row === undefined || row.removed) return undefined;
  const groups = await groupsOfFleet(db, row.settings, 'all');
  return new Map(groups.map((group) => [group.id, nameOf(row, group, groups, language)]));
}
