import { z } from 'zod';
import type { Database } from '../database/tables.ts';
import { deleteOldEvents } from '../events/retention.ts';
import { deleteOldIdempotencyRecords } from '../operations/retention.ts';
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

const dayMilliseconds = 24 * 3600_000;

/** The platform's own cleaning; `subscribers` are those this program has, `eventDays` how long events are kept. */
export function platformCleaning({ subscribers, eventDays = 90 }: { subscribers: readonly string[]; eventDays?: number }) {
  return {
    deleteOldEvents: cleaningJob({ cron: '17 19 * * *', timeZone: 'UTC' }, (db, now) => deleteOldEvents(db, new Date(now.getTime() - eventDays * dayMilliseconds), subscribers)),
    deleteOldIdempotencyRecords: cleaningJob({ cron: '27 * * * *', timeZone: 'UTC' }, deleteOldIdempotencyRecords),
  };
}
