import * as otherAccount from './migrations/0122-other-account.ts';
import * as waysToSignIn from './migrations/0020-ways-to-sign-in.ts';

export { canSignInWith, hasSecondFactor } from './can-sign-in.ts';
export { createSignInOperations } from './operations.ts';
export { signInEvents } from './events.ts';
export { createSignInJobs } from './jobs.ts';
export { finishPasskeyProof, startPasskeyProof, takePasskeyProof } from './actions/passkeys.ts';
export { learnReader, readAddress, sendCode } from './actions/send-code.ts';
export { signInPersonalData } from './personal-data.ts';
export { signInRetention } from './retention.ts';
export { wasCodeUsed } from './store/codes.ts';
export type { SmsSender } from './ports.ts';
export { newSetUpToken } from './set-up-link.ts';

export const signInMigrations = { '0020-ways-to-sign-in': waysToSignIn, '0122-other-account': otherAccount } as const;
