import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callBy, commandLine, testParts } from '../../test/harness/operations.ts';
import { given } from '../centre/testing.ts';
import { groupsPersonalData, lockFleet } from '../groups/index.ts';
import { createPeopleOperations, lockPerson, peoplePersonalData } from '../people/index.ts';
import { callerFor, lockAhead, type Database } from '../platform/index.ts';
import { admissionPersonalData } from './personal-data.ts';
import { lockApplication } from './store/applications.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
  for (const key of ['a-fleet', 'b-fleet']) await stage.addFleet({ key, admission: { review: true } });
});
afterEach(() => stage.close());

const personalData = [admissionPersonalData, groupsPersonalData, peoplePersonalData];
const people = () => callerFor(stage.ground, createPeopleOperations(testParts({ reader: stage.reader, personalData })), callBy(commandLine));
const apply = async ({ ops }: Awaited<ReturnType<AdmissionStage['person']>>, fleet: string) => given(await ops.applyToFleet({ fleet, answers: {} })).id;
/** Until so many of this database's transactions wait for somebody else's lock. */
const waiting = async (count: number) => {
  await expect.poll(async () => Number((await stage.ground.open.pool.query<{ count: string }>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).rows[0]?.count), { timeout: 10_000, interval: 5 }).toBe(count);
};

describe('two entries that become one while somebody decides about their applications', () => {
  test('wait for their fleets before they hold anybody: nobody waits for each other, and nothing is lost', async () => {
    const [kept, gone] = [await stage.person(), await stage.person()];
    const [application, other] = [await apply(gone, 'b-fleet'), await apply(kept, 'a-fleet')];
    let merging: ReturnType<ReturnType<typeof people>['mergePersons']> | undefined;
    await stage.ground.database.transaction().execute(async (db) => {
      await lockFleet(db, 'b-fleet', stage.reader);
      await lockApplication(db, application);
      merging = people().mergePersons({ id: kept.id, other: gone.id });
      await waiting(1);
      // As a decision does: fleet, application, person.
      expect((await lockPerson(db, gone.id))?.mergedInto).toBeUndefined();
      await sql`update application set claimed_by = ${kept.id} where id = ${application}`.execute(db);
    });
    expect(given(await merging!)).toMatchObject({ kept: kept.id, gone: gone.id });
    const { rows } = await stage.ground.open.pool.query<{ id: string; person_id: string; claimed_by: string | null }>('select id, person_id, claimed_by from application order by fleet');
    expect(rows).toEqual([{ id: other, person_id: kept.id, claimed_by: null }, { id: application, person_id: kept.id, claimed_by: kept.id }]);
  });

  test('and become two again, wait in the same order', async () => {
    const [kept, gone] = [await stage.person(), await stage.person()];
    const application = await apply(gone, 'b-fleet');
    const { merge } = given(await people().mergePersons({ id: kept.id, other: gone.id }));
    let undoing: ReturnType<ReturnType<typeof people>['undoMerge']> | undefined;
    await stage.ground.database.transaction().execute(async (db) => {
      await lockFleet(db, 'b-fleet', stage.reader);
      await lockApplication(db, application);
      undoing = people().undoMerge({ id: kept.id, merge });
      await waiting(1);
      expect(await lockPerson(db, kept.id)).toMatchObject({ id: kept.id });
    });
    given(await undoing!);
    expect(await stage.count('application', `id = '${application}' and person_id = '${gone.id}'`)).toBe(1);
  });

  test('go in the order of the keys of fleets, whichever module names them', async () => {
    const guyu = await stage.person();
    await apply(guyu, 'b-fleet');
    await stage.addFleet({ key: 'open' });
    given(await guyu.ops.applyToFleet({ fleet: 'open', answers: {} }));
    await apply(guyu, 'a-fleet');
    await stage.ground.database.transaction().execute(async (db) => expect([...(await lockAhead(personalData.toReversed(), db, [guyu.id]))].toSorted()).toEqual(['fleet a-fleet', 'fleet b-fleet', 'fleet open']));
    const taken: string[] = [];
    const noting = (keys: string[]) => ({ ahead: async () => keys.map((key) => ({ key, take: async (_db: Database, waits: boolean) => void taken.push(`${key} ${waits}`) })) });
    const held = await lockAhead([noting(['c', 'a-b']), noting(['a', 'c'])], stage.ground.database, [guyu.id]);
    await lockAhead([noting(['0', 'c'])], stage.ground.database, [guyu.id], held);
    expect(taken).toEqual(['a true', 'a-b true', 'c true', '0 false']);
  });

  test('a fleet that came between is not waited for while persons are held', async () => {
    const guyu = await stage.person();
    await apply(guyu, 'a-fleet');
    await stage.ground.database.transaction().execute(async (db) => {
      await lockFleet(db, 'a-fleet', stage.reader);
      const late = stage.ground.database.transaction().execute((other) => lockAhead(personalData, other, [guyu.id], new Set()));
      await expect(late).rejects.toMatchObject({ code: '55P03' });
    });
  });
});
