export { createOrganisationsOperations } from './operations.ts';
export { organisationsEvents } from './events.ts';
export { createOrganisationsJobs } from './jobs.ts';

export const organisationsMigrations = {} as const;
