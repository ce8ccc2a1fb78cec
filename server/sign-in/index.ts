export { createSignInOperations } from './operations.ts';
export { signInEvents } from './events.ts';
export { createSignInJobs } from './jobs.ts';
export { newSetUpToken } from './set-up-link.ts';

export const signInMigrations = {} as const;
