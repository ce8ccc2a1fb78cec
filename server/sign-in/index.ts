export { createSignInOperations } from './operations.ts';
export { signInEvents } from './events.ts';
export { createSignInJobs } from './jobs.ts';

export const signInMigrations = {} as const;
