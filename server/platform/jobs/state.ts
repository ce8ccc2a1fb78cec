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

/** Jobs whose attempts are used up; kept for a week. */
export async function countFailedJobs(db: Database): Promise<number> {
  return (await readJobState(db)).filter(({ state, name }) => state === 'failed' && !name.startsWith('__')).reduce((sum, { count }) => sum + count, 0);
}

export type FailedJobRow = { id: string; name: string; attempts: number; lastError: string | null; failedAt: Date };

/** Failed jobs, the latest first; `before` is the last one of the page before. */
export async function listFailedJobs(db: Database, limit: number, before?: { at: Date; id: string }): Promise<FailedJobRow[]> {
  const { rows: tables } = await sql<{ found: boolean }>`select to_regclass('pgboss.job') is not null as found`.execute(db);
  if (tables[0]?.found !== true) return [];
  const { rows } = await sql<FailedJobRow>`
    select id, name, retry_count + 1 as attempts, output ->> 'message' as "lastError", date_trunc('milliseconds', completed_on) as "failedAt"
    from pgboss.job where state = 'failed' and name not like '\\_\\_%' ${before === undefined ? sql`` : sql`and (date_trunc('milliseconds', completed_on), id) < (${before.at}, ${before.id}::uuid)`}
    order by date_trunc('milliseconds', completed_on) desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** Gives a failed job one more attempt, in the caller's transaction; it runs within half a minute. Answers its name; undefined when there is none. */
export async function retryFailedJob(db: Database, id: string): Promise<string | undefined> {
  const { rows: tables } = await sql<{ found: boolean }>`select to_regclass('pgboss.job') is not null as found`.execute(db);
  if (tables[0]?.found !== true) return undefined;
  const { rows } = await sql<{ name: string }>`
    update pgboss.job set state = 'retry', retry_limit = retry_limit + 1, start_after = now(), completed_on = null where id = ${id} and state = 'failed' returning name`.execute(db);
  return rows[0]?.name;
}
