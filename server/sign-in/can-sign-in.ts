import type { ProductParts } from '../parts.ts';
import { identitiesOf, type CanSignIn, type HasSecondFactor } from '../people/index.ts';
import { findCredential } from './actions/sign-in.ts';
import { passkeysWorkAt } from './actions/passkeys.ts';
import { listPasskeys } from './store/passkeys.ts';
import { listProviders } from './store/providers.ts';
import { findTotp } from './store/second-factors.ts';

/**
 * Whether a person has a way in that works now: a passkey, a password with an address that finds them, or a proven account by which something can
 * be shown. A number counts while text messages are sent, an address while mails are, a service of others while it is switched on.
 */
export function canSignInWith({ sms, configuration }: Pick<ProductParts, 'sms' | 'configuration'>): CanSignIn {
  return async ({ db, publicAddress }, personId) => {
    const identities = await identitiesOf(db, personId);
    const proven = identities.filter(({ provenAt }) => provenAt !== undefined);
    if (sms !== undefined && proven.some(({ kind }) => kind === 'phone')) return true;
    if (configuration.SMTP_URL !== undefined && proven.some(({ kind }) => kind === 'email')) return true;
    for (const { kind, canonical } of identities) if (kind === 'email' && (await findCredential(db, canonical))?.personId === personId) return true;
    if (passkeysWorkAt(publicAddress) && (await listPasskeys(db, personId)).length > 0) return true;
    const issuers = proven.flatMap(({ kind, issuer }) => (kind === 'oidc' ? [issuer] : []));
    return issuers.length > 0 && (await listProviders(db)).some(({ enabled, issuer }) => enabled && issuers.includes(issuer));
  };
}

/** Whether a person has set up an app or a passkey. */
export const hasSecondFactor: HasSecondFactor = async ({ db }, personId) => (await findTotp(db, personId))?.confirmedAt !== undefined || (await listPasskeys(db, personId)).length > 0;
