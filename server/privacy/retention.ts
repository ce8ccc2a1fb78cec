import type { RetentionKind } from '../platform/index.ts';
import { deleteEndedBars } from './store/barred.ts';
import { deleteOldConsents } from './store/consents.ts';
import { deleteExpiredExports, deleteOldRequests } from './store/requests.ts';

/** How long privacy's own data stay. Exports and bars carry their own end; zero days only says that they go when it has come. */
export const privacyRetention: readonly RetentionKind[] = [
  { key: 'consents', defaultDays: 1095, minimumDays: 365, maximumDays: 3650, clean: deleteOldConsents },
  { key: 'privacy_requests', defaultDays: 1095, minimumDays: 180, maximumDays: 3650, clean: deleteOldRequests },
  { key: 'privacy_exports', defaultDays: 0, minimumDays: 0, maximumDays: 0, clean: deleteExpiredExports },
  { key: 'barred_identities', defaultDays: 0, minimumDays: 0, maximumDays: 0, clean: deleteEndedBars },
];
