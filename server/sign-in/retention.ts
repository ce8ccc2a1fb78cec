import type { RetentionKind } from '../platform/index.ts';
import { deleteOldCodes } from './store/codes.ts';
import { deleteOldChallenges } from './store/passkeys.ts';
import { deleteOldVisits } from './store/providers.ts';
import { deleteOldSteps } from './store/steps.ts';

/** What was begun. A day of it is what limits look back at, so it stays for two at least. */
export const signInRetention: readonly RetentionKind[] = [
  {
    key: 'sign_in_codes', defaultDays: 2, minimumDays: 2, maximumDays: 30,
    clean: async (db, before) => {
      const deleted = [await deleteOldCodes(db, before), await deleteOldSteps(db, before), await deleteOldChallenges(db, before), await deleteOldVisits(db, before)];
      return deleted.reduce((sum, count) => sum + count, 0);
    },
  },
];
