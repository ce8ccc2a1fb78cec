import type { RetentionKind } from '../platform/index.ts';
import { deleteOldInvitations } from './store/invitations.ts';
import { deleteOldSessions } from './store/sessions.ts';

/** How long what ended stays listed. */
export const peopleRetention: readonly RetentionKind[] = [
  { key: 'sessions', defaultDays: 30, minimumDays: 7, maximumDays: 365, clean: (db, before) => deleteOldSessions(db, before) },
  { key: 'staff_invitations', defaultDays: 90, minimumDays: 7, maximumDays: 730, clean: (db, before) => deleteOldInvitations(db, before) },
];
