import { randomInt } from 'node:crypto';
import { Client } from 'pg';
import { poolConfig, type ConnectionSettings } from '../database/connection.ts';

/** Names of test databases carry the number of their run: `lichun_test_<run>_template`, `lichun_test_<run>_<case>`. */
const PREFIX = 'lichun_test_';
/** First key of the session lock that a live run holds; the second is the run's number. */
const RUN_LOCK = 0x7e57;

/** One invocation of the test runner, alive as long as its session on the server. */
export interface TestRun {
  number: number;
  administrator: Client;
  /** Begins the names of this run's databases. */
  prefix: string;
}

/** Registers a run: others leave databases of its number alone until its session ends, however that happens. */
export async function openTestRun(administration: ConnectionSettings): Promise<TestRun> {
  const administrator = new Client({ ...poolConfig(administration), application_name: 'lichun-test-run' });
  administrator.on('error', () => undefined); // a server that went away shows in the tests themselves
  await administrator.connect();
  for (;;) {
    const number = randomInt(1, 2 ** 31 - 1);
    if (await lock(administrator, number)) return { number, administrator, prefix: `${PREFIX}${number}_` };
  }
}

/** Drops the databases of runs that have ended; returns their names. */
export async function dropLeftovers({ administrator, number: own }: TestRun): Promise<string[]> {
  const { rows } = await administrator.query<{ name: string }>(`select datname as name from pg_database where datname ~ '^${PREFIX}\\d+_' order by datname`);
  const byRun = Map.groupBy(rows.map(({ name }) => name), (name) => Number(name.slice(PREFIX.length).split('_')[0]));
  const dropped: string[] = [];
  for (const [number, names] of byRun) {
    if (number === own || !(await lock(administrator, number))) continue;
    for (const name of names) {
      await administrator.query(`drop database if exists "${name}" with (force)`);
      dropped.push(name);
    }
    await administrator.query('select pg_advisory_unlock($1, $2)', [RUN_LOCK, number]);
  }
  return dropped;
}

/** False while another session has it. */
async function lock(administrator: Client, number: number): Promise<boolean> {
  const { rows } = await administrator.query<{ ours: boolean }>('select pg_try_advisory_lock($1, $2) as ours', [RUN_LOCK, number]);
  return rows[0]?.ours === true;
}
