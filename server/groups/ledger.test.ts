import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { decideIntake } from './rules/intake.ts';
import { occupied } from './rules/group-facts.ts';
import { confirmSeat, endSeat } from './actions/seats.ts';
import { landing, lockFleet } from './actions/locked-fleet.ts';
import { takeSeat } from './actions/seats.ts';
import type { SeatKind } from './schema.ts';
import { expiredSeats, findSeat, seatsOfPerson } from './store/seats.ts';
import { groupsStage, miscounted, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
let people: string[];
let made = 0;

beforeAll(async () => {
  stage = await groupsStage();
  people = [];
  for (let index = 0; index < 14; index += 1) people.push(await stage.person(`人${index}`));
});
afterAll(() => stage.close());

const newFleet = async (settings: Partial<Fleet>): Promise<string> => {
  const key = `fleet-${(made += 1)}`;
  await stage.addFleet({ key, ...settings });
  return key;
};

/** What is not as the law wants it after a transaction; nothing, always. */
async function broken(fleet: string): Promise<object[]> {
  const groups = await stage.groups(fleet);
  const { rows: twice } = await sql<object>`select person_id from seat where fleet = ${fleet} and state <> 'ended' and person_id is not null and kind in ('ordinary', 'invited', 'returning') group by person_id having count(*) > 1`.execute(stage.ground.database);
  const { rows: inOne } = await sql<object>`select group_id, person_id from seat where fleet = ${fleet} and state <> 'ended' and person_id is not null group by group_id, person_id having count(*) > 1`.execute(stage.ground.database);
  const beyond = groups.filter(({ members, reserved, lines }) => members + reserved > lines.limit);
  const unsettled = groups.filter((group) => {
    const { intake, frozen } = decideIntake(group);
    return group.state === 'active' && (group.intake !== intake || group.frozen !== frozen);
  });
  return [...(await miscounted(stage.ground.database)), ...twice, ...inOne, ...beyond, ...unsettled];
}

type Step =
  | { do: 'join'; who: number; kind: SeatKind; held: boolean }
  | { do: 'leave'; who: number }
  | { do: 'confirm'; who: number }
  | { do: 'pass'; minutes: number }
  | { do: 'expire' }
  | { do: 'count'; heads: number }
  | { do: 'target'; target: number }
  | { do: 'hold'; held: 'frozen' | 'closed' | 'diverting' | null };

const who = fc.nat(13);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('join' as const), who, kind: fc.constantFrom<SeatKind>('ordinary', 'ordinary', 'ordinary', 'contributor', 'invited', 'returning', 'staff'), held: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('confirm' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 90 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'expire' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('count' as const), heads: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('target' as const), target: fc.integer({ min: 2, max: 14 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), held: fc.constantFrom('frozen' as const, 'closed' as const, 'diverting' as const, null) }) },
);

