import type { z } from 'zod';
import { mostGroups, type Fleet, type GroupEntry } from '../../../common/contract/fleet.ts';
import { mergeUndoMinutes, type fleetMergeSchema } from '../../../common/contract/fleet-operations.ts';
import type { FleetStanding } from '../../../common/contract/groups.ts';
import { lastPlace } from '../../../common/solar-terms.ts';
import { moveFleet } from '../../centre/index.ts';
import type { ProductParts } from '../../parts.ts';
import { done, may, refuse, type Outcome, type Refusal, type Work } from '../../platform/index.ts';
import type { GroupsPorts } from '../ports.ts';
import { nextGroupKey } from '../rules/next-group.ts';
import { hasRoomFor } from '../rules/room-for-groups.ts';
import type { DescribedFleet } from '../schema.ts';
import { insertFleetMerge } from '../store/fleet-merges.ts';
import { findFleetRow, renameFleetRow, takePosition, type FleetRow } from '../store/fleets.ts';
import { groupsOfFleet, keysOfGroups, moveGroup } from '../store/groups.ts';
import { insertHistory } from '../store/history.ts';
import { seatsHeldTwice } from '../store/doubles.ts';
import { countSeats } from '../store/members.ts';
import { findSeat } from '../store/seats.ts';
import { mergeCodes } from '../store/personal-codes.ts';
import { wordsOfGroup } from '../words.ts';
import { actorId } from './change-group.ts';
import { lockFleet, placed } from './locked-fleet.ts';
import type { KeptMerge } from './undo-merge.ts';
import { endSeat } from './seats.ts';
import { readFleetStanding } from './standings.ts';

type Parts = Pick<ProductParts, 'reader'>;

/** A fleet goes by another key. Its old link leads on, and whatever names it follows: channels, roles, rosters, applications. */
export async function renameFleet({ reader }: Parts, ports: GroupsPorts, work: Work, { fleet: from, key: to }: { fleet: string; key: string }): Promise<Outcome<FleetStanding>> {
  if (from === to) return readFleetStanding(ports, work, from);
  let taken: Outcome<never> | undefined;
  const moved = await moveFleet(work, reader, {
    from, to,
    decide: async (_fleet, into) => {
      if (into !== undefined || (await hasGroups(work, to))) taken = refuse('already_exists', { fields: [{ path: 'key', code: 'not_unique', parameters: { value: to } }] });
      return taken === undefined;
    },
    carry: async (fleet) => {
      await renameFleetRow(work.db, from, to);
      for (const follower of ports.followers) await follower.renamed?.(work, from, to);
      return { ...fleet, key: to };
    },
  });
  if (taken !== undefined) return taken;
  if (moved === undefined) return refuse('not_found');
  await work.publish({ name: 'fleet.renamed', subject: to, data: { ...placed(to), from } });
  await work.audit({ subjectKind: 'fleets', subjectKey: to, before: { key: from }, after: { key: to } });
  return readFleetStanding(ports, work, to);
}

/** A fleet of that key that is described no more may still have groups, with people in them. */
async function hasGroups(work: Work, key: string): Promise<boolean> {
  return (await findFleetRow(work.db, key)) !== undefined && (await keysOfGroups(work.db, key)).used.length > 0;
}

/** What would become of two fleets that are merged; looked at before it is done. */
export async function previewFleetMerge(ports: GroupsPorts, work: Work, { fleet, into }: { fleet: string; into: string }): Promise<Outcome<z.input<typeof fleetMergeSchema>>> {
  const rows = await bothRows(work, fleet, into);
  if (!Array.isArray(rows)) return rows;
  return done(await preview(ports, work, rows));
}

async function preview(ports: GroupsPorts, work: Work, [from, into]: [FleetRow, FleetRow]): Promise<z.input<typeof fleetMergeSchema>> {
  const [moving, there] = [(await keysOfGroups(work.db, from.key)).described, (await keysOfGroups(work.db, into.key)).described];
  const { waiting = 0, inReview = 0 } = (await ports.waiting(work.db, [from.key])).get(from.key) ?? {};
  const together = [...(await groupsOfFleet(work.db, from.settings)), ...(await groupsOfFleet(work.db, into.settings))];
  const open = together.filter(({ state }) => state === 'active').length;
  const obstacle = from.settings.platform !== into.settings.platform ? ('other_platform' as const) : !hasRoomFor({ living: together.length, listed: moving + there }) ? ('too_many_groups' as const) : undefined;
  return {
    fleet: from.key, into: into.key, groups: moving, seats: await countSeats(work.db, from.key), twice: (await seatsHeldTwice(work.db, [from.key, into.key])).length, waiting, inReview,
    beyondMaximum: into.settings.maximumGroups === undefined ? 0 : Math.max(0, open - into.settings.maximumGroups),
    ...(obstacle === undefined ? {} : { obstacle }),
  };
}

async function bothRows(work: Work, fleet: string, into: string): Promise<[FleetRow, FleetRow] | { ok: false; refusal: Refusal }> {
  // Who merges must have the right at both ends.
  if (!may(work.actor, 'groups.end', { kind: 'fleet', key: into })) return refuse('not_found');
  if (fleet === into) return refuse('invalid_input', { fields: [{ path: 'into', code: 'same_fleet' }] });
  const [from, to] = [await findFleetRow(work.db, fleet), await findFleetRow(work.db, into)];
  return from === undefined || from.removed || to === undefined || to.removed ? refuse('not_found') : [from, to];
}

