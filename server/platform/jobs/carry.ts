import type { Client } from 'pg';
import type { Db } from 'pg-boss';

/**
 * Jobs on their way from one database to another. A backup takes those that wait or run (a run may happen again); jobs of timetables
 * are made anew by the program, and those that failed for good stay behind.
 */
export const waitingJobsColumns = ['name', 'data', 'start_after', 'singleton_key'] as const;
export const waitingJobsQuery = `select ${waitingJobsColumns.join(', ')} from pgboss.job
  where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss%' and singleton_key is distinct from 'timetable' order by created_on, id`;

export type CarriedJob = { name: string; data: object | null; startAfter: Date; key: string | null };

/** Adds jobs to a database whose tables of the job queue are made first when they are missing; the jobs exist when the client's transaction commits. */
export async function openJobCarrier(administrator: Client): Promise<{ add(inside: Client, jobs: readonly CarriedJob[]): Promise<void>; close(): Promise<void> }> {
  const { PgBoss } = await import('pg-boss');
  const on = (client: Client): Db => ({ executeSql: async (text, values) => client.query(text, values) });
  const boss = new PgBoss({ db: on(administrator), schedule: false, supervise: false, migrate: true });
  await boss.start();
  return {
    async add(inside, jobs) {
      const known = new Set((await boss.getQueues()).map(({ name }) => name));
      for (const { name, data, startAfter, key } of jobs) {
        // The program that serves next gives the queue its own settings.
        if (!known.has(name)) await boss.createQueue(name, { policy: 'short' });
        known.add(name);
        await boss.send(name, data ?? {}, { db: on(inside), startAfter, ...(key === null ? {} : { singletonKey: key }) });
      }
    },
    close: () => boss.stop({ graceful: false }),
  };
}
