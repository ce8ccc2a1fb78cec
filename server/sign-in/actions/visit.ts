import type { z } from 'zod';
import type { finishVisitSchema, startVisitSchema, visitFinishedSchema, visitStartedSchema } from '../../../common/contract/sign-in.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import type { ProductParts } from '../../parts.ts';
import { accountOf, claimIdentity, createPerson, findHolders, findOwner, grantsOf, type Account } from '../../people/index.ts';
import { done, newSecret, refuse, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import type { Discovery } from '../oidc/discover.ts';
import { authorizationAddress, exchangeCode, type Claims, type Client } from '../oidc/exchange.ts';
import { findProvider, insertVisit, takeVisit, type Provider, type Visit } from '../store/providers.ts';
import { findPasswords } from '../store/credentials.ts';
import { askForMore, enter, findClaimant } from './enter.ts';
import { notifyChange } from './notify.ts';
import { proveAddress } from './prove-address.ts';
import { renewSession, sessionActor } from './renew.ts';

const visitMilliseconds = 10 * 60_000;
type Parts = Pick<ProductParts, 'outbound'> & { discovery: Discovery };

/** The redirect address that operators register with a provider. */
export function callbackAddress(work: Pick<Work, 'publicAddress'>): string {
  return `${work.publicAddress}/sign-in/oidc/callback`;
}

function clientOf(work: Work, provider: Provider): Client {
  const secret = work.secrets.open('sign_in.provider', provider.sealedSecret);
  if (secret === undefined) throw new Error(`The secret of the provider ${provider.key} was sealed with another key of the centre`);
  return { id: provider.clientId, secret, scopes: provider.scopes, callback: callbackAddress(work) };
}

const nameOf = (work: Pick<Work, 'language'>, provider: Provider) => inLanguage(provider.name, work.language);

type Start = { provider: Provider; address: string; state: string; nonce: string; verifier: string; token: string };

/** Learns where the provider is, outside the transaction, and writes the address to which the browser goes. */
export function prepareVisitWith({ discovery }: Parts) {
  return async (work: Work, input: z.output<typeof startVisitSchema>): Promise<Start | { refused: string } | undefined> => {
    const provider = await findProvider(work.db, input.provider);
    if (provider === undefined || !provider.enabled) return undefined;
    const discovered = await discovery.discover(provider.issuer);
    if (!discovered.ok) {
      work.log.warn('sign_in.provider_away', { provider: provider.key, reason: discovered.reason });
      return { refused: nameOf(work, provider) };
    }
    const [state, nonce, verifier, token] = [newSecret(), newSecret(), newSecret(), newSecret()];
    return { provider, state, nonce, verifier, token, address: await authorizationAddress(discovered.description, clientOf(work, provider), { state, nonce, verifier, again: input.purpose === 'confirm' }) };
  };
}

/** Remembers that this browser went to a provider, and for what. */
export async function startVisit(work: Work, input: z.output<typeof startVisitSchema>, start: Start | { refused: string } | undefined): Promise<Outcome<z.input<typeof visitStartedSchema>>> {
  if (start === undefined) return refuse('not_found');
  if ('refused' in start) return refuse('provider_refused', { parameters: { name: start.refused } });
  const actor = sessionActor(work);
  if (input.purpose !== 'sign_in' && actor === undefined) return refuse('not_found');
  await insertVisit(work.db, {
    stateHash: secretHash(start.state), browserHash: secretHash(start.token), provider: start.provider.key, nonce: start.nonce, sealedVerifier: work.secrets.seal('sign_in.visit', start.verifier),
    purpose: input.purpose, personId: input.purpose === 'sign_in' ? undefined : actor?.id, returnTo: input.to, now: work.now, expiresAt: new Date(work.now.getTime() + visitMilliseconds),
  });
  return done({ token: start.token, address: start.address });
}

type Finish = { visit: Visit; provider: Provider; claims: Claims } | { refused: string };

/** Takes the visit, once, and asks the provider who came back. What is wrong is told to the log; to the browser only that it was not confirmed. */
export function prepareReturnWith({ outbound, discovery }: Parts) {
  return async (work: Work, input: z.output<typeof finishVisitSchema>): Promise<Finish | undefined> => {
    const visit = await takeVisit(work.db, secretHash(input.state), secretHash(input.token), work.now);
    const provider = visit === undefined ? undefined : await findProvider(work.db, visit.provider);
    if (visit === undefined || provider === undefined || !provider.enabled) return undefined;
    const no = (reason: string): Finish => {
      work.log.warn('sign_in.provider_refused', { provider: provider.key, reason });
      return { refused: nameOf(work, provider) };
    };
    if (input.error !== undefined || input.code === undefined) return no(`answer_${(input.error ?? 'empty').slice(0, 60)}`);
    const discovered = await discovery.discover(provider.issuer);
    if (!discovered.ok) return no(discovered.reason);
    const { description } = discovered;
    // An answer that another provider gave is not taken to this one's token endpoint (RFC 9207).
    if (input.iss === undefined ? description.authorization_response_iss_parameter_supported === true : input.iss !== description.issuer) return no('issuer_of_answer');
    const verifier = work.secrets.open('sign_in.visit', visit.sealedVerifier);
    if (verifier === undefined) return no('sealed_with_another_key');
    const exchanged = await exchangeCode({ outbound, discovery, now: work.now }, description, clientOf(work, provider), { code: input.code, verifier, nonce: visit.nonce, since: visit.purpose === 'confirm' ? visit.startedAt : undefined });
    return exchanged.ok ? { visit, provider, claims: exchanged.claims } : no(exchanged.reason);
  };
}

type Finished = Outcome<z.input<typeof visitFinishedSchema>>;

/** Somebody came back from a provider: identified by issuer and subject, never by an address (D1). */
export async function finishVisit(work: Work, _input: unknown, finish: Finish | undefined): Promise<Finished> {
  if (finish === undefined) return refuse('wrong_code');
  if ('refused' in finish) return refuse('provider_refused', { parameters: { name: finish.refused } });
  const { visit, provider, claims } = finish;
  const read = accountOf('oidc', claims.sub, provider.issuer);
  if (!read.ok) return refuse('provider_refused', { parameters: { name: nameOf(work, provider) } });
  if (visit.purpose === 'sign_in') return signInThere(work, { visit, provider, claims, account: read.account });
  const actor = sessionActor(work);
  if (actor === undefined || actor.id !== visit.personId) return refuse('wrong_code');
  if (visit.purpose === 'connect') {
    const result = await proveAddress(work, actor.id, read.account, 'oidc');
    if (result === 'taken') return refuse('address_taken');
    await proveClaims(work, actor.id, provider, claims);
    if (result === 'proven') {
      await work.audit({ subjectKind: 'person', subjectKey: actor.id, before: null, after: { name: actor.name, account: 'oidc', provider: provider.key } });
      await notifyChange(work, actor.id, { what: 'address_added', item: nameOf(work, provider) });
    }
    return done({ step: 'connected', to: visit.returnTo });
  }
  const owner = await findOwner(work.db, read.account);
  if (owner?.personId !== actor.id) return refuse('wrong_code');
  const renewed = await renewSession(work, { secondFactor: false });
  return renewed.ok ? done({ step: 'confirmed', ...renewed.value, to: visit.returnTo }) : renewed;
}

/**
 * Who is known by the service's account is signed in. For everybody else, an address that the service proves leads to whoever has it here, or
 * claims it and has a password: they are asked which account they want, since an address alone opens none (D1). Everybody else is new here.
 */
async function signInThere(work: Work, { visit, provider, claims, account }: { visit: Visit; provider: Provider; claims: Claims; account: Account }): Promise<Finished> {
  const entering = { method: 'oidc', returnTo: visit.returnTo } as const;
  const owner = await findOwner(work.db, account);
  const name = calledBy(claims) ?? nameOf(work, provider);
  const address = owner === undefined ? provenBy(provider, claims) : undefined;
  if (address !== undefined) {
    const proves = { kind: 'email' as const, typed: address.typed, canonical: address.canonical, how: 'oidc' as const, service: { issuer: account.issuer, subject: account.canonical, name, uid: uidIn(provider, claims) } };
    const [holder, claimant] = [await findOwner(work.db, address), await findClaimant(work, address)];
    const personId = holder?.personId ?? claimant;
    if (personId !== undefined) return done(await askForMore(work, { personId, needs: holder === undefined ? 'password' : 'other_account', proves, ...entering }));
  }
  const personId = owner?.personId ?? (await createPerson(work.db, { name, language: work.language, now: work.now }));
  // Of two first visits at once, the second finds the account taken and is asked to come again.
  if (owner === undefined && (await proveAddress(work, personId, account, 'oidc')) === 'taken') return refuse('provider_refused', { parameters: { name: nameOf(work, provider) } });
  if (owner?.disabled !== true) await proveClaims(work, personId, provider, claims);
  return enter(work, personId, { ...entering, secondFactor: false, newcomer: owner === undefined });
}

/** The address that the provider proves, where it is trusted to have checked. */
function provenBy({ trustsEmail }: Provider, claims: Claims): Account | undefined {
  if (!trustsEmail || claims.email === undefined || claims.email_verified !== true) return undefined;
  const read = accountOf('email', claims.email);
  return read.ok ? read.account : undefined;
}

/** The UID of a product that the provider tells, where it is set to prove one. */
function uidIn({ productClaim, productKey }: Provider, claims: Claims): Account | undefined {
  const uid: unknown = productClaim === undefined ? undefined : claims[productClaim];
  if (productKey === undefined || (typeof uid !== 'string' && typeof uid !== 'number')) return undefined;
  const read = accountOf('product_uid', String(uid), productKey);
  return read.ok ? read.account : undefined;
}

/**
 * What the provider may prove besides: a product's UID, and an address. What somebody else has proven stays theirs; and an address stays with
 * who only claims it while they have a password or a role: it is written down as claimed, and a code proves it.
 */
async function proveClaims(work: Work, personId: string, provider: Provider, claims: Claims): Promise<void> {
  const uid = uidIn(provider, claims);
  if (uid !== undefined) await proveAddress(work, personId, uid, 'oidc_claim');
  const address = provenBy(provider, claims);
  if (address === undefined) return;
  const others = (await findHolders(work.db, address)).filter((holder) => holder.personId !== personId && !holder.proven);
  const passwords = await findPasswords(work.db, others.map((holder) => holder.personId));
  for (const other of others) if (passwords.has(other.personId) || (await grantsOf(work.db, other.personId)).length > 0) return claimIdentity(work.db, personId, address, work.now);
  await proveAddress(work, personId, address, 'oidc');
}

/** A name as plain text of a sensible length, if the provider tells one. */
function calledBy({ name }: Claims): string | undefined {
  const plain = (name ?? '').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim().slice(0, 60).trim();
  return plain === '' ? undefined : plain;
}
