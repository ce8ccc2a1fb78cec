import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../database/open.ts';
import { silentLog } from '../log.ts';
import { freshDatabase } from '../testing/database.ts';
import { readOutboxState } from './parked.ts';
import { publishEvent } from './publish.ts';

const program = fileURLToPath(new URL('testing/relay-process.ts', import.meta.url));
const children = new Set<ChildProcess>();

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

test('relays that are killed again and again deliver everything exactly once and in order', async () => {
  const connection = await freshDatabase();
  const { database, close } = openDatabase(connection, silentLog, 4);
  await sql`create table seen (subject text, number int, turn bigserial)`.execute(database);
  const start = () => children.add(spawn(process.execPath, [program, JSON.stringify(connection)], { stdio: 'inherit' }));
  const [subjects, count] = [['a', 'b', 'c'], 400];
  await database.transaction().execute(async (tx) => {
    for (let number = 0; number < count; number++) for (const subject of subjects) await publishEvent(tx, ['writer'], new Date(), { name: 'thing.happened', subject, data: { number } });
  });
  start();
  start();
  let [kills, before] = [0, count * subjects.length];
  const left = async () => (await readOutboxState(database)).waiting;
  while ((await left()) > 0) {
    // Each kill comes after some more has been delivered, so that it falls into the work and the work goes on.
    await expect.poll(left, { timeout: 30_000, interval: 5 }).toBeLessThan(Math.max(1, before - 60));
    before = await left();
    const [victim] = children;
    if (victim === undefined || before === 0) break;
    children.delete(victim);
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    kills += 1;
    start();
  }
  const { rows } = await sql<{ subject: string; numbers: number[] }>`select subject, array_agg(number order by turn) as numbers from seen group by subject order by subject`.execute(database);
  console.log(`${kills} relays were killed`);
  expect(kills).toBeGreaterThan(5);
  expect(rows).toEqual(subjects.map((subject) => ({ subject, numbers: Array.from({ length: count }, (_, number) => number) })));
  await close();
});
