import { z } from 'zod';
import type { Database } from '../database/tables.ts';
import { defineJob, type Timetable } from './define.ts';

/** A job that deletes what has become too old and says how much that was. A module gives its own `clean`. */
export function cleaningJob(timetable: Timetable, clean: (db: Database, now: Date) => Promise<number>) {
  return defineJob({
    schema: z.object({}),
    timetable,
    async run(work) {
      const deleted = await clean(work.db, work.now);
      work.log.info('cleaning.done', { deleted });
    },
  });
}
