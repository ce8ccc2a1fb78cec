import type { Security } from '../../common/contract/sign-in.ts';

/** A moment in words, and exactly. */
export type Time = { words: string; exact: string };
export type ShownPasskey = { id: string; name: string; backedUp: boolean; created: Time; used: Time | undefined };
export type ShownSecurity = Omit<Security, 'passkeys'>;
