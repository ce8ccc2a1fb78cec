import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

export type JobCount = { name: string; state: string; count: number };

/** How many jobs there are by name and state; none before the queue was opened for the first time. */
export async function readJobState(db: Database): Promise<JobCount[]> {
  const { rows: tables } = await sql<{ found: boolean }>`select to_regclass('pgboss.job') is not null as found`.execute(db);
  if (tables[0]?.found !== true) return [];
  const { rows } = await sql<JobCount>`select name, state::text as state, count(*)::int as count from pgboss.job group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}
