import type { RetentionKind } from '../platform/index.ts';
import { deleteOldMails } from '../platform/mail/index.ts';
import { deleteRemovedBots } from './store/bots.ts';
import { deleteOldNotices } from './store/notices.ts';

/** How long mails and notices stay listed, and bots that were taken away for an undo. */
export const noticesRetention: readonly RetentionKind[] = [
  { key: 'mails', defaultDays: 90, minimumDays: 7, maximumDays: 730, clean: (db, before) => deleteOldMails(db, before) },
  { key: 'notices', defaultDays: 90, minimumDays: 7, maximumDays: 730, clean: (db, before) => deleteOldNotices(db, before) },
  { key: 'notice_bots', defaultDays: 7, minimumDays: 1, maximumDays: 90, clean: (db, before) => deleteRemovedBots(db, before) },
];
