import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PgBoss, Job as BossJob } from 'pg-boss';
import type { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Clock } from '../clock.ts';
import type { Notifications } from '../database/notifications.ts';
import type { OpenDatabase } from '../database/open.ts';
import type { Database } from '../database/tables.ts';
import { publishEvents } from '../events/publish.ts';
import { errorText, type Log } from '../log.ts';
import { beginStep, type Observation } from '../observation/index.ts';
import { alone, bossDatabase, runner, type JobTransaction } from './boss.ts';
import type { Job, JobRegistry, JobWork } from './define.ts';
import { prepareQueues } from './queues.ts';

export type JobsParts<Registry extends JobRegistry> = {
  open: OpenDatabase;
  notifications: Notifications;
  clock: Clock;
  log: Log;
  jobs: Registry;
  subscribersOf(event: string): readonly string[];
  wakeRelay(): void;
  observation?: Observation;
  /** false: what has a timetable runs only when somebody adds it, as in tests, which say themselves what the time is. */
  timetables?: boolean;
};

/** `key`: while a job of this name and key waits, another is not added. `runAt` is real time, met within half a minute. */
export type EnqueueOptions = { runAt?: Date; key?: string };
export type FailedJob = { id: string; name: string; attempts: number; lastError: string | null; failedAt: Date };

export type Jobs<Registry extends JobRegistry> = {
  /** Adds a job in the caller's transaction: it exists when that commits. Throws when the data do not fit the job's schema. */
  enqueue<Name extends keyof Registry & string>(tx: Database, name: Name, data: z.input<Registry[Name]['schema']>, options?: EnqueueOptions): Promise<'enqueued' | 'already_waiting'>;
  /** Begins to run jobs; tries again while the database is away. Resolves when they run, or `stop` was called. */
  start(): Promise<void>;
  /** Ends after the jobs under way, which have 10 seconds. */
  stop(): Promise<void>;
  /** There may be a job of this name that can run now. */
  wake(name: string): void;
  /** Jobs whose attempts are used up, newest first; kept for a week. */
  listFailed(limit?: number): Promise<FailedJob[]>;
  /** Tries a failed job again. False when there is none. */
  retry(name: keyof Registry & string, id: string): Promise<boolean>;
};

const pollSeconds = 30;
const againMilliseconds = 5_000;

