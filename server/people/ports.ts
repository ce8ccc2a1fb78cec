import type { Work } from '../platform/index.ts';

/**
 * Whether somebody has a way in that works now. What opens a door is known next door (sign-in): a password with an address, a code to a proven
 * address or number that something sends, a service of others that is switched on, a passkey.
 */
export type CanSignIn = (work: Pick<Work, 'db' | 'publicAddress'>, personId: string) => Promise<boolean>;

/** Whether somebody has set up a second factor: an app, or a passkey, which is two in one. */
export type HasSecondFactor = (work: Pick<Work, 'db'>, personId: string) => Promise<boolean>;
