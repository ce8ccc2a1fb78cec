import { deleteBatch, type RetentionKind } from '../platform/index.ts';
import { deleteOldCheckLinks, deleteOldJoinCodes } from './store/join-codes.ts';

/** How long what has ended is kept: codes of platforms, one-time codes, announcements that were taken down. */
export const groupPagesRetention: readonly RetentionKind[] = [
  { key: 'group_codes', defaultDays: 180, minimumDays: 14, maximumDays: 1830, clean: (db, before, limit) => deleteBatch(db, { table: 'group_code', column: 'ended_at', before, limit }) },
  { key: 'join_codes', defaultDays: 90, minimumDays: 7, maximumDays: 366, clean: async (db, before, limit) => (await deleteOldJoinCodes(db, before, limit)) + (await deleteOldCheckLinks(db, before)) },
  { key: 'announcements_withdrawn', defaultDays: 180, minimumDays: 7, maximumDays: 1830, clean: (db, before, limit) => deleteBatch(db, { table: 'announcement', column: 'withdrawn_at', before, limit }) },
];
