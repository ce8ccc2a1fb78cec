import type { ProductParts } from '../parts.ts';
import { cleaningJob } from '../platform/jobs/index.ts';
import { deleteOldMails } from '../platform/mail/index.ts';
import { deleteRemovedBots } from './store/bots.ts';
import { deleteOldNotices } from './store/notices.ts';

const dayMilliseconds = 24 * 3600_000;
const before = (now: Date, days: number) => new Date(now.getTime() - days * dayMilliseconds);

/** Mails and notices are kept for 90 days, bots that were taken away for a week. */
export function createNoticesJobs(_parts: ProductParts) {
  return {
    deleteOldMails: cleaningJob({ cron: '47 19 * * *', timeZone: 'UTC' }, (db, now) => deleteOldMails(db, before(now, 90))),
    deleteOldNotices: cleaningJob({ cron: '51 19 * * *', timeZone: 'UTC' }, (db, now) => deleteOldNotices(db, before(now, 90))),
    deleteRemovedBots: cleaningJob({ cron: '53 19 * * *', timeZone: 'UTC' }, (db, now) => deleteRemovedBots(db, before(now, 7))),
  } as const;
}