async function run(fleet: string, one: Step): Promise<void> {
  const { database, clock } = stage.ground;
  if (one.do === 'pass') return void clock.set(new Date(clock.now().getTime() + one.minutes * 60_000));
  if (one.do === 'target') return void (await stage.changeFleet(fleet, (entry) => ({ ...entry, target: one.target })));
  if (one.do === 'expire') {
    for (const seat of await expiredSeats(database, clock.now(), 100)) if (seat.fleet === fleet) await stage.under(fleet, (locked, work) => endSeat(work, locked, seat, 'expired', { expiredBy: clock.now() }));
    return;
  }
  if (one.do === 'count' || one.do === 'hold') {
    const [group] = await stage.groups(fleet);
    if (group === undefined || group.state !== 'active') return;
    const outcome = one.do === 'count' ? await stage.ops.enterHeadCount({ group: group.id, count: one.heads }) : await stage.ops.holdGroup({ group: group.id, held: one.held, reason: '试一试' });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
    return;
  }
  const person = people[one.who] ?? '';
  const [seat] = await seatsOfPerson(database, person, [fleet]);
  if (one.do === 'leave') return void (seat !== undefined && (await stage.leave(seat.id)));
  if (one.do === 'confirm') return void (seat !== undefined && (await stage.under(fleet, (locked, work) => confirmSeat(work, locked, seat))));
  const held = await seatsOfPerson(database, person, [fleet]);
  // Contributors and staff may have one in each group, everybody else one in the fleet.
  if (held.length > 0 && one.kind !== 'contributor' && one.kind !== 'staff') return;
  // Whom the law lets in leaves at most the line that is theirs.
  await stage.under(fleet, async (locked, work) => {
    const place = landing({ ...locked, groups: locked.groups.filter(({ id }) => held.every(({ groupId }) => groupId !== id)) }, { kind: one.kind });
    if (place.group === undefined) return;
    const { group, fromReserve } = place;
    await takeSeat(work, locked, place, { personId: person, kind: one.kind, entrance: 'link', ...(one.held ? { heldUntil: new Date(clock.now().getTime() + 3_600_000) } : {}) });
    if (occupied(group) > (fromReserve ? group.lines.limit : Math.min(group.lines.freeze, group.lines.limit))) throw new Error(`${group.key} has been overrun: ${occupied(group)}`);
  });
}