export function createJobs<Registry extends JobRegistry>(parts: JobsParts<Registry>): Jobs<Registry> {
  const { notifications, clock, log, jobs } = parts;
  const { database, pool } = parts.open;
  const { db, transactionOf } = bossDatabase(parts.open, notifications);
  const workers = new Map<string, string[]>();
  let opening: Promise<PgBoss> | undefined;
  let stopped = false;
  let wakeUp = () => {};

  /** Loaded late: the program answers requests before it needs jobs. A failed opening is tried anew by the next caller. */
  async function open(): Promise<PgBoss> {
    opening ??= openBoss();
    opening.catch(() => (opening = undefined));
    return opening;
  }

  async function openBoss(): Promise<PgBoss> {
    const { PgBoss } = await import('pg-boss');
    const boss = new PgBoss({ db, schedule: parts.timetables !== false, useListenNotify: true, cronMonitorIntervalSeconds: 45, cronWorkerIntervalSeconds: 30, flowIntervalSeconds: 600, bamIntervalSeconds: 600, persistWarnings: false });
    boss.on('error', (error) => log.warn('jobs.error', { error }));
    boss.on('warning', (warning) => log.warn('jobs.warning', { warning }));
    try {
      await alone(pool, async () => {
        await boss.start();
        await prepareQueues(boss, jobs);
      });
      return boss;
    } catch (error) {
      await boss.stop({ graceful: false });
      throw error;
    }
  }

  async function work(boss: PgBoss, name: string, job: Job): Promise<void> {
    let worker = '';
    const ended = () => boss.notifyWorker(worker);
    // Several additions are heard as one word, so after each job the worker looks for the next before it rests.
    const polling = { notifyPollingIntervalSeconds: pollSeconds, pollingIntervalSeconds: pollSeconds };
    if (job.outside === true) worker = await boss.work(name, polling, ([next]) => perform(name, job, next, undefined).finally(ended));
    else worker = await boss.work(name, { ...polling, transactional: true }, ([next], inside) => perform(name, job, next, transactionOf(inside)).finally(ended));
    workers.set(name, [...(workers.get(name) ?? []), worker]);
  }

  async function perform(name: string, job: Job, next: BossJob<unknown> | undefined, transaction: JobTransaction | undefined): Promise<void> {
    if (next === undefined) return;
    const started = performance.now();
    const jobLog = log.with({ job: name, jobId: next.id });
    try {
      await beginStep(parts.observation, { kind: 'job', name }, () => job.run(workOf(name, next.id, jobLog, next.signal, transaction), job.schema.parse(next.data)), () => 'ok');
      jobLog.debug('job.done', { milliseconds: Math.round(performance.now() - started) });
    } catch (error) {
      jobLog.warn('job.failed', { attempt: next.retryCount + 1, error });
      // What is kept in the database is the sentence alone: a driver's error carries rows and statements.
      throw Object.assign(new Error(errorText(error)), { stack: '' });
    }
  }

  function workOf(name: string, id: string, jobLog: Log, signal: AbortSignal, transaction: JobTransaction | undefined): JobWork {
    const now = clock.now();
    const base = { now, log: jobLog, signal, step: stepsOf(name, id) };
    if (transaction === undefined) {
      const refuse = () => {
        throw new Error('A job outside has no transaction; it opens its own');
      };
      return { ...base, db: database, publish: refuse, afterCommit: refuse };
    }
    return {
      ...base,
      db: transaction.tx,
      publish: async (...events) => {
        await publishEvents(transaction.tx, parts.subscribersOf, now, events);
        if (!transaction.afterwards.includes(parts.wakeRelay)) transaction.afterwards.push(parts.wakeRelay);
      },
      afterCommit: (run) => void transaction.afterwards.push(run),
    };
  }

  /** Steps of a job, each a transaction; the relay is woken once one that published something has been committed. */
  function stepsOf(name: string, id: string): JobWork['step'] {
    return async (run) => {
      let published = false;
      const now = clock.now();
      const value = await database.transaction().execute((db) =>
        run({
          db,
          publish: async (...events) => {
            await publishEvents(db, parts.subscribersOf, now, events);
            published = true;
          },
          audit: (record) => recordAudit(db, name, { kind: 'system', name: 'job' }, now, id, record),
        }),
      );
      if (published) parts.wakeRelay();
      return value;
    };
  }

  return {
    async enqueue(tx, name, data, { runAt, key } = {}) {
      const job = jobs[name];
      if (job === undefined) throw new Error(`There is no job ${name}`);
      job.schema.parse(data);
      const boss = await open();
      // Queues hold one waiting job per key, so a job without a key gets one that nobody else has.
      const id = await boss.send(name, data as object, { db: runner(tx), singletonKey: key === undefined ? `once:${randomUUID()}` : `key:${key}`, ...(runAt === undefined ? {} : { startAfter: runAt }) });
      return id === null ? 'already_waiting' : 'enqueued';
    },
    async start() {
      while (!isStopped()) {
        try {
          const boss = await open();
          for (const [name, job] of Object.entries(jobs)) for (let lane = 0; lane < (job.atOnce ?? 1) && !isStopped(); lane++) await work(boss, name, job);
          return;
        } catch (error) {
          log.warn('jobs.start_failed', { error });
          workers.clear();
          await opening?.then((boss) => boss.stop({ graceful: false }), () => undefined);
          opening = undefined;
          await pause();
        }
      }
    },
    async stop() {
      stopped = true;
      wakeUp();
      // An opening that failed has been told where it was waited for, and leaves nothing to stop.
      const boss = await opening?.catch(() => undefined);
      await boss?.stop({ graceful: true, timeout: 10_000 });
    },
    wake(name) {
      void opening?.then((boss) => {
        for (const worker of workers.get(name) ?? []) boss.notifyWorker(worker);
      }, () => undefined);
    },
    async listFailed(limit = 50) {
      await open();
      const { rows } = await sql<FailedJob>`
        select id, name, retry_count + 1 as attempts, output ->> 'message' as "lastError", completed_on as "failedAt"
        from pgboss.job where state = 'failed' and name = any (${Object.keys(jobs)}::text[]) order by completed_on desc limit ${Math.min(limit, 500)}`.execute(database);
      return rows;
    },
    async retry(name, id) {
      const boss = await open();
      const [job] = await boss.findJobs(name, { id });
      if (job?.state !== 'failed') return false;
      await boss.retry(name, id);
      for (const worker of workers.get(name) ?? []) boss.notifyWorker(worker);
      return true;
    },
  };

  function isStopped(): boolean {
    return stopped;
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, againMilliseconds);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
