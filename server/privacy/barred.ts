import type { Account } from '../people/index.ts';
import type { Work } from '../platform/index.ts';
import { findBarred, hasBarred, insertBarred } from './store/barred.ts';

type With = Pick<Work, 'db' | 'now' | 'secrets'>;
type Compared = Pick<Account, 'kind' | 'issuer' | 'canonical'>;

const purpose = 'privacy.barred_identity';

/**
 * Keeps that an account is barred until `until`: nothing of it but a hash with the centre's own key, from which it cannot be worked out.
 * `reason` is a code such as `three_strikes`, never a text about somebody. Only for proven accounts, so that nobody can bar another person.
 */
export async function barIdentity(work: With, account: Compared, until: Date, reason: string): Promise<void> {
  if (!/^[a-z_]{1,60}$/.test(reason)) throw new RangeError('The reason of a bar is a code');
  await insertBarred(work.db, { hash: hashOf(work, account), kind: account.kind, keyFingerprint: work.secrets.fingerprint, reason, until }, work.now);
}

/** Whether an account is barred now, why and until when. After the centre's key was changed, earlier bars match nobody. */
export async function isBarred(work: With, account: Compared): Promise<{ reason: string; until: Date } | undefined> {
  return findBarred(work.db, hashOf(work, account), work.now);
}

/** Whether any of these accounts is barred now. */
export async function barredAmong(work: With, accounts: readonly Compared[]): Promise<boolean> {
  return accounts.length > 0 && hasBarred(work.db, accounts.map((account) => hashOf(work, account)), work.now);
}

function hashOf({ secrets }: With, { kind, issuer, canonical }: Compared): string {
  return secrets.keyedHash(purpose, JSON.stringify([kind, issuer, canonical]));
}
