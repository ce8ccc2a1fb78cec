import { z } from 'zod';
import { defineJob } from '../platform/jobs/index.ts';
import { indexUnindexed } from './store/search.ts';

/** What people does on a clock. */
export function createPeopleJobs() {
  return {
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
