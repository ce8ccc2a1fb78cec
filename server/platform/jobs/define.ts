import type { z } from 'zod';
import type { AuditRecord } from '../audit/record.ts';
import type { Database } from '../database/tables.ts';
import type { DomainEvent } from '../events/publish.ts';
import type { Log } from '../log.ts';

/** A transaction of a job's own, for a job `outside` that goes step by step. */
export type JobStep = { db: Database; publish(...events: DomainEvent[]): Promise<void>; /** Writes into the change history that this program did it. */ audit(record: AuditRecord): Promise<void> };

/** What a job works with. */
export type JobWork = {
  /** The transaction that also ends the job; for a job `outside`, the pool. */
  db: Database;
  now: Date;
  log: Log;
  /** Aborted when the job's time is over or the program stops. */
  signal: AbortSignal;
  /** Publishes in the job's transaction. A job `outside` cannot: it opens its own. */
  publish(...events: DomainEvent[]): Promise<void>;
  /** Runs `run` in a transaction of its own and commits it: what is done is kept when a later step fails. */
  step<Value>(run: (step: JobStep) => Promise<Value>): Promise<Value>;
  /** Runs once the job's transaction has been committed. */
  afterCommit(run: () => void): void;
};

/** A minute-exact time table (five fields of cron) in an IANA time zone; a time that was missed is made up for once. */
export type Timetable = { cron: string; timeZone: string };

/**
 * Something that runs later or on a clock. What it writes with `work.db` happens exactly once, because the same transaction
 * ends the job. A job `outside` calls other systems and holds no transaction meanwhile: it may run again after a crash.
 */
export type Job<Schema extends z.ZodType = z.ZodType> = {
  readonly schema: Schema;
  /** Longest run in seconds, 30 when left out. After a crash the job is tried again when this has passed, looked at each minute. */
  readonly seconds?: number;
  /** Further attempts after a failure, 5 when left out, after pauses that grow from 10 seconds to an hour. */
  readonly retries?: number;
  /** Runs at the same time in one process, 1 when left out. */
  readonly atOnce?: number;
  readonly outside?: boolean;
  readonly timetable?: Timetable;
  run(work: JobWork, data: z.output<Schema>): Promise<void>;
};

/** Every job by its name. The name is kept in the database: renaming a job loses what waits for it. */
export type JobRegistry = Readonly<Record<string, Job>>;

/** Declares a job with its types. */
export function defineJob<Schema extends z.ZodType>(job: Job<Schema>): Job<Schema> {
  return job;
}
