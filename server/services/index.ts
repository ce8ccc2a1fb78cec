export { createServicesOperations } from './operations.ts';
export { servicesEvents } from './events.ts';
export { createServicesJobs } from './jobs.ts';

export const servicesMigrations = {} as const;
