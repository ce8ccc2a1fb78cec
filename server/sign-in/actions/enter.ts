import type { SignInMethod } from '../../../common/contract/people.ts';
import type { SignInStep } from '../../../common/contract/sign-in.ts';
import { createPerson, endSessions, findHolders, findOwner, lockPerson, standingOf, startSession, type Account } from '../../people/index.ts';
import { isConsentMissing } from '../../privacy/index.ts';
import { done, newSecret, refuse, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import type { StepTable } from '../schema.ts';
import { findPasswords } from '../store/credentials.ts';
import { findTotp } from '../store/second-factors.ts';
import { insertStep, type Proves } from '../store/steps.ts';
import { proveAddress } from './prove-address.ts';

const stepMilliseconds = 10 * 60_000;

export type Entering = { method: SignInMethod; /** What was shown counts as two factors: a passkey with user verification, or two of them. */ secondFactor: boolean; returnTo: string; newcomer?: boolean };

/** Starts the session of somebody who has shown enough, or asks for the second factor that they set up. The session before is dead (D9). */
export async function enter(work: Work, personId: string, entering: Entering): Promise<Outcome<SignInStep>> {
  const person = await lockPerson(work.db, personId);
  // The account may have gone since it was looked up; whoever holds its keys learns no more than who does not.
  if (person === undefined || person.disabled || person.erased || person.mergedInto !== undefined) return refuse('wrong_code');
  const { method, returnTo } = entering;
  if (!entering.secondFactor && (await findTotp(work.db, personId))?.confirmedAt !== undefined) {
    return done(await askForMore(work, { personId, needs: 'second_factor', method, proves: undefined, returnTo }));
  }
  const who = { id: person.id, name: person.name };
  const session = await replaceSession(work, who, entering);
  await work.audit({ subjectKind: 'person', subjectKey: who.id, before: { name: who.name, signedIn: false }, after: { name: who.name, signedIn: true, method, secondFactor: entering.secondFactor }, by: who });
  const standing = await standingOf(work.db, personId);
  const staff = (standing?.grants.length ?? 0) > 0;
  const consent = await isConsentMissing(work, 'sign_in', personId);
  return done({ step: 'done', ...session, consent, newcomer: entering.newcomer === true, staff, held: staff && standing?.secondFactorRequired === true && !entering.secondFactor, to: returnTo });
}

/** A new session under a new secret; the one in use, whosoever it is, ends. */
export async function replaceSession(work: Work, person: { id: string; name: string }, how: { method: SignInMethod; secondFactor: boolean }): Promise<{ token: string; expiresAt: string; name: string }> {
  if (work.actor.kind === 'person' && work.actor.via.kind === 'session') {
    await endSessions(work.db, { id: work.actor.via.id }, work.now);
    await work.publish({ name: 'people.sessions_ended', subject: work.actor.id });
  }
  return startSession(work, person, { method: how.method, secondFactor: how.secondFactor });
}

type More = { personId: string; needs: StepTable['needs']; method: SignInMethod; proves: Proves | undefined; returnTo: string };

/** Remembers what was shown, for ten minutes and this browser. */
export async function askForMore(work: Work, more: More): Promise<SignInStep> {
  const token = newSecret();
  await insertStep(work.db, { ...more, tokenHash: secretHash(token), now: work.now, expiresAt: new Date(work.now.getTime() + stepMilliseconds) });
  return { step: 'more', token };
}

/**
 * Somebody has shown that they receive what is sent to an address. Its owner is signed in. Where somebody with a password only claims the
 * address, the password is asked for too: a claim alone opens nobody's account, and takes it from nobody (D1). Everybody else is new here.
 */
export async function enterByAddress(work: Work, proves: Proves, entering: { method: SignInMethod; returnTo: string }): Promise<Outcome<SignInStep>> {
  const account: Account = { kind: proves.kind, issuer: '', typed: proves.typed, canonical: proves.canonical };
  const owner = await findOwner(work.db, account);
  if (owner !== undefined) return enter(work, owner.personId, { ...entering, secondFactor: false });
  const claimant = await findClaimant(work, account);
  if (claimant !== undefined) return done(await askForMore(work, { personId: claimant, needs: 'password', method: entering.method, proves, returnTo: entering.returnTo }));
  return beginAnew(work, proves, entering);
}

/** Who only claims an address but has a password, with which they can show that it is theirs. */
export async function findClaimant(work: Pick<Work, 'db'>, address: Account): Promise<string | undefined> {
  const claimants = await findHolders(work.db, address);
  const passwords = await findPasswords(work.db, claimants.map(({ personId }) => personId));
  return claimants.find(({ personId }) => passwords.has(personId))?.personId;
}

/**
 * Adds a person whose first account this is. What others claimed falls away, with what they built on it (D1). Where a service of others vouched
 * for the address, its account comes along; the address stays whose it is when somebody has it, or signs in by it alone.
 */
export async function beginAnew(work: Work, proves: Proves, entering: { method: SignInMethod; returnTo: string }): Promise<Outcome<SignInStep>> {
  const { kind, typed, canonical, how, service } = proves;
  const personId = await createPerson(work.db, { name: service?.name ?? firstName(proves), language: work.language, now: work.now });
  if (service !== undefined && (await connectService(work, personId, service)) !== 'proven') return refuse('address_taken');
  if ((await proveAddress(work, personId, { kind, issuer: '', typed, canonical }, how)) !== 'proven' && service === undefined) return refuse('address_taken');
  return enter(work, personId, { ...entering, secondFactor: false, newcomer: true });
}

/** Proves the account that a service of others said somebody has there, and the UID that it vouched for besides; a UID that somebody else has proven stays theirs. */
export async function connectService(work: Work, personId: string, { issuer, subject, uid }: NonNullable<Proves['service']>): ReturnType<typeof proveAddress> {
  const result = await proveAddress(work, personId, { kind: 'oidc', issuer, typed: subject, canonical: subject }, 'oidc');
  if (result !== 'taken' && uid !== undefined) await proveAddress(work, personId, uid, 'oidc_claim');
  return result;
}

/** What somebody is called until they say it themselves. */
function firstName({ kind, typed }: Proves): string {
  return kind === 'email' ? (typed.split('@')[0] ?? '').slice(0, 60) : `…${typed.replace(/\D/g, '').slice(-4)}`;
}

/** The language in which somebody is written to: their own, or that of the page. */
export function languageIn(work: Pick<Work, 'language'>, own: string | undefined): Work['language'] {
  return own === 'en' || own === 'zh-CN' ? own : work.language;
}
