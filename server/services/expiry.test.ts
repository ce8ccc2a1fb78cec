import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testGround, testParts, type TestGround } from '../../test/harness/operations.ts';
import { centreWithPlans, personWith } from '../organisations/testing.ts';
import { publishEvents } from '../platform/events/publish.ts';
import { silentLog, type DomainEvent } from '../platform/index.ts';
import type { JobWork } from '../platform/jobs/index.ts';
import { createServicesJobs } from './index.ts';
import { up } from './migrations/0124-expiry-told.ts';
import { findEntitlement, insertEntitlement, saveEntitlement } from './store/entitlements.ts';

let ground: TestGround;
let person = '';
beforeAll(async () => {
  ground = await testGround();
  person = await personWith(ground, '谷雨', 'guyu@example.com');
});
afterAll(() => ground.close());
beforeEach(async () => {
  await ground.open.pool.query('delete from entitlement');
  await ground.open.pool.query('delete from event');
  ground.clock.set(new Date('2026-11-18T16:10:00Z'));
});

const parts = testParts({ reader: centreWithPlans });

/** The job's turn; `fails`: its steps after so many are lost, as when the database goes away. */
async function turn(fails = Number.POSITIVE_INFINITY): Promise<void> {
  let steps = 0;
  const work: JobWork = {
    db: ground.database, now: ground.clock.now(), log: silentLog, signal: new AbortController().signal,
    publish: () => Promise.reject(new Error('A job outside publishes in its steps')),
    afterCommit: () => undefined,
    step: (run) =>
      ground.database.transaction().execute(async (db) => {
        const value = await run({ db, publish: (...events: DomainEvent[]) => publishEvents(db, () => [], ground.clock.now(), events), audit: async () => undefined });
        if ((steps += 1) > fails) throw new Error('the database went away');
        return value;
      }),
  };
  await createServicesJobs(parts).expireEntitlements.run(work, {});
}

const add = (count: number, until: string, rest = '') =>
  ground.open.pool.query(`insert into entitlement (id, product, plan, person_id, from_day, until_day, source, created_at ${rest === '' ? '' : ', ended_at'}) select gen_random_uuid(), 'app', 'pro', $1, '2025-01-01', $2::date, 'manual', now() ${rest === '' ? '' : `, ${rest}`} from generate_series(1, $3)`, [person, until, count]);
const told = async () => (await ground.open.pool.query<{ told: number; subjects: number }>("select count(*)::int as told, count(distinct subject)::int as subjects from event where name = 'entitlement.expired'")).rows[0];

test('whose last day is over is told once, whatever the number and although no program ran for days', async () => {
  await add(1_201, '2026-11-14');
  await add(3, '2026-11-19');
  await add(2, '2026-11-20');
  await turn();
  await turn();
  // At ten past midnight in Shanghai the 19th has begun; the 20th has not.
  expect(await told()).toEqual({ told: 1_204, subjects: 1_204 });
  ground.clock.advance(24 * 3600_000);
  await turn();
  expect(await told()).toEqual({ told: 1_206, subjects: 1_206 });
});

test('what a run that broke off did not come to is told by the next one', async () => {
  await add(700, '2026-11-18');
  await expect(turn(1)).rejects.toThrow('the database went away');
  expect(await told()).toEqual({ told: 500, subjects: 500 });
  await turn();
  expect(await told()).toEqual({ told: 700, subjects: 700 });
});

test('one that an operator ended is not told as expired; one that was prolonged is told at its new end', async () => {
  await add(1, '2026-11-18', 'now()');
  await add(1, '2026-11-18');
  await turn();
  await ground.open.pool.query("update entitlement set until_day = '2026-11-21' where ended_at is null");
  await turn();
  expect(await told()).toEqual({ told: 1, subjects: 1 });
  ground.clock.advance(2 * 24 * 3600_000);
  await turn();
  expect(await told()).toEqual({ told: 2, subjects: 1 });
});

test('what is entered when it is over already is no news, nor is an end that was told and is moved to another day that is over', async () => {
  const facts = { product: 'app', plan: 'pro', person, organisation: null, account: null, from: '2024-01-01', usesGranted: null, source: 'import' as const, reference: '', note: '' };
  const entered = { now: ground.clock.now(), today: '2026-11-19' };
  for (const until of ['2024-12-31', '2026-11-19']) await insertEntitlement(ground.database, { ...facts, until }, entered);
  const held = await insertEntitlement(ground.database, { ...facts, until: '2026-11-20' }, entered);
  await turn();
  expect(await told()).toEqual({ told: 0, subjects: 0 });
  ground.clock.advance(24 * 3600_000);
  await turn();
  expect(await told()).toEqual({ told: 1, subjects: 1 });
  const move = async (until: string) => {
    const entitlement = await findEntitlement(ground.database, held ?? '');
    if (entitlement !== undefined) await saveEntitlement(ground.database, { ...entitlement, until }, '2026-11-20');
    await turn();
  };
  await move('2026-11-18');
  expect(await told()).toEqual({ told: 1, subjects: 1 });
  await move('2026-11-21');
  await move('2026-11-19');
  expect(await told()).toEqual({ told: 2, subjects: 1 });
});

test('a centre that is upgraded tells no end twice, makes up for the last week, and tells the next end of what was prolonged', async () => {
  await ground.open.pool.query('alter table entitlement drop column expiry_told');
  const day = (ahead: number) => `current_date + (${ahead})`;
  const put = async (id: number, ahead: number, wasTold: boolean) => {
    const key = `00000000-0000-7000-8000-00000000000${id}`;
    await ground.open.pool.query(`insert into entitlement (id, product, plan, person_id, from_day, until_day, source, created_at) values ($1, 'app', 'pro', $2, '2020-01-01', ${day(ahead)}, 'manual', now())`, [key, person]);
    if (wasTold) await ground.open.pool.query("insert into event (id, name, subject, data, occurred_at) values (gen_random_uuid(), 'entitlement.expired', $1, '{}', now() - interval '2 days')", [key]);
  };
  await put(1, -400, false);
  await put(2, -2, true);
  await put(3, -2, false);
  await put(4, 300, true);
  await up(ground.database as never);
  const { rows } = await ground.open.pool.query<{ id: string; told: boolean }>('select right(id::text, 1) as id, expiry_told is not null as told from entitlement order by id');
  expect(rows.map(({ id, told: known }) => `${id} ${known}`)).toEqual(['1 true', '2 true', '3 false', '4 false']);
});