describe('the ledger of seats', () => {
  test('law: whatever is done in whatever order, nobody sits twice in a group nor, but for contributors and staff, in the fleet, no line is overrun by what the centre grants, and the counts are what the rows say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record({ target: fc.integer({ min: 2, max: 14 }), maximumGroups: fc.constantFrom(1, 2, 3) }), fc.constantFrom('web' as const, 'manual' as const), fc.array(step, { minLength: 5, maxLength: 30 }), async (settings, platform, steps) => {
        const fleet = await newFleet({ ...settings, platform, groups: [{ key: 'first', number: '100001' }], platformLimit: 14 });
        for (const one of steps) {
          await run(fleet, one);
          expect(await broken(fleet)).toEqual([]);
        }
        for (const person of people) for (const seat of await seatsOfPerson(stage.ground.database, person)) await stage.leave(seat.id, 'removed');
      }),
      { numRuns: 12, timeout: 60_000, endOnFailure: true },
    );
  }, 120_000);

  test('law: joins that interleave in any order fill a group to its line and not one head further', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 3, max: 9 }), async (scheduler, target) => {
        const fleet = await newFleet({ target, maximumGroups: 1 });
        const pause = scheduler.scheduleFunction(async () => undefined);
        const joined = people.slice(0, 8).map((person) =>
          stage.ground.database.transaction().execute(async (db) => {
            await pause();
            const locked = await lockFleet(db, fleet, stage.reader);
            await pause();
            if (locked === undefined) return false;
            const place = landing(locked, { kind: 'ordinary' });
            if (place.group === undefined) return false;
            await takeSeat(stage.work(db), locked, place, { personId: person, kind: 'ordinary', entrance: 'link' });
            await pause();
            return true;
          }),
        );
        const told = await scheduler.waitFor(Promise.all(joined));
        expect(await broken(fleet)).toEqual([]);
        const [group] = await stage.groups(fleet);
        expect(told.filter((yes) => yes).length, 'everyone who was told so is in').toBe(group?.members);
        expect(group?.members).toBe(Math.min(8, group?.lines.freeze ?? 0));
        for (const person of people) for (const seat of await seatsOfPerson(stage.ground.database, person, [fleet])) await stage.leave(seat.id);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 120_000);

  test('law: one person who comes through several doors at once has one seat', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const fleet = await newFleet({ target: 50 });
        const person = await stage.person();
        const pause = scheduler.scheduleFunction(async () => undefined);
        const doors = ['link', 'invitation', 'import', 'number'].map((entrance) =>
          stage.ground.database.transaction().execute(async (db) => {
            const locked = await lockFleet(db, fleet, stage.reader);
            await pause();
            if (locked === undefined || (await seatsOfPerson(db, person, [fleet])).length > 0) return false;
            const place = landing(locked, { kind: 'ordinary' });
            if (place.group !== undefined) await takeSeat(stage.work(db), locked, place, { personId: person, kind: 'ordinary', entrance });
            await pause();
            return place.group !== undefined;
          }),
        );
        expect((await scheduler.waitFor(Promise.all(doors))).filter((yes) => yes)).toHaveLength(1);
        expect(await broken(fleet)).toEqual([]);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  }, 60_000);

  test('law: contributors and staff have a seat in as many groups as they ask for, one in each, and an ordinary member in one', async () => {
    const fleet = await newFleet({ target: 10, maximumGroups: 3, groups: [{ key: 'first' }, { key: 'second' }, { key: 'third' }] });
    const person = await stage.person();
    const take = (kind: SeatKind, wanted: string) => stage.under(fleet, (locked, work) => {
      const place = landing(locked, { kind, wanted });
      if (place.group === undefined || place.group.key !== wanted) throw new Error(`${wanted} takes nobody`);
      return takeSeat(work, locked, place, { personId: person, kind, entrance: 'number' });
    });
    await take('ordinary', 'first');
    await take('contributor', 'second');
    await take('staff', 'third');
    expect((await seatsOfPerson(stage.ground.database, person, [fleet])).map(({ kind }) => kind)).toEqual(['ordinary', 'contributor', 'staff']);
    await expect(take('contributor', 'first'), 'one in each group').rejects.toThrow('seat_group_once');
    const second = (await seatsOfPerson(stage.ground.database, person, [fleet])).find(({ kind }) => kind === 'contributor');
    await stage.leave(second?.id ?? '');
    await expect(take('returning', 'second'), 'and in the fleet one of the others').rejects.toThrow('seat_once');
    expect(await broken(fleet)).toEqual([]);
  });

  test('law: on the web an ordinary applicant always finds a seat, because the next group opens before it is needed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 6 }), fc.constantFrom('newest' as const, 'fill_to_freeze' as const, 'spread' as const), async (target, strategy) => {
        const fleet = await newFleet({ target, strategy });
        const seats: string[] = [];
        for (const person of people) {
          const taken = await stage.join(fleet, person);
          expect(taken, 'there is a seat').toBeDefined();
          if (taken !== undefined) seats.push(taken.seatId);
          expect((await stage.groups(fleet)).some(({ intake }) => intake === 'open'), 'and a group that is open for the next').toBe(true);
        }
        expect(await broken(fleet)).toEqual([]);
        for (const seat of seats) await stage.leave(seat);
        expect(await broken(fleet)).toEqual([]);
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  test('a held seat that was confirmed in time does not expire, and one that was not goes on exactly once', async () => {
    const fleet = await newFleet({ target: 10 });
    const until = new Date(stage.ground.clock.now().getTime() + 60_000);
    const [one, other] = [await stage.join(fleet, people[0] ?? '', { heldUntil: until }), await stage.join(fleet, people[1] ?? '', { heldUntil: until })];
    const seats = await Promise.all([one, other].map((taken) => findSeat(stage.ground.database, taken?.seatId ?? '')));
    stage.ground.clock.set(new Date(until.getTime() + 1));
    const [first, second] = seats;
    if (first === undefined || second === undefined) throw new Error('no seats');
    expect(await stage.under(fleet, (locked, work) => confirmSeat(work, locked, first))).toBe(true);
    // Two nodes that both saw the two seats as over.
    const ended = await Promise.all([0, 1].flatMap(() => [first, second].map((seat) => stage.under(fleet, (locked, work) => endSeat(work, locked, seat, 'expired', { expiredBy: stage.ground.clock.now() })))));
    expect(ended.filter((yes) => yes)).toHaveLength(1);
    expect((await stage.groups(fleet))[0]).toMatchObject({ members: 1, reserved: 0, ordinary: 1 });
    expect(await broken(fleet)).toEqual([]);
  });
});
