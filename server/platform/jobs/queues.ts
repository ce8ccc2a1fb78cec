import type { PgBoss, QueueOptions } from 'pg-boss';
import type { Job, JobRegistry } from './define.ts';

const firstRetrySeconds = 10;
const longestRetrySeconds = 3_600;
const keptSeconds = 7 * 24 * 3_600;

/** Makes the queues and timetables in the database those of this program; one after another, to use one connection. */
export async function prepareQueues(boss: PgBoss, jobs: JobRegistry): Promise<void> {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const [name, job] of Object.entries(jobs)) {
    const options = queueOptions(job);
    const queue = known.get(name);
    if (queue === undefined) await boss.createQueue(name, { ...options, policy: 'short' });
    else if (Object.entries(options).some(([option, value]) => queue[option as keyof typeof queue] !== value)) await boss.updateQueue(name, options);
  }
  await prepareTimetables(boss, jobs);
}

async function prepareTimetables(boss: PgBoss, jobs: JobRegistry): Promise<void> {
  const schedules = await boss.getSchedules();
  for (const { name } of schedules) if (jobs[name]?.timetable === undefined) await boss.unschedule(name);
  for (const [name, { timetable }] of Object.entries(jobs)) {
    if (timetable === undefined) continue;
    const { cron, timeZone } = timetable;
    const same = schedules.some((schedule) => schedule.name === name && schedule.cron === cron && schedule.timezone === timeZone);
    if (!same) await boss.schedule(name, cron, {}, { tz: timeZone, missed: 'once', singletonKey: 'timetable' });
  }
}

function queueOptions(job: Job): QueueOptions & { notify: boolean; deleteAfterSeconds: number } {
  return {
    notify: true,
    expireInSeconds: job.seconds ?? 30,
    retryLimit: job.retries ?? 5,
    retryDelay: firstRetrySeconds,
    retryBackoff: true,
    retryDelayMax: longestRetrySeconds,
    deleteAfterSeconds: keptSeconds,
  };
}
