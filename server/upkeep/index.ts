export { createUpkeepOperations } from './operations.ts';
export { upkeepEvents } from './events.ts';
export { createUpkeepJobs } from './jobs.ts';

export const upkeepMigrations = {} as const;
