import { expect } from 'vitest';
import { callBy, commandLine, testParts } from '../../test/harness/operations.ts';
import type { Fleet } from '../../common/contract/fleet.ts';
import { testCentre, given, type TestCentre } from '../centre/testing.ts';
import { createPerson } from '../people/index.ts';
import { callerFor, silentLog, type Actor, type Database, type DomainEvent } from '../platform/index.ts';
import type { Job, JobWork } from '../platform/jobs/index.ts';
import { landing, lockFleet, type LockedFleet, type SeatWork } from './actions/locked-fleet.ts';
import { endSeat, takeSeat } from './actions/seats.ts';
import { createGroupsJobs } from './jobs.ts';
import { createGroupsOperations } from './operations.ts';
import type { GroupsPorts } from './ports.ts';
import type { CodesPorts } from './ports-codes.ts';
import type { SeatKind } from './schema.ts';
import { groupsOfFleet } from './store/groups.ts';
import { findSeat } from './store/seats.ts';

export type GroupsStage = Awaited<ReturnType<typeof groupsStage>>;

/** A centre with one topic, its groups' operations, and verbs for seats; every event that was published is kept in `published`. */
export async function groupsStage(ports?: Partial<GroupsPorts & CodesPorts>) {
  const centre: TestCentre = await testCentre('none');
  const { ground, reader } = centre;
  const published: DomainEvent[] = [];
  let fleets = 0;
  const { checkEvent } = ground;
  // Whatever publishes has its event checked first.
  ground.checkEvent = (event) => {
    checkEvent?.(event);
    published.push(event);
  };
  given(await centre.ops.createTopic({ entry: { key: 'stream', name: { 'zh-CN': 'Stream 模式', en: 'Stream mode' } } }));
  const operations = createGroupsOperations(testParts({ reader }), ports);
  const work = (db: Database): SeatWork => ({ db, now: ground.clock.now(), publish: async (...events) => events.forEach((event) => ground.checkEvent?.(event)) });
  /** Runs under the fleet's lock, in one transaction. */
  const under = <Value>(fleet: string, run: (locked: LockedFleet, work: SeatWork) => Promise<Value>): Promise<Value> =>
    ground.database.transaction().execute(async (db) => {
      const locked = await lockFleet(db, fleet, reader);
      if (locked === undefined) throw new Error(`no fleet ${fleet}`);
      return run(locked, work(db));
    });
  const addFleet = async (entry: Partial<Fleet> & { key: string }) => given(await centre.ops.createFleet({ entry: { topic: 'stream', platform: 'web', app: 'web', ...entry } }));
  return {
    ...centre, centre, operations, published, under, work, addFleet,
    ops: callerFor(ground, operations, callBy(commandLine)),
    as: (actor: Actor) => callerFor(ground, operations, callBy(actor)),
    /** One more fleet, of small groups unless said otherwise; its key. */
    smallFleet: async (settings: Partial<Fleet> = {}): Promise<string> => {
      const key = `small-${(fleets += 1)}`;
      await addFleet({ key, target: 5, ...settings });
      return key;
    },
    changeFleet: async (key: string, change: (fleet: Fleet) => Fleet) => {
      const { entry, revision } = given(await centre.ops.readFleet({ key }));
      return given(await centre.ops.updateFleet({ key, entry: change(entry), revision }));
    },
    person: (name = '谷雨') => createPerson(ground.database, { name, language: 'zh-CN', now: ground.clock.now() }),
    /** Gives somebody the next seat; undefined when there is none. */
    join: (fleet: string, personId: string | null, { kind = 'ordinary', heldUntil, wanted }: { kind?: SeatKind; heldUntil?: Date; wanted?: string } = {}) =>
      under(fleet, async (locked, at) => {
        const place = landing(locked, { kind, wanted });
        return place.group === undefined ? undefined : takeSeat(at, locked, place, { personId, kind, entrance: 'link', ...(personId === null ? { name: 'bot' } : {}), ...(heldUntil === undefined ? {} : { heldUntil }) });
      }),
    leave: async (seatId: string, because = 'left') => {
      const seat = await findSeat(ground.database, seatId);
      if (seat === undefined) throw new Error(`no seat ${seatId}`);
      return under(seat.fleet, (locked, at) => endSeat(at, locked, seat, because));
    },
    groups: (fleet: string) => under(fleet, (locked, { db }) => groupsOfFleet(db, locked.settings, 'all')),
    /** What the rows of seats say must be what the groups count, everywhere. */
    expectCounted: async () => expect(await miscounted(ground.database)).toEqual([]),
  };
}

/** Groups whose counters are not what their seats say. */
export async function miscounted(db: Database): Promise<object[]> {
  const { sql } = await import('kysely');
  const { rows } = await sql<object>`
    select g.fleet, g.key, g.members, g.reserved, g.ordinary, counted.* from fleet_group g,
      lateral (select count(*) filter (where state = 'member')::int as m, count(*) filter (where state = 'reserved')::int as r, count(*) filter (where state <> 'ended' and kind = 'ordinary')::int as o,
        count(*) filter (where state <> 'ended' and from_reserve and kind = 'contributor')::int as rc, count(*) filter (where state <> 'ended' and from_reserve and kind = 'invited')::int as ri,
        count(*) filter (where state <> 'ended' and from_reserve and kind = 'returning')::int as rr, count(*) filter (where state <> 'ended' and from_reserve and kind in ('staff', 'bot'))::int as rs
        from seat where group_id = g.id) as counted
    where (g.members, g.reserved, g.ordinary, g.reserve_contributor, g.reserve_invited, g.reserve_returning, g.reserve_staff) is distinct from (counted.m, counted.r, counted.o, counted.rc, counted.ri, counted.rr, counted.rs)`.execute(db);
  return rows;
}

export type JobName = keyof ReturnType<typeof createGroupsJobs>;

/** Runs a job now, each step in a transaction of its own. */
export async function runGroupsJob({ ground, reader }: Pick<GroupsStage, 'ground' | 'reader'>, name: JobName, ports?: Partial<GroupsPorts>): Promise<void> {
  const job = createGroupsJobs(testParts({ reader }), ports)[name] as Job;
  const { database, clock } = ground;
  const publish: JobWork['publish'] = async (...events) => events.forEach((event) => ground.checkEvent?.(event));
  const work: JobWork = { db: database, now: clock.now(), log: silentLog, signal: new AbortController().signal, publish, afterCommit: (run) => run(), step: (run) => database.transaction().execute((db) => run({ db, publish, audit: async () => undefined })) };
  await (job.outside === true ? job.run(work, {}) : database.transaction().execute((db) => job.run({ ...work, db }, {})));
}
