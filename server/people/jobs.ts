import { z } from 'zod';
import { cleaningJob, defineJob } from '../platform/jobs/index.ts';
import { deleteOldInvitations } from './store/invitations.ts';
import { indexUnindexed } from './store/search.ts';
import { deleteOldSessions } from './store/sessions.ts';

const dayMilliseconds = 24 * 3600_000;

/** What people does on a clock. */
export function createPeopleJobs() {
  return {
    deleteOldSessions: cleaningJob({ cron: '37 19 * * *', timeZone: 'UTC' }, (db, now) => deleteOldSessions(db, new Date(now.getTime() - 30 * dayMilliseconds))),
    deleteOldInvitations: cleaningJob({ cron: '41 19 * * *', timeZone: 'UTC' }, (db, now) => deleteOldInvitations(db, new Date(now.getTime() - 90 * dayMilliseconds))),
    // A program of the release before writes persons without the words by which they are found.
    indexPersons: defineJob({
      schema: z.object({}),
      timetable: { cron: '*/5 * * * *', timeZone: 'UTC' },
      async run(work) {
        const indexed = await indexUnindexed(work.db, 1000);
        if (indexed > 0) work.log.info('people.indexed', { indexed });
      },
    }),
  };
}
