import { isIP } from 'node:net';
import type { z } from 'zod';
import type { byIdSchema, passkeyAnswerSchema, passkeyAskedSchema, passkeySignInSchema, registerPasskeySchema, renamePasskeySchema, SignInStep } from '../../../common/contract/sign-in.ts';
import type { ProductParts } from '../../parts.ts';
import { findPerson, grantsOf } from '../../people/index.ts';
import { done, newId, newSecret, refuse, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import { centreName } from '../centre-name.ts';
import { deletePasskey, findPasskey, insertChallenge, insertPasskey, listPasskeys, mostPasskeys, notePasskeyUse, renamePasskey as rename, takeChallenge, type Passkey } from '../store/passkeys.ts';
import { enter } from './enter.ts';
import { notifyChange } from './notify.ts';
import { renewSession, sessionActor, type Renewed } from './renew.ts';

const challengeMilliseconds = 5 * 60_000;
type Asked = Outcome<z.input<typeof passkeyAskedSchema>>;
type Answer = z.output<typeof passkeyAnswerSchema>;

/** EdDSA, ES256 and RS256: what passkeys are made with. Named, so that the library tries out nothing experimental. */
const algorithms = [-8, -7, -257];

/** Loaded with the first passkey: it costs more than the rest of signing in together. */
const library = () => import('@simplewebauthn/server');

/** Passkeys belong to a name; browsers make none for bare addresses. */
export function passkeysWorkAt(publicAddress: string): boolean {
  const { hostname, protocol } = new URL(publicAddress);
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && (protocol === 'https:' || hostname === 'localhost');
}

function siteOf(work: Pick<Work, 'publicAddress'>) {
  return { rpID: new URL(work.publicAddress).hostname, origin: work.publicAddress };
}

async function keepChallenge(work: Work, challenge: string, purpose: string, personId: string | undefined): Promise<string> {
  const token = newSecret();
  await insertChallenge(work.db, { tokenHash: secretHash(token), challenge, purpose, personId, now: work.now, expiresAt: new Date(work.now.getTime() + challengeMilliseconds) });
  return token;
}

/** Asks the browser for a passkey of anybody (`personId` undefined) or of one person, for one purpose and five minutes. */
async function ask(work: Work, purpose: string, personId: string | undefined): Promise<Asked> {
  const { generateAuthenticationOptions } = await library();
  const own = personId === undefined ? undefined : (await listPasskeys(work.db, personId)).map(({ credentialId, transports }) => ({ id: credentialId, transports }));
  if (own?.length === 0) return refuse('not_found');
  const options = await generateAuthenticationOptions({ rpID: siteOf(work).rpID, userVerification: 'required', ...(own === undefined ? {} : { allowCredentials: own }) });
  return done({ token: await keepChallenge(work, options.challenge, purpose, personId), options: { ...options } });
}

export type Verified = { passkey: Passkey; counter: number; backedUp: boolean };
/** Why an answer is not right: nothing was asked, or no more; or something that does not fit was answered. */
export type NotVerified = 'not_asked' | 'wrong';

/** Checks the browser's answer. The challenge is used up whatever comes of it. */
async function verify(work: Work, token: string, answer: Answer, purpose: string, personId: string | undefined): Promise<Verified | NotVerified> {
  const challenge = await takeChallenge(work.db, secretHash(token), purpose, personId, work.now);
  const passkey = await findPasskey(work.db, answer.id);
  if (challenge === undefined) return 'not_asked';
  if (passkey === undefined || (personId !== undefined && passkey.personId !== personId)) return 'wrong';
  const { verifyAuthenticationResponse } = await library();
  const { rpID, origin } = siteOf(work);
  const { id, rawId, type, response } = answer;
  const { userHandle, ...rest } = response;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId, type, clientExtensionResults: {}, response: { ...rest, ...(userHandle === undefined ? {} : { userHandle }) } },
      expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true,
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: passkey.counter, transports: passkey.transports as never },
    });
    return verified ? { passkey, counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp } : 'wrong';
  } catch (error) {
    // The library throws for everything that does not fit; what it was stands in the log, the browser learns that it was wrong.
    work.log.warn('passkey.refused', { passkey: passkey.id, reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown' });
    return 'wrong';
  }
}

/** Notes the use of a passkey whose answer was right; false when it was removed or used meanwhile. */
async function use(work: Work, verified: Verified | NotVerified | undefined): Promise<boolean> {
  return typeof verified === 'object' && notePasskeyUse(work.db, verified.passkey.id, { counter: verified.counter, backedUp: verified.backedUp, now: work.now });
}

export const askToSignIn = (work: Work): Promise<Asked> => ask(work, 'sign_in', undefined);

export function checkSignIn(work: Work, { token, answer }: z.output<typeof passkeySignInSchema>): Promise<Verified | NotVerified> {
  return verify(work, token, answer, 'sign_in', undefined);
}

/** A passkey whose holder was verified is something one has and something one knows or is: two factors. */
export async function signInWithPasskey(work: Work, _input: unknown, verified: Verified | NotVerified): Promise<Outcome<SignInStep>> {
  if (typeof verified !== 'object' || !(await use(work, verified))) return refuse('passkey_refused');
  return enter(work, verified.passkey.personId, { method: 'passkey', secondFactor: true, returnTo: '' });
}

/** Asks for a passkey of whoever is signed in, for one purpose; `finishPasskeyProof` takes the answer for the same purpose only. */
export function startPasskeyProof(work: Work, personId: string, purpose: string): Promise<Asked> {
  return ask(work, `proof:${purpose}`, personId);
}

/** Checks the answer to `startPasskeyProof`, outside a transaction; give what it returns to `takePasskeyProof` inside one. */
export function finishPasskeyProof(work: Work, personId: string, purpose: string, { token, answer }: { token: string; answer: Answer }): Promise<Verified | NotVerified> {
  return verify(work, token, answer, `proof:${purpose}`, personId);
}

/** True once for a right answer. */
export const takePasskeyProof = use;

export async function askToConfirm(work: Work): Promise<Asked> {
  const actor = sessionActor(work);
  return actor === undefined ? refuse('not_found') : startPasskeyProof(work, actor.id, 'confirm');
}

export async function checkConfirmation(work: Work, input: z.output<typeof passkeySignInSchema>): Promise<Verified | NotVerified | undefined> {
  const actor = sessionActor(work);
  return actor === undefined ? undefined : finishPasskeyProof(work, actor.id, 'confirm', input);
}

export async function confirmWithPasskey(work: Work, _input: unknown, verified: Verified | NotVerified | undefined): Promise<Outcome<Renewed>> {
  return (await use(work, verified)) ? renewSession(work, { secondFactor: true }) : refuse('passkey_refused');
}

/** Asks the browser to make a passkey that is found without a name and asks who holds it. */
export function askToRegisterWith(parts: ProductParts) {
  return async (work: Work): Promise<Asked> => {
    const actor = sessionActor(work);
    if (actor === undefined) return refuse('not_found');
    const own = await listPasskeys(work.db, actor.id);
    if (own.length >= mostPasskeys) return refuse('section_full', { parameters: { maximum: mostPasskeys } });
    const { generateRegistrationOptions } = await library();
    const person = await findPerson(work.db, actor.id);
    const options = await generateRegistrationOptions({
      rpName: centreName(parts, work), rpID: siteOf(work).rpID,
      userID: new Uint8Array(Buffer.from(actor.id.replaceAll('-', ''), 'hex')), userName: person?.email ?? actor.name, userDisplayName: actor.name,
      attestationType: 'none', supportedAlgorithmIDs: algorithms, authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    });
    return done({ token: await keepChallenge(work, options.challenge, 'register', actor.id), options: { ...options } });
  };
}

export type Made = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'backedUp'>;

/** Checks what the browser made, outside the transaction. */
export async function checkMade(work: Work, { token, answer }: z.output<typeof registerPasskeySchema>): Promise<Made | undefined> {
  const actor = sessionActor(work);
  const challenge = actor === undefined ? undefined : await takeChallenge(work.db, secretHash(token), 'register', actor.id, work.now);
  if (challenge === undefined) return undefined;
  const { verifyRegistrationResponse } = await library();
  const { rpID, origin } = siteOf(work);
  const { id, rawId, type, response } = answer;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({ response: { id, rawId, type, clientExtensionResults: {}, response: { ...response, transports: response.transports as never } }, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true, supportedAlgorithmIDs: algorithms });
    if (!verified) return undefined;
    const { credential, credentialBackedUp } = registrationInfo;
    return { credentialId: credential.id, publicKey: Buffer.from(credential.publicKey).toString('base64url'), counter: credential.counter, transports: response.transports, backedUp: credentialBackedUp };
  } catch (error) {
    work.log.warn('passkey.refused', { reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown' });
    return undefined;
  }
}

/** Keeps a passkey. Its holder was verified just now, so that the new session has a second factor: roles that rested are back (D9). */
export async function registerPasskey(work: Work, { name }: z.output<typeof registerPasskeySchema>, made: Made | undefined): Promise<Outcome<Renewed>> {
  const actor = sessionActor(work);
  if (actor === undefined || made === undefined) return refuse('passkey_refused');
  const called = name === '' ? `#${(await listPasskeys(work.db, actor.id)).length + 1}` : name;
  if (!(await insertPasskey(work.db, { id: newId(work.now), personId: actor.id, ...made, name: called, createdAt: work.now }))) return refuse('passkey_refused');
  await work.audit({ subjectKind: 'person', subjectKey: actor.id, before: null, after: { name: actor.name, passkey: called } });
  await work.publish({ name: 'sign_in.factor_added', subject: actor.id, data: { factor: 'passkey' } });
  await notifyChange(work, actor.id, { what: 'passkey_added', item: called });
  return renewSession(work, { secondFactor: true });
}

export async function renamePasskey(work: Work, { id, name }: z.output<typeof renamePasskeySchema>): Promise<Outcome<{ id: string }>> {
  const actor = sessionActor(work);
  if (actor === undefined || !(await rename(work.db, actor.id, id, name))) return refuse('not_found');
  await work.audit({ subjectKind: 'person', subjectKey: actor.id, before: null, after: { name: actor.name, passkeyRenamed: name } });
  return done({ id });
}

export async function removePasskey(work: Work, { id }: z.output<typeof byIdSchema>): Promise<Outcome<{ id: string }>> {
  const actor = sessionActor(work);
  const name = actor === undefined ? undefined : await deletePasskey(work.db, actor.id, id);
  if (actor === undefined || name === undefined) return refuse('not_found');
  await work.audit({ subjectKind: 'person', subjectKey: actor.id, before: { name: actor.name, passkey: name }, after: { name: actor.name } });
  await work.publish({ name: 'sign_in.factor_removed', subject: actor.id, data: { factor: 'passkey', staff: (await grantsOf(work.db, actor.id)).length > 0 } });
  await notifyChange(work, actor.id, { what: 'passkey_removed', item: name });
  return done({ id });
}
