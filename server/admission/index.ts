import * as admissionMigration from './migrations/0090-admission.ts';
import * as outsideServices from './migrations/0091-outside-services.ts';
import * as outages from './migrations/0092-outages.ts';
import * as raids from './migrations/0093-raids.ts';
import * as entrancesMigration from './migrations/0096-entrances.ts';
import * as contributorAccounts from './migrations/0100-contributor-accounts.ts';
import * as owedUids from './migrations/0101-owed-uids.ts';
import * as refusedProofs from './migrations/0102-refused-proofs.ts';
import * as unmended from './migrations/0146-unmended.ts';
import * as provenApplications from './migrations/0147-proven-applications.ts';

export { admissionOfFleets } from './fleet-door.ts';
export { isBarredNow } from './actions/barred-now.ts';
export { reporterCheck } from './reporter-check.ts';
export { admissionEvents } from './events.ts';
export { moderationEvents } from './moderation-events.ts';
export { createAdmissionJobs } from './jobs.ts';
export { fleetMemberImporter } from './import/fleet-member-importer.ts';
export { importedMembersHear, importedMembersSubscriber } from './imported-members.ts';
export { createAdmissionOperations } from './operations.ts';
export { replayCommands } from './operations/policies.ts';
export { outsideEvents } from './outside/events.ts';
export { outsidePersonalData } from './outside/personal-data.ts';
export { outsideOf } from './outside/index.ts';
export { admissionPersonalData } from './personal-data.ts';
export { admissionRetention } from './retention.ts';
export { admissionHears, admissionSubscriber } from './subscriber.ts';

export const admissionMigrations = { '0090-admission': admissionMigration, '0091-outside-services': outsideServices, '0092-outages': outages, '0093-raids': raids, '0096-entrances': entrancesMigration, '0100-contributor-accounts': contributorAccounts, '0101-owed-uids': owedUids, '0102-refused-proofs': refusedProofs, '0146-unmended': unmended, '0147-proven-applications': provenApplications } as const;
