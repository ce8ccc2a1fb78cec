import type { Account } from '../people/index.ts';
import type { Secrets } from '../platform/index.ts';

/** What is kept of an account that a strike or a bar goes by: from it nobody works the account out, and it is found again. */
export function identityHash(secrets: Pick<Secrets, 'keyedHash'>, { kind, issuer, canonical }: Pick<Account, 'kind' | 'issuer' | 'canonical'>): string {
  return secrets.keyedHash('admission.identity', JSON.stringify([kind, issuer, canonical]));
}

/** The account by which a bar of this list is kept after an erasure: a bar of one list is none of another. */
export function barredAccount<Compared extends Pick<Account, 'kind' | 'issuer' | 'canonical'>>(list: string, account: Compared): Pick<Account, 'kind' | 'issuer' | 'canonical'> {
  return { kind: account.kind, issuer: JSON.stringify([list, account.issuer]), canonical: account.canonical };
}

/**
 * The secret of an application's status link. It follows from the application's id and the key of the centre, so that every mail can carry the
 * link although only the hash of the secret is kept. 256 bits in base64url.
 */
export function statusToken(secrets: Pick<Secrets, 'keyedHash'>, applicationId: string): string {
  return Buffer.from(secrets.keyedHash('admission.status_link', applicationId), 'hex').toString('base64url');
}
