import type { RetentionKind } from '../../platform/index.ts';
import { deleteOldAttempts, deleteOldWindows } from './store/cleaning.ts';

/** What was begun on the way to an application, and what limits look back at. */
export const outsideRetention: readonly RetentionKind[] = [
  { key: 'admission_attempts', defaultDays: 2, minimumDays: 2, maximumDays: 30, clean: deleteOldAttempts },
  { key: 'outage_windows', defaultDays: 1095, minimumDays: 90, maximumDays: 3650, clean: deleteOldWindows },
];
