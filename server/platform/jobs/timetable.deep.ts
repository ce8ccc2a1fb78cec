import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { createNotifications } from '../database/notifications.ts';
import { openDatabase } from '../database/open.ts';
import { silentLog } from '../log.ts';
import { freshDatabase } from '../testing/database.ts';
import { createJobs, defineJob } from './index.ts';

const everyMinute = defineJob({
  schema: z.object({}),
  timetable: { cron: '* * * * *', timeZone: 'UTC' },
  run: async (work) => void (await sql`insert into begun values (1)`.execute(work.db)),
});

/** The jobs of a program with a database of its own, and how often the one of every minute has begun. */
async function running(parts: { timetables?: boolean }) {
  const connection = await freshDatabase();
  const open = openDatabase(connection, silentLog, 6);
  const notifications = createNotifications({ connection, log: silentLog });
  await notifications.ready();
  await sql`create table begun (number int)`.execute(open.database);
  const jobs = createJobs({ open, notifications, clock: systemClock, log: silentLog, jobs: { everyMinute }, subscribersOf: () => [], wakeRelay: () => undefined, ...parts });
  await jobs.start();
  return {
    begun: async () => (await open.pool.query('select from begun')).rowCount ?? 0,
    async stop() {
      await jobs.stop();
      await notifications.stop();
      await open.close();
    },
  };
}

let program: Awaited<ReturnType<typeof running>>;
let quiet: Awaited<ReturnType<typeof running>>;
beforeAll(async () => {
  [program, quiet] = [await running({}), await running({ timetables: false })];
});
afterAll(async () => {
  await program.stop();
  await quiet.stop();
});

test('a job begins by the clock on the wall, except where a test asks for none that does', { timeout: 200_000 }, async () => {
  await expect.poll(program.begun, { timeout: 180_000, interval: 500 }).toBeGreaterThan(0);
  expect(await quiet.begun()).toBe(0);
});
