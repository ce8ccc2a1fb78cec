export { createPrivacyOperations } from './operations.ts';
export { privacyEvents } from './events.ts';
export { createPrivacyJobs } from './jobs.ts';

export const privacyMigrations = {} as const;
