import type { z } from 'zod';
import type { byKeySchema, createProviderSchema, providerCheckSchema, providerSchema, providersSchema, signInWaysSchema, updateProviderSchema } from '../../../common/contract/sign-in.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import type { ProductParts } from '../../parts.ts';
import { countByIssuer } from '../../people/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { Discovery } from '../oidc/discover.ts';
import { findProvider, insertProvider, listProviders, lockProviders, mostProviders, setProviderDeleted, updateProvider as update, type Provider } from '../store/providers.ts';
import { passkeysWorkAt } from './passkeys.ts';
import { callbackAddress } from './visit.ts';

type Shown = z.input<typeof providerSchema>;

/** A provider as operators see it; its secret is never shown again. */
function shown(work: Work, provider: Provider): Shown {
  const { key, name, issuer, clientId, scopes, productClaim, productKey, trustsEmail, enabled, revision } = provider;
  return { key, name, issuer, clientId, scopes, trustsEmail, enabled, revision, callback: callbackAddress(work), ...(productClaim === undefined ? {} : { productClaim }), ...(productKey === undefined ? {} : { productKey }) };
}

/** What the history keeps of a provider. */
function recorded(provider: Omit<Provider, 'revision'>): object {
  const { name, issuer, clientId, scopes, productClaim, productKey, trustsEmail, enabled } = provider;
  return { name, issuer, clientId, scopes, trustsEmail, enabled, ...(productClaim === undefined ? {} : { productClaim }), ...(productKey === undefined ? {} : { productKey }) };
}

/** The ways in that the sign-in page offers besides e-mail. */
export function listWaysWith(parts: Pick<ProductParts, 'sms'>) {
  return async (work: Work): Promise<Outcome<z.input<typeof signInWaysSchema>>> => {
    const providers = await listProviders(work.db);
    return done({ sms: parts.sms !== undefined, passkeys: passkeysWorkAt(work.publicAddress), providers: providers.filter(({ enabled }) => enabled).map(({ key, name, issuer }) => ({ key, name: inLanguage(name, work.language), issuer })) });
  };
}

export async function showProviders(work: Work): Promise<Outcome<z.input<typeof providersSchema>>> {
  const providers = await listProviders(work.db);
  const persons = await countByIssuer(work.db, providers.map(({ issuer }) => issuer));
  return done({ items: providers.map((provider) => ({ ...shown(work, provider), persons: persons.get(provider.issuer) ?? 0 })) });
}

export async function createProvider(work: Work, input: z.output<typeof createProviderSchema>): Promise<Outcome<Shown>> {
  const { clientSecret, productClaim, productKey, ...rest } = input;
  await lockProviders(work.db);
  if ((await listProviders(work.db)).length >= mostProviders) return refuse('section_full', { parameters: { maximum: mostProviders } });
  const provider = { ...rest, productClaim: given(productClaim), productKey, sealedSecret: work.secrets.seal('sign_in.provider', clientSecret) };
  if (!(await insertProvider(work.db, provider, work.now))) return refuse('already_exists');
  await work.audit({ subjectKind: 'sign_in_provider', subjectKey: provider.key, before: null, after: recorded(provider) });
  await work.publish({ name: 'sign_in.provider_changed', subject: provider.key });
  return done(shown(work, { ...provider, revision: 1 }));
}

export function updateProviderWith({ discovery }: { discovery: Discovery }) {
  return async (work: Work, input: z.output<typeof updateProviderSchema>): Promise<Outcome<Shown>> => {
    const { clientSecret, productClaim, productKey, revision, ...rest } = input;
    const before = await findProvider(work.db, input.key);
    if (before === undefined) return refuse('not_found');
    // Accounts there are known by the issuer: under another one they would be other people's.
    if (before.issuer !== input.issuer && clientSecret === undefined) return refuse('invalid_input', { fields: [{ path: 'clientSecret', code: 'required' }] });
    const provider = { ...rest, productClaim: given(productClaim), productKey, sealedSecret: clientSecret === undefined ? before.sealedSecret : work.secrets.seal('sign_in.provider', clientSecret) };
    const now = await update(work.db, provider, revision);
    if (now === undefined) return refuse('stale_revision');
    await work.audit({ subjectKind: 'sign_in_provider', subjectKey: provider.key, before: recorded(before), after: { ...recorded(provider), ...(clientSecret === undefined ? {} : { newSecret: true }) } });
    await work.publish({ name: 'sign_in.provider_changed', subject: provider.key });
    work.afterCommit(() => discovery.forget(provider.issuer));
    return done(shown(work, { ...provider, revision: now }));
  };
}

export async function deleteProvider(work: Work, { key }: z.output<typeof byKeySchema>): Promise<Outcome<{ key: string }>> {
  const before = await findProvider(work.db, key);
  if (before === undefined || !(await setProviderDeleted(work.db, key, work.now))) return refuse('not_found');
  await work.audit({ subjectKind: 'sign_in_provider', subjectKey: key, before: recorded(before), after: null });
  await work.publish({ name: 'sign_in.provider_changed', subject: key });
  return done({ key });
}

export async function restoreProvider(work: Work, { key }: z.output<typeof byKeySchema>): Promise<Outcome<Shown>> {
  await lockProviders(work.db);
  if ((await listProviders(work.db)).length >= mostProviders) return refuse('section_full', { parameters: { maximum: mostProviders } });
  if (!(await setProviderDeleted(work.db, key, null))) return refuse('not_found');
  const provider = await findProvider(work.db, key);
  if (provider === undefined) return refuse('not_found');
  await work.audit({ subjectKind: 'sign_in_provider', subjectKey: key, before: null, after: recorded(provider) });
  await work.publish({ name: 'sign_in.provider_changed', subject: key });
  return done(shown(work, provider));
}

type Check = z.input<typeof providerCheckSchema>;

/** Asks a provider who it is, as signing in would, and says what is wrong. */
export function checkProviderWith({ discovery }: { discovery: Discovery }) {
  return async (work: Work, { key }: z.output<typeof byKeySchema>): Promise<Check | undefined> => {
    const provider = await findProvider(work.db, key);
    if (provider === undefined) return undefined;
    discovery.forget(provider.issuer);
    const discovered = await discovery.discover(provider.issuer);
    if (!discovered.ok) return { works: false, reason: discovered.reason };
    return (await discovery.readKeys(discovered.description)) === undefined ? { works: false, reason: 'no_keys' } : { works: true };
  };
}

function given(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}
