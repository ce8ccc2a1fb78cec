import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callBy, commandLine, testParts } from '../../test/harness/operations.ts';
import { given, refused } from '../centre/testing.ts';
import { groupPagesPersonalData, groupsPersonalData } from '../groups/index.ts';
import { createPeopleOperations, peoplePersonalData } from '../people/index.ts';
import { callerFor } from '../platform/index.ts';
import { admissionPersonalData } from './personal-data.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
});
afterEach(() => stage.close());

const personalData = [admissionPersonalData, groupPagesPersonalData, groupsPersonalData, peoplePersonalData];
const people = () => callerFor(stage.ground, createPeopleOperations(testParts({ reader: stage.reader, personalData })), callBy(commandLine));
type Applicant = Awaited<ReturnType<AdmissionStage['person']>>;

/** Everything that is kept about applications and seats of two persons, and what the groups count; not how often it was changed. */
async function everything(ids: readonly string[]): Promise<unknown> {
  const { pool } = stage.ground.open;
  const [applications, seats, groups] = await Promise.all([
    pool.query("select id, to_jsonb(a) - 'revision' as row from application a where person_id = any($1) order by id", [ids]),
    pool.query('select id, to_jsonb(s) as row from seat s where person_id = any($1) order by id', [ids]),
    pool.query('select id, members, reserved, ordinary, reserve_contributor, reserve_invited, reserve_returning, reserve_staff from fleet_group order by id'),
  ]);
  return [applications.rows, seats.rows, groups.rows];
}

/** One fleet in which everybody waits for a moderator, one with a waitlist, one in which seats are promised, one in which everybody is in at once. */
async function addFleets(): Promise<string[]> {
  await stage.addFleet({ key: 'reviewed', admission: { review: true } });
  await stage.addFleet({ key: 'full', target: 2, platformLimit: 2, freezeAt: 100, maximumGroups: 1 });
  for (const { ops } of [await stage.person(), await stage.person()]) given(await ops.applyToFleet({ fleet: 'full', answers: {} }));
  await stage.addFleet({ key: 'elsewhere', platform: 'manual', app: 'qq', groups: [{ key: 'first', number: '10001' }] });
  await stage.addFleet({ key: 'open', groups: [{ key: 'new' }, { key: 'old' }] });
  return ['reviewed', 'full', 'elsewhere', 'open'];
}

async function merge(kept: Applicant, gone: Applicant): Promise<string> {
  const { merge: id } = given(await people().mergePersons({ id: kept.id, other: gone.id }));
  return id;
}

/** Seats that are held for these two and that no application of theirs would take up. */
async function heldForNobody(...people: Applicant[]): Promise<number | null> {
  const { rowCount } = await stage.ground.open.pool.query("select from seat s left join application a on a.seat_id = s.id and a.state in ('approved', 'waitlisted') and a.person_id = s.person_id where s.person_id = any($1) and s.state = 'reserved' and a.id is null", [people.map(({ id }) => id)]);
  return rowCount;
}

const preview = async (kept: Applicant, gone: Applicant) => given(await people().previewMerge({ id: kept.id, other: gone.id }));

