import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import { systemClock } from '../clock.ts';
import type { ConnectionSettings } from '../database/connection.ts';
import { createNotifications, type Notifications } from '../database/notifications.ts';
import { openDatabase, type OpenDatabase } from '../database/open.ts';
import { publishEvent } from '../events/publish.ts';
import { createLog, silentLog } from '../log.ts';
import { keepAnswer } from '../operations/idempotency.ts';
import { freshDatabase } from '../testing/database.ts';
import { platformRetention } from '../retention/platform.ts';
import { cleaningJob, createJobs, defineJob, type JobRegistry, type Jobs, type JobsParts } from './index.ts';

let connection: ConnectionSettings;
let open: OpenDatabase;
let notifications: Notifications;
const ending: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  connection = await freshDatabase();
  open = openDatabase(connection, silentLog, 6);
  notifications = createNotifications({ connection, log: silentLog });
  await notifications.ready();
  await sql`create table done (number int)`.execute(open.database);
});

afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
  await notifications.stop();
  await open.close();
});

function jobsOf<Registry extends JobRegistry>(jobs: Registry, parts: Partial<JobsParts<Registry>> = {}): Jobs<Registry> {
  const created = createJobs({ open, notifications, clock: systemClock, log: silentLog, jobs, subscribersOf: () => [], wakeRelay: () => undefined, ...parts });
  ending.push(() => created.stop());
  return created;
}

const numberSchema = z.object({ number: z.int() });
const writeNumber = defineJob({
  schema: numberSchema,
  async run(work, { number }) {
    await sql`insert into done values (${number})`.execute(work.db);
  },
});

async function done(): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`select number from done order by number`.execute(open.database);
  return rows.map((row) => row.number);
}

