/** The front door of privacy: notices and consents for forms, barred identities, and what others register here. */
import * as privacy from './migrations/0040-privacy.ts';
import * as applicationNotice from './migrations/0099-application-notice.ts';
import * as endlessRetention from './migrations/0106-endless-retention.ts';

export { barIdentity, barredAmong, isBarred } from './barred.ts';
export { isConsentMissing, noticeInForce, recordConsent, type GivenConsent } from './consent.ts';
export { createPrivacyOperations } from './operations.ts';
export { privacyEvents } from './events.ts';
export { createPrivacyJobs } from './jobs.ts';
export { privacyRetention } from './retention.ts';
export { privacyPersonalData } from './store/personal-data.ts';
export { tracePersonalData } from './store/traces.ts';

export const privacyMigrations = { '0040-privacy': privacy, '0099-application-notice': applicationNotice, '0106-endless-retention': endlessRetention } as const;
