import type { z } from 'zod';
import type { fleetMergesSchema, fleetPartedSchema } from '../../../common/contract/fleet-operations.ts';
import type { Fleet, GroupEntry } from '../../../common/contract/fleet.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { partFleets, type MovedFleet } from '../../centre/index.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { GroupsPorts } from '../ports.ts';
import { openFleetMerges, takeFleetMerge } from '../store/fleet-merges.ts';
import { fleetRows, findFleetRow, lockAllFleets, resetPosition } from '../store/fleets.ts';
import { groupsOfFleet, moveGroup } from '../store/groups.ts';
import { insertHistory } from '../store/history.ts';
import { partCodes, type MergedCodes } from '../store/personal-codes.ts';
import { endedSeats, seatsOfPerson } from '../store/seats.ts';
import { wordsOfGroup } from '../words.ts';
import { actorId } from './change-group.ts';
import { lockFleet, placed } from './locked-fleet.ts';
import { standsAgain } from './stands-again.ts';

/** What parting two fleets again needs to know of their merge, as it is kept. */
export type KeptMerge = {
  centre: MovedFleet;
  /** The groups that went over, as they were called and numbered. */
  groups: { id: string; key: string; position: number; term?: number }[];
  /** Where the other fleet’s line of groups went on, before and after. */
  next: { before: number; after: number };
  /** Seats that ended because their holder had one in each; until when they were held. */
  doubles: { seat: string; until: string | null }[];
  codes: MergedCodes;
  /** What each follower answered, by its name. */
  followers: Record<string, object>;
};

/** Merges into a fleet that can still be undone. */
export async function listFleetMerges(work: Work, { fleet }: { fleet: string }): Promise<Outcome<z.input<typeof fleetMergesSchema>>> {
  const merges = await openFleetMerges(work.db, fleet, work.now);
  const rows = new Map((await fleetRows(work.db, merges.map(({ from }) => from))).map(({ key, settings }) => [key, settings]));
  const nameOf = (key: string) => {
    const settings = rows.get(key);
    return settings === undefined ? key : inLanguage(settings.name ?? settings.topicName, work.language);
  };
  return done({ items: merges.map(({ from, at, until }) => ({ from, name: nameOf(from), at: at.toISOString(), until: until.toISOString() })) });
}

/**
 * Two fleets that became one are two again, within minutes: the groups that went over go back with everyone who is in them now, by their old
 * names, and so does whoever waited there; who came since stays where their seat is. What the merge had ended stands again where there is room.
 * Refused where an entry that named the fleet was changed since: it would lose that.
 */
export async function undoFleetMerge({ reader }: Pick<ProductParts, 'reader'>, ports: Pick<GroupsPorts, 'followers'>, work: Work, { fleet: into, from }: { fleet: string; from: string }): Promise<Outcome<z.input<typeof fleetPartedSchema>>> {
  await lockAllFleets(work.db);
  const merge = await takeFleetMerge(work.db, { from, into }, work.now);
  if (merge === undefined) return refuse('too_late');
  const kept = merge.kept as KeptMerge;
  const parted = await partFleets(work, reader, { from, to: into, moved: kept.centre, carry: (own, other) => carryBack(work, { from, into }, kept, own, other) });
  if (parted === 'gone') return refuse('not_found');
  if (parted === 'taken') return refuse('already_exists', { fields: [{ path: 'from', code: 'not_unique', parameters: { value: from } }] });
  if (parted !== 'parted') return refuse('merge_changed', { parameters: { entry: parted.changed.key } });
  const groups = kept.groups.map(({ id }) => id);
  const seats = await reviveDoubles(work, reader, { from, into }, kept.doubles);
  for (const follower of ports.followers) await follower.parted?.(work, { from, into, mergedAt: merge.at, moved: kept.followers[follower.name] ?? {}, groups, seats });
  await work.publish({ name: 'fleet.merge_undone', subject: from, data: { ...placed(from), into } });
  const lost = kept.doubles.length - seats.length;
  await work.audit({ subjectKind: 'fleets', subjectKey: from, before: { into }, after: { key: from, groups: groups.length, seatsLost: lost } });
  return done({ fleet: from, seatsLost: lost });
}

type Ends = { from: string; into: string };

/** Takes the groups out of the other fleet, under their old names and numbers, as they are now. */
async function carryBack(work: Work, { from, into }: Ends, kept: KeptMerge, own: Fleet, other: Fleet): Promise<{ from: Fleet; into: Fleet }> {
  const [home, there] = [await findFleetRow(work.db, from), await findFleetRow(work.db, into)];
  if (home === undefined || there === undefined) throw new Error(`Fleet ${from} or ${into} has gone under the lock`);
  const standing = new Map((await groupsOfFleet(work.db, there.settings, 'all')).map((group) => [group.id, group]));
  const entries: GroupEntry[] = [];
  const left = new Set<string>();
  for (const { id, key, position, term } of kept.groups) {
    const group = standing.get(id);
    if (group === undefined) continue;
    const { term: _term, ...now } = other.groups?.find((entry) => entry.key === group.key) ?? group.entry;
    const entry: GroupEntry = { ...now, key, ...(term === undefined ? {} : { term }) };
    left.add(group.key);
    await moveGroup(work.db, id, { fleet: from, key, position, entry, words: wordsOfGroup(home.settings, entry, position) });
    await insertHistory(work.db, { groupId: id, fleet: from, what: 'parted', reason: 'merge_undone', facts: { from: into }, byPerson: actorId(work) }, work.now);
    if (group.state !== 'dissolved') entries.push(entry);
  }
  await resetPosition(work.db, into, kept.next);
  await partCodes(work.db, { from, into, moved: kept.codes, groups: kept.groups.map(({ id }) => id) });
  return { from: entries.length === 0 && own.groups === undefined ? own : { ...own, groups: entries }, into: { ...other, groups: (other.groups ?? []).filter(({ key }) => !left.has(key)) } };
}

/** Lets the seats stand again that ended because their holders had two, unless they have left since. Answers which do. */
async function reviveDoubles(work: Work, reader: ProductParts['reader'], { from, into }: Ends, doubles: KeptMerge['doubles']): Promise<string[]> {
  const until = new Map(doubles.map((double) => [double.seat, double.until]));
  const stand: string[] = [];
  for (const seat of await endedSeats(work.db, [...until.keys()], 'merged')) {
    const locked = await lockFleet(work.db, seat.fleet, reader);
    const stayed = seat.personId !== null && (await seatsOfPerson(work.db, seat.personId, [from, into])).length > 0;
    if (locked !== undefined && stayed && (await standsAgain(work, locked, seat, until.get(seat.id) ?? null))) stand.push(seat.id);
  }
  return stand;
}
