import * as admissionMigration from './migrations/0090-admission.ts';
import * as entrancesMigration from './migrations/0096-entrances.ts';

export { admissionEvents } from './events.ts';
export { moderationEvents } from './moderation-events.ts';
export { createAdmissionJobs } from './jobs.ts';
export { createAdmissionOperations } from './operations.ts';
export { admissionPersonalData } from './personal-data.ts';
export { admissionRetention } from './retention.ts';
export { admissionHears, admissionSubscriber } from './subscriber.ts';

export const admissionMigrations = { '0090-admission': admissionMigration, '0096-entrances': entrancesMigration } as const;
