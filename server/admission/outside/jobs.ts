import { z } from 'zod';
import type { ProductParts } from '../../parts.ts';
import { defineJob } from '../../platform/jobs/index.ts';
import { askOwedUids } from './owed-uids.ts';
import { checkProbes } from './probes.ts';
import { tellOfRaids } from './raids.ts';

const everyMinute = { cron: '* * * * *', timeZone: 'UTC' };

/** What runs on a clock about whom admission asks outside. A job runs in one program at a time, however many there are. */
export function outsideJobs(parts: ProductParts) {
  return {
    probeProducts: defineJob({ schema: z.object({}), outside: true, seconds: 50, retries: 0, timetable: everyMinute, run: (work) => checkProbes(parts, work) }),
    askForOwedUids: defineJob({ schema: z.object({}), outside: true, timetable: everyMinute, run: (work) => askOwedUids(parts, work) }),
    watchRaids: defineJob({ schema: z.object({}), outside: true, timetable: everyMinute, run: (work) => tellOfRaids(work) }),
  } as const;
}
