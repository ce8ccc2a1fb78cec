export { createProgramsOperations } from './operations.ts';
export { programsEvents } from './events.ts';
export { createProgramsJobs } from './jobs.ts';

export const programsMigrations = {} as const;