/**
 * A fleet goes into another with its groups, seats and whoever waits. Who has a seat in both keeps the earlier one. The lines of the other
 * fleet count from now on: a group that has more heads than they allow is frozen, and nobody is thrown out. The old link leads on.
 */
export async function mergeFleets({ reader }: Parts, ports: GroupsPorts, work: Work, { fleet, into }: { fleet: string; into: string }): Promise<Outcome<FleetStanding>> {
  const rows = await bothRows(work, fleet, into);
  if (!Array.isArray(rows)) return rows;
  let seen: z.input<typeof fleetMergeSchema> | undefined;
  let kept: Omit<KeptMerge, 'centre'> | undefined;
  const moved = await moveFleet(work, reader, {
    from: fleet, to: into,
    decide: async (_from, there) => {
      seen = await preview(ports, work, rows);
      return there !== undefined && seen.obstacle === undefined;
    },
    carry: async (from, there) => {
      if (there === undefined) throw new Error(`Fleet ${into} has gone under the lock`);
      const doubles = await endDoubles(work, fleet, into);
      const { entries, groups, next } = await moveGroups(work, rows, from);
      const codes = await mergeCodes(work.db, fleet, into);
      const followers: Record<string, object> = {};
      for (const follower of ports.followers) followers[follower.name] = (await follower.merged?.(work, fleet, into)) ?? {};
      kept = { doubles, groups, next, codes, followers };
      return { ...there, groups: [...(there.groups ?? []), ...entries] };
    },
  });
  if (seen?.obstacle === 'other_platform') return refuse('invalid_input', { fields: [{ path: 'into', code: 'other_platform' }] });
  if (seen?.obstacle === 'too_many_groups') return refuse('maximum_groups', { parameters: { maximum: mostGroups } });
  if (moved === undefined || seen === undefined || kept === undefined) return refuse('not_found');
  await insertFleetMerge(work.db, { from: fleet, into, until: new Date(work.now.getTime() + mergeUndoMinutes * 60_000), kept: { ...kept, centre: moved } satisfies KeptMerge }, work.now);
  await work.publish({ name: 'fleet.merged', subject: into, data: { ...placed(into), from: fleet, groups: seen.groups, seats: seen.seats } });
  await work.audit({ subjectKind: 'fleets', subjectKey: into, before: { from: fleet, groups: seen.groups, seats: seen.seats }, after: { twice: seen.twice } });
  return readFleetStanding(ports, work, into);
}

async function endDoubles(work: Work, fleet: string, into: string): Promise<KeptMerge['doubles']> {
  const doubles: KeptMerge['doubles'] = [];
  for (const id of await seatsHeldTwice(work.db, [fleet, into])) {
    const seat = await findSeat(work.db, id);
    const locked = seat === undefined ? undefined : await lockFleet(work.db, seat.fleet);
    // Conclusions are drawn once, when everything has gone over.
    if (seat === undefined || locked === undefined || !(await endSeat(work, { ...locked, removed: true }, seat, 'merged'))) continue;
    doubles.push({ seat: id, until: seat.expiresAt?.toISOString() ?? null });
  }
  return doubles;
}

/** Puts the groups at the end of the other fleet's line; by the terms they get the next ones, unless they have names of their own. */
async function moveGroups(work: Work, [from, into]: [FleetRow, FleetRow], described: Fleet): Promise<Pick<KeptMerge, 'groups' | 'next'> & { entries: GroupEntry[] }> {
  const { settings } = into;
  const { used } = await keysOfGroups(work.db, into.key);
  const entries: GroupEntry[] = [];
  const groups: KeptMerge['groups'] = [];
  const before = (await findFleetRow(work.db, into.key))?.nextPosition ?? 1;
  for (const group of await groupsOfFleet(work.db, from.settings, 'all')) {
    const position = await takePosition(work.db, into.key, 1);
    const stood = described.groups?.find(({ key }) => key === group.key) ?? group.entry;
    const entry = movedEntry(settings, stood, position, used);
    groups.push({ id: group.id, key: group.key, position: group.position, ...(stood.term === undefined ? {} : { term: stood.term }) });
    used.push(entry.key);
    await moveGroup(work.db, group.id, { fleet: into.key, key: entry.key, position, entry, words: wordsOfGroup(settings, entry, position) });
    await insertHistory(work.db, { groupId: group.id, fleet: into.key, what: 'moved', reason: 'fleets_merged', facts: { from: from.key }, byPerson: actorId(work) }, work.now);
    if (group.state !== 'dissolved') entries.push(entry);
  }
  return { entries, groups, next: { before, after: (await findFleetRow(work.db, into.key))?.nextPosition ?? 1 } };
}

function movedEntry(settings: DescribedFleet, { term: _term, ...entry }: GroupEntry, position: number, used: readonly string[]): GroupEntry {
  const key = nextGroupKey(settings, position, used);
  const byTerms = (settings.naming ?? 'solar_terms') === 'solar_terms' && position <= lastPlace;
  return { ...entry, key, ...(byTerms && entry.name === undefined ? { term: position } : {}) };
}
