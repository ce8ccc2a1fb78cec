import { centreRetention } from './centre/index.ts';
import { subscriptions } from './news.ts';
import { deleteOldSessions } from './people/index.ts';
import { platformRetention, type RetentionKind } from './platform/index.ts';
import { deleteOldMails } from './platform/mail/index.ts';
import { privacyRetention } from './privacy/index.ts';

/** Every kind of data that does not stay for ever; operators choose how long in the console, one job applies it. */
export const retentionKinds: readonly RetentionKind[] = [
  ...platformRetention(Object.keys(subscriptions)),
  { key: 'sessions', defaultDays: 30, minimumDays: 7, maximumDays: 365, clean: (db, before) => deleteOldSessions(db, before) },
  { key: 'mails', defaultDays: 90, minimumDays: 7, maximumDays: 730, clean: (db, before) => deleteOldMails(db, before) },
  ...centreRetention,
  ...privacyRetention,
];