describe('jobs', () => {
  test('exist when the transaction that added them commits, and only then', async () => {
    const jobs = jobsOf({ writeNumber });
    await jobs.start();
    const failed = open.database.transaction().execute(async (tx) => {
      await jobs.enqueue(tx, 'writeNumber', { number: 1 });
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    await open.database.transaction().execute((tx) => jobs.enqueue(tx, 'writeNumber', { number: 2 }));
    await expect.poll(done).toEqual([2]);
  });

  test('several added at once all run without waiting for the next look', async () => {
    const jobs = jobsOf({ writeNumber });
    await jobs.start();
    await open.database.transaction().execute(async (tx) => {
      for (let number = 0; number < 20; number++) await jobs.enqueue(tx, 'writeNumber', { number });
    });
    await expect.poll(done).toHaveLength(20);
  });

  test('one key waits once; another key, or none, is another job', async () => {
    const jobs = jobsOf({ writeNumber });
    const add = (number: number, key?: string) => jobs.enqueue(open.database, 'writeNumber', { number }, { runAt: new Date(Date.now() + 3600_000), ...(key === undefined ? {} : { key }) });
    expect([await add(1, 'a'), await add(2, 'a'), await add(3, 'b'), await add(4), await add(5)]).toEqual(['enqueued', 'already_waiting', 'enqueued', 'enqueued', 'enqueued']);
  });

  test('what is planned for later does not run now', async () => {
    const jobs = jobsOf({ writeNumber });
    await jobs.start();
    await jobs.enqueue(open.database, 'writeNumber', { number: 1 }, { runAt: new Date(Date.now() + 3600_000) });
    await jobs.enqueue(open.database, 'writeNumber', { number: 2 });
    await expect.poll(done).toEqual([2]);
  });

  test('data that do not fit are refused before they are written', async () => {
    const jobs = jobsOf({ writeNumber });
    await expect(jobs.enqueue(open.database, 'writeNumber', { number: 1.5 })).rejects.toThrow('expected int');
    await expect(jobs.enqueue(open.database, 'unknown' as 'writeNumber', { number: 1 })).rejects.toThrow('no job');
  });

  test('a failed job leaves nothing, is listed with its reason but no secret, and can be tried again', async () => {
    let broken = true;
    const lines: string[] = [];
    const failing = defineJob({
      schema: numberSchema,
      retries: 0,
      async run(work, { number }) {
        await sql`insert into done values (${number})`.execute(work.db);
        if (broken) throw new Error('cannot reach smtp://bot:hunter2@mail');
      },
    });
    const jobs = jobsOf({ failing }, { log: createLog('debug', (line) => lines.push(line)) });
    await jobs.start();
    await jobs.enqueue(open.database, 'failing', { number: 1 });
    await expect.poll(() => jobs.listFailed().then((list) => list.length)).toBe(1);
    const [failed] = await jobs.listFailed();
    expect(failed).toMatchObject({ name: 'failing', attempts: 1, lastError: 'Error: cannot reach smtp://bot:•••@mail' });
    const { rows } = await sql<{ kept: string }>`select output::text as kept from pgboss.job`.execute(open.database);
    expect(rows.map((row) => row.kept).join() + lines.join()).not.toContain('hunter2');
    expect(await done()).toEqual([]);

    broken = false;
    expect(await jobs.retry('failing', failed?.id ?? '')).toBe(true);
    await expect.poll(done).toEqual([1]);
    expect(await jobs.retry('failing', failed?.id ?? '')).toBe(false);
  });

  test('publishes in its transaction and wakes the relay after it', async () => {
    const woken = Promise.withResolvers<number>();
    const publishing = defineJob({ schema: z.object({}), run: async (work) => work.publish({ name: 'thing.happened', subject: 'a' }) });
    const count = async () => Number((await open.database.selectFrom('outbox').select((expression) => expression.fn.countAll().as('count')).executeTakeFirstOrThrow()).count);
    const jobs = jobsOf({ publishing }, { subscribersOf: () => ['someone'], wakeRelay: () => void count().then(woken.resolve) });
    await jobs.start();
    await jobs.enqueue(open.database, 'publishing', {});
    expect(await woken.promise).toBe(1);
  });

  test('a job that calls other systems holds no transaction', async () => {
    const seen = Promise.withResolvers<{ transactions: number; refused: string }>();
    const calling = defineJob({
      schema: z.object({}),
      outside: true,
      async run(work) {
        const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`.execute(work.db);
        let refused = '';
        try {
          await work.publish({ name: 'x', subject: 'y' });
        } catch (error) {
          refused = String(error);
        }
        seen.resolve({ transactions: rows[0]?.count ?? -1, refused });
      },
    });
    const jobs = jobsOf({ calling });
    await jobs.start();
    await jobs.enqueue(open.database, 'calling', {});
    expect(await seen.promise).toEqual({ transactions: 0, refused: 'Error: A job outside has no transaction; it opens its own' });
  });

  test('a job that goes step by step keeps what is done when a later step fails, and each step publishes and is in the change history', async () => {
    let woken = 0;
    const failed = Promise.withResolvers<void>();
    const stepping = defineJob({
      schema: z.object({}),
      outside: true,
      retries: 0,
      async run(work) {
        await work.step(async (step) => {
          await sql`insert into done values (1)`.execute(step.db);
          await step.publish({ name: 'stepped', subject: 'one' });
          await step.audit({ subjectKind: 'thing', subjectKey: 'one', before: null, after: { step: 1 } });
        });
        try {
          await work.step(async (step) => {
            await sql`insert into done values (2)`.execute(step.db);
            await step.publish({ name: 'stepped', subject: 'two' });
            throw new Error('the second step fails');
          });
        } finally {
          failed.resolve();
        }
      },
    });
    const jobs = jobsOf({ stepping }, { wakeRelay: () => void (woken += 1) });
    await jobs.enqueue(open.database, 'stepping', {});
    await jobs.start();
    await failed.promise;
    expect(await done()).toEqual([1]);
    expect(await open.database.selectFrom('event').select('subject').execute()).toEqual([{ subject: 'one' }]);
    expect(await open.database.selectFrom('audit_entry').select(['operation', 'actor_kind', 'actor_name', 'subject_key']).execute()).toEqual([{ operation: 'stepping', actor_kind: 'system', actor_name: 'job', subject_key: 'one' }]);
    expect(woken).toBe(1);
  });

  test('two processes share the work, and each job runs once', async () => {
    const here = jobsOf({ writeNumber });
    const own = openDatabase(connection, silentLog, 4);
    const there = jobsOf({ writeNumber }, { open: own });
    ending.unshift(() => own.close());
    await Promise.all([here.start(), there.start()]);
    for (let number = 0; number < 30; number++) await here.enqueue(open.database, 'writeNumber', { number });
    await expect.poll(done).toEqual(Array.from({ length: 30 }, (_, number) => number));
  });

  test('a timetable is kept in the database, changed with the program and removed with the job', async () => {
    const nightly = (cron: string) => cleaningJob({ cron, timeZone: 'Asia/Shanghai' }, async () => 0);
    const timetables = async () => (await sql<{ line: string }>`select name || ' ' || cron || ' ' || timezone as line from pgboss.schedule`.execute(open.database)).rows.map((row) => row.line);
    const first = jobsOf({ nightly: nightly('17 3 * * *') });
    await first.start();
    expect(await timetables()).toEqual(['nightly 17 3 * * * Asia/Shanghai']);
    await first.stop();
    const second = jobsOf({ nightly: nightly('18 3 * * *') });
    await second.start();
    expect(await timetables()).toEqual(['nightly 18 3 * * * Asia/Shanghai']);
    await second.stop();
    await jobsOf({ writeNumber }).start();
    expect(await timetables()).toEqual([]);
  });

  test('open no connections of their own', async () => {
    const connections = async () => (await sql<{ name: string }>`select distinct application_name as name from pg_stat_activity where datname = current_database() and backend_type = 'client backend' order by 1`.execute(open.database)).rows.map((row) => row.name);
    await jobsOf({ writeNumber }).start();
    expect(await connections()).toEqual(['lichun', 'lichun-notifications']);
  });

  test('stopping waits for the job under way', async () => {
    const [reached, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = defineJob({
      schema: z.object({}),
      async run(work) {
        reached.resolve();
        await goOn.promise;
        await sql`insert into done values (1)`.execute(work.db);
      },
    });
    const jobs = jobsOf({ slow });
    await jobs.start();
    await jobs.enqueue(open.database, 'slow', {});
    await reached.promise;
    const stopped = jobs.stop();
    goOn.resolve();
    await stopped;
    expect(await done()).toEqual([1]);
  });
});

test('the platform clears away old events, old answers and old history, in the periods that are given', async () => {
  const day = 24 * 3600_000;
  const at = (days: number) => new Date(Date.now() - days * day);
  for (const days of [1, 89, 91]) {
    await publishEvent(open.database, [], at(days), { name: 'thing.happened', subject: String(days) });
    await keepAnswer(open.database, { scope: 'scope', operation: 'operation', key: `key-${days}`, hash: 'hash' }, {}, at(days - 0.5));
    await recordAudit(open.database, 'happen', { kind: 'system', name: 'test' }, at(days * 10), 'request', { subjectKind: 'thing', subjectKey: String(days), before: null, after: null });
  }
  for (const { clean, defaultDays } of platformRetention([])) await clean(open.database, at(defaultDays ?? 0), 100);
  expect((await open.database.selectFrom('event').select('subject').orderBy('subject').execute()).map((event) => event.subject)).toEqual(['1', '89']);
  expect((await open.database.selectFrom('idempotency_record').select('key').execute()).map((record) => record.key)).toEqual(['key-1']);
  expect((await open.database.selectFrom('audit_entry').select('subject_key').execute()).map((entry) => entry.subject_key)).toEqual(['1']);
});
