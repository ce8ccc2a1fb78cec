export { createNoticesOperations } from './operations.ts';
export { noticesEvents } from './events.ts';
export { createNoticesJobs } from './jobs.ts';

export const noticesMigrations = {} as const;