describe('two entries that were merged', () => {
  test('law: and made two again, have the applications and seats that they had, whether or not groups heard of it in between', async () => {
    const fleets = await addFleets();
    const some = fc.subarray(fleets);
    await fc.assert(fc.asyncProperty(some, some, fc.boolean(), fc.boolean(), fc.subarray(['kept', 'gone']), async (ours, theirs, isHeard, isOursFirst, old) => {
      const [kept, gone] = [await stage.person(), await stage.person()];
      const both = [{ ops: kept.ops, applies: ours }, { ops: gone.ops, applies: theirs }];
      // Some were in a group that is archived since, and may ask for another.
      await stage.ground.open.pool.query("update fleet_group set state = 'active' where fleet = 'open' and key = 'old'");
      for (const { ops } of [...(old.includes('kept') ? [kept] : []), ...(old.includes('gone') ? [gone] : [])]) given(await ops.applyToFleet({ fleet: 'open', group: 'old', answers: {} }));
      await stage.ground.open.pool.query("update fleet_group set state = 'archived' where fleet = 'open' and key = 'old'");
      for (const { ops, applies } of isOursFirst ? both : both.toReversed()) for (const fleet of applies) given(await ops.applyToFleet({ fleet, answers: {} }));
      await stage.settle();
      const before = await everything([kept.id, gone.id]);
      const id = await merge(kept, gone);
      if (isHeard) await stage.settle();
      expect(isHeard ? await heldForNobody(kept, gone) : 0).toBe(0);
      given(await people().undoMerge({ id: kept.id, merge: id }));
      await stage.settle();
      expect(await everything([kept.id, gone.id])).toEqual(before);
    }), { numRuns: 30 });
  });

  test('have one application and one seat in each fleet meanwhile, as the preview said', async () => {
    const [kept, gone] = [await stage.person(), await stage.person()];
    for (const fleet of await addFleets()) for (const { ops } of [kept, gone]) given(await ops.applyToFleet({ fleet, answers: {} }));
    await stage.settle();
    expect((await preview(kept, gone)).ends).toMatchObject([{ area: 'admission', count: 3 }, { area: 'groups', count: 2 }]);
    await merge(kept, gone);
    await stage.settle();
    expect(await stage.count('application', `person_id = '${kept.id}' and state in ('in_review', 'waitlisted', 'approved')`)).toBe(3);
    expect(await stage.count('seat', `person_id in ('${kept.id}', '${gone.id}') and state <> 'ended'`)).toBe(2);
  });

  test('do not get back a seat whose place was given away since: its application says that it ran out', async () => {
    await stage.addFleet({ key: 'elsewhere', platform: 'manual', app: 'qq', target: 2, platformLimit: 2, freezeAt: 100, maximumGroups: 1, groups: [{ key: 'first', number: '10001' }] });
    const [kept, gone] = [await stage.person(), await stage.person()];
    for (const { ops } of [kept, gone]) given(await ops.applyToFleet({ fleet: 'elsewhere', answers: {} }));
    const id = await merge(kept, gone);
    await stage.settle();
    given(await (await stage.person()).ops.applyToFleet({ fleet: 'elsewhere', answers: {} }));
    given(await people().undoMerge({ id: kept.id, merge: id }));
    await stage.settle();
    expect(await stage.count('seat', "state <> 'ended'")).toBe(2);
    expect(await stage.count('application', `person_id = '${gone.id}' and state = 'expired'`)).toBe(1);
    expect(await stage.count('application', `person_id = '${kept.id}' and state = 'approved'`)).toBe(1);
  });

  test('keep an application that was begun since instead of the one that the merge ended', async () => {
    await stage.addFleet({ key: 'reviewed', admission: { review: true } });
    const [kept, gone] = [await stage.person(), await stage.person()];
    // The kept one applied later, so it is theirs that ends.
    for (const { ops } of [gone, kept]) given(await ops.applyToFleet({ fleet: 'reviewed', answers: {} }));
    const id = await merge(kept, gone);
    const { rows } = await stage.ground.open.pool.query<{ id: string }>("select id from application where state = 'in_review'");
    given(await kept.ops.withdrawApplication({ application: rows[0]?.id ?? '' }));
    const begun = given(await kept.ops.applyToFleet({ fleet: 'reviewed', answers: {} }));
    given(await people().undoMerge({ id: kept.id, merge: id }));
    expect(await stage.count('application', `person_id = '${kept.id}' and state = 'in_review' and id = '${begun.id}'`)).toBe(1);
    expect(await stage.count('application', "state = 'in_review'")).toBe(1);
    expect(refused(await people().undoMerge({ id: kept.id, merge: id })).code).toBe('not_found');
  });

  /** Seats that stand and applications that are not over, of two entries. */
  const standing = async (...people: Applicant[]) => {
    const { rows } = await stage.ground.open.pool.query<{ what: string }>(`
      select g.key || ' ' || s.kind || ' ' || s.state as what, s.taken_at as at from seat s join fleet_group g on g.id = s.group_id where s.person_id = any($1) and s.state <> 'ended'
      union all select 'application ' || state, submitted_at from application where person_id = any($1) and ended_at is null order by at, what`, [people.map(({ id }) => id)]);
    return rows.map(({ what }) => what);
  };
  const archive = async (fleet: string, key: string) => {
    const { rows } = await stage.ground.open.pool.query<{ id: string }>('select id from fleet_group where fleet = $1 and key = $2', [fleet, key]);
    given(await stage.root.archiveGroup({ group: rows[0]?.id ?? '' }));
  };

  test('keep what one may have beside a seat: a contributor’s that is held, and an application of who is in an archived group', async () => {
    await stage.addFleet({ key: 'code', platform: 'manual', app: 'qq', strategy: 'newest', groups: [{ key: 'first', number: '10001' }, { key: 'second', number: '10002' }], admission: { checks: [{ kind: 'contributor', repositories: ['github:owner/name'] }] } });
    await stage.addFleet({ key: 'reviewed', groups: [{ key: 'old' }, { key: 'new' }], strategy: 'newest', admission: { review: true } });
    const [kept, gone] = [await stage.person(), await stage.person({ name: '空的' })];
    const { id } = given(await kept.ops.applyToFleet({ fleet: 'code', answers: {} }));
    given(await kept.ops.confirmJoined({ application: id }));
    const held = given(await kept.ops.applyToFleet({ fleet: 'code', group: 'first', answers: { pullRequest: 'owner/name#1' } }));
    const asked = given(await kept.ops.applyToFleet({ fleet: 'reviewed', answers: {} }));
    given(await stage.root.decideApplication({ id: asked.id, decision: 'approve', revision: 1 }));
    await archive('reviewed', 'new');
    given(await kept.ops.applyToFleet({ fleet: 'reviewed', answers: {} }));
    await stage.settle();
    const before = await everything([kept.id, gone.id]);
    expect(await standing(kept)).toHaveLength(7);
    for (const [one, other] of [[kept, gone], [gone, kept]] as const) {
      const merge = await people().mergePersons({ id: one.id, other: other.id });
      await stage.settle();
      expect(await standing(kept, gone), 'an empty entry takes nothing from anybody').toHaveLength(7);
      given(await people().undoMerge({ id: one.id, merge: given(merge).merge }));
      await stage.settle();
      expect(await everything([kept.id, gone.id])).toEqual(before);
    }
    expect(given(await kept.ops.confirmJoined({ application: held.id })).state).toBe('joined');
  });

  test.each([true, false])('keep the seat in the group that lives and not the one in an archived group, and have both again (the archived one is theirs who stays: %s)', async (isOfKept) => {
    await stage.addFleet({ key: 'open', strategy: 'newest', groups: [{ key: 'first' }, { key: 'second' }] });
    const [kept, gone] = [await stage.person(), await stage.person()];
    const [old, recent] = isOfKept ? [kept, gone] : [gone, kept];
    given(await old.ops.applyToFleet({ fleet: 'open', answers: {} }));
    await archive('open', 'second');
    stage.ground.clock.advance(1000);
    given(await recent.ops.applyToFleet({ fleet: 'open', answers: {} }));
    await stage.settle();
    const before = await everything([kept.id, gone.id]);
    const id = await merge(kept, gone);
    await stage.settle();
    expect((await standing(kept)).filter((what) => what.includes('ordinary'))).toEqual(['first ordinary member']);
    given(await people().undoMerge({ id: kept.id, merge: id }));
    await stage.settle();
    expect(await everything([kept.id, gone.id])).toEqual(before);
  });

  test('have a seat held by one beside the archived group of the other, and no more than one that is held', async () => {
    await stage.addFleet({ key: 'far', platform: 'manual', app: 'qq', strategy: 'newest', groups: [{ key: 'first', number: '10001' }, { key: 'second', number: '10002' }] });
    const [kept, gone] = [await stage.person(), await stage.person()];
    const { id } = given(await kept.ops.applyToFleet({ fleet: 'far', answers: {} }));
    given(await kept.ops.confirmJoined({ application: id }));
    await archive('far', 'second');
    const [theirs] = [given(await gone.ops.applyToFleet({ fleet: 'far', answers: {} })), stage.ground.clock.advance(1000), given(await kept.ops.applyToFleet({ fleet: 'far', answers: {} }))];
    await stage.settle();
    const before = await everything([kept.id, gone.id]);
    const merged = await merge(kept, gone);
    await stage.settle();
    expect((await standing(kept, gone)).toSorted()).toEqual(['application approved', 'application joined', 'first ordinary reserved', 'second ordinary member']);
    expect(given(await kept.ops.readApplicationStatus({ application: theirs.id })).may.confirm, 'the earlier one').toBe(true);
    given(await people().undoMerge({ id: kept.id, merge: merged }));
    await stage.settle();
    expect(await everything([kept.id, gone.id])).toEqual(before);
  });
});
