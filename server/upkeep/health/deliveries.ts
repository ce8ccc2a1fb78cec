import { readOutboxState } from '../../platform/events/index.ts';
import { countFailedJobs } from '../../platform/jobs/index.ts';
import { readMailCounts } from '../../platform/mail/index.ts';
import { readWebhookCounts } from '../../programs/index.ts';
import { readJobClock } from '../store/health.ts';
import { readSleep } from '../store/sleep.ts';
import { ok, problem, warning, type Check } from './check.ts';

const minute = 60;

function secondsSince(at: Date | null, now: Date): number {
  return at === null ? 0 : Math.max(0, (now.getTime() - at.getTime()) / 1000);
}

/** What should leave, and what is stuck. */
export const deliveryChecks: readonly Check[] = [
  {
    name: 'asleep',
    needsDatabase: true,
    async run({ database, now }) {
      const sleep = await readSleep(database);
      return sleep === undefined ? ok('awake') : warning('asleep', { hours: Math.round(secondsSince(sleep.since, now) / 3600), time: `${sleep.backupOf.toISOString().slice(0, 16).replace('T', ' ')} UTC` });
    },
  },
  {
    name: 'outbox',
    needsDatabase: true,
    async run({ database, now }) {
      const { waiting, oldestWaiting } = await readOutboxState(database);
      const seconds = secondsSince(oldestWaiting, now);
      const facts = { count: waiting, minutes: Math.round(seconds / minute) };
      return seconds > 30 * minute ? problem('outbox_stuck', facts) : seconds > 2 * minute ? warning('outbox_late', facts) : ok('outbox_ok', facts);
    },
  },
  {
    name: 'parked',
    needsDatabase: true,
    async run({ database }) {
      const { parked } = await readOutboxState(database);
      return parked > 0 ? warning('parked_some', { count: parked }) : ok('parked_none');
    },
  },
  {
    name: 'jobs',
    needsDatabase: true,
    async run({ database }) {
      const failed = await countFailedJobs(database);
      return failed > 0 ? warning('jobs_failed', { count: failed }) : ok('jobs_ok');
    },
  },
  {
    name: 'job_clock',
    needsDatabase: true,
    async run({ database, now }) {
      if ((await readSleep(database)) !== undefined) return ok('waits_asleep');
      const seconds = await readJobClock(database, now);
      if (seconds === undefined) return ok('job_clock_new');
      return seconds > 10 * minute ? warning('job_clock_stands', { minutes: Math.round(seconds / minute) }) : ok('job_clock_ok');
    },
  },
  {
    name: 'mails',
    needsDatabase: true,
    async run({ database, now, configuration: { SMTP_URL } }) {
      if ((await readSleep(database)) !== undefined) return ok('waits_asleep');
      const { waiting, failed, oldestWaiting } = await readMailCounts(database, now);
      const seconds = secondsSince(oldestWaiting, now);
      if (SMTP_URL !== undefined && seconds > 15 * minute) return warning('mails_late', { count: waiting, minutes: Math.round(seconds / minute) });
      return failed > 0 ? warning('mails_failed', { count: failed }) : ok('mails_ok', { count: waiting });
    },
  },
  {
    name: 'webhooks',
    needsDatabase: true,
    async run({ database, now }) {
      const { endpoints, failing, switchedOff, waiting } = await readWebhookCounts(database, now);
      if (switchedOff > 0) return warning('webhooks_off', { count: switchedOff });
      return failing > 0 ? warning('webhooks_failing', { count: failing, waiting }) : ok('webhooks_ok', { count: endpoints });
    },
  },
];
