import type { z } from 'zod';
import type { enterTotpSchema, newPasswordSchema, recoveryCodesSchema, Security, totpConfirmedSchema, totpOfferedSchema } from '../../../common/contract/sign-in.ts';
import { endSessionsOf, findPerson, grantsOf, identitiesOf, sessionHasSecondFactor, standingOf } from '../../people/index.ts';
import { done, recentMilliseconds, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { ProductParts } from '../../parts.ts';
import { centreName } from '../centre-name.ts';
import { judgeNew, prepareNew, type NewPassword } from '../new-password.ts';
import { makeRecoveryCodes, type MadeCodes } from '../recovery-codes.ts';
import { findPasswords, setPassword } from '../store/credentials.ts';
import { listPasskeys } from '../store/passkeys.ts';
import { confirmTotp as markConfirmed, countRecoveryCodes, deleteTotp, findTotp, offerTotp, replaceRecoveryCodes, takeTotpStep } from '../store/second-factors.ts';
import { deleteStepsOf } from '../store/steps.ts';
import { matchingStep, newTotpKey, totpAddress } from '../totp.ts';
import { replaceSession } from './enter.ts';
import { notifyChange } from './notify.ts';
import { renewSession, sessionActor } from './renew.ts';

/** How one signs in, and what could be better; never a secret. */
export async function readSecurity(work: Work): Promise<Outcome<Security>> {
  const actor = sessionActor(work);
  if (actor === undefined) return refuse('not_found');
  const [totp, passkeys, passwords, recoveryCodes, identities, standing, secondFactor] = await Promise.all([
    findTotp(work.db, actor.id), listPasskeys(work.db, actor.id), findPasswords(work.db, [actor.id]), countRecoveryCodes(work.db, actor.id),
    identitiesOf(work.db, actor.id), standingOf(work.db, actor.id), sessionHasSecondFactor(work.db, actor.via.id),
  ]);
  const staff = (standing?.grants.length ?? 0) > 0;
  const password = passwords.has(actor.id);
  const proven = (kind: string) => identities.some((identity) => identity.kind === kind && identity.provenAt !== undefined);
  const mayConfirmBy = [
    ...(password ? ['password' as const] : []),
    ...(totp?.confirmedAt === undefined ? [] : ['totp' as const]),
    ...(passkeys.length > 0 ? ['passkey' as const] : []),
    ...(['email', 'phone', 'oidc'] as const).filter(proven),
  ];
  return done({
    staff,
    held: actor.held !== undefined,
    secondFactorRequired: staff && standing?.secondFactorRequired === true,
    secondFactor,
    recent: work.now.getTime() - actor.via.authenticatedAt.getTime() <= recentMilliseconds,
    password,
    ...(totp?.confirmedAt === undefined ? {} : { totpSince: totp.confirmedAt.toISOString() }),
    recoveryCodes,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt, backedUp }) => ({ id, name, createdAt: createdAt.toISOString(), ...(lastUsedAt === undefined ? {} : { lastUsedAt: lastUsedAt.toISOString() }), backedUp })),
    mayConfirmBy,
  });
}

/** Makes a key for an authenticator app; it counts once a code of it was entered. */
export function offerTotpWith(parts: ProductParts) {
  return async (work: Work): Promise<Outcome<z.input<typeof totpOfferedSchema>>> => {
    const actor = sessionActor(work);
    if (actor === undefined) return refuse('not_found');
    const key = newTotpKey();
    if (!(await offerTotp(work.db, actor.id, work.secrets.seal('sign_in.totp', key), work.now))) return refuse('already_set_up');
    const person = await findPerson(work.db, actor.id);
    return done({ key, uri: totpAddress(key, centreName(parts, work), person?.email ?? actor.name) });
  };
}

/** The key that was offered and is not in use yet, so that its page can be drawn again. */
export function readOfferedTotpWith(parts: ProductParts) {
  return async (work: Work): Promise<Outcome<z.input<typeof totpOfferedSchema>>> => {
    const actor = sessionActor(work);
    const totp = actor === undefined ? undefined : await findTotp(work.db, actor.id);
    const key = totp === undefined || totp.confirmedAt !== undefined ? undefined : work.secrets.open('sign_in.totp', totp.sealedKey);
    if (actor === undefined || key === undefined) return refuse('not_found');
    const person = await findPerson(work.db, actor.id);
    return done({ key, uri: totpAddress(key, centreName(parts, work), person?.email ?? actor.name) });
  };
}

/** Hashed outside the transaction. */
export async function prepareRecoveryCodes(work: Work): Promise<MadeCodes | undefined> {
  const actor = sessionActor(work);
  return actor === undefined ? undefined : makeRecoveryCodes(work.secrets, actor.id);
}

/** Recovery codes are made only for a code of the app that is right, so that guesses cost little. */
export async function prepareConfirmation(work: Work, { code }: z.output<typeof enterTotpSchema>): Promise<MadeCodes | undefined> {
  const actor = sessionActor(work);
  const totp = actor === undefined ? undefined : await findTotp(work.db, actor.id);
  const key = totp === undefined || totp.confirmedAt !== undefined ? undefined : work.secrets.open('sign_in.totp', totp.sealedKey);
  return key === undefined || matchingStep(key, code, work.now) === undefined ? undefined : prepareRecoveryCodes(work);
}

/** The app is in use from now on. Other sessions end, and the new one has a second factor: roles that rested are back (D9). */
export async function confirmTotp(work: Work, { code }: z.output<typeof enterTotpSchema>, made: MadeCodes | undefined): Promise<Outcome<z.input<typeof totpConfirmedSchema>>> {
  const actor = sessionActor(work);
  const totp = actor === undefined ? undefined : await findTotp(work.db, actor.id);
  const key = totp === undefined || totp.confirmedAt !== undefined ? undefined : work.secrets.open('sign_in.totp', totp.sealedKey);
  const step = key === undefined ? undefined : matchingStep(key, code, work.now);
  if (actor === undefined || made === undefined || step === undefined || !(await markConfirmed(work.db, actor.id, work.now))) return refuse('wrong_code');
  await takeTotpStep(work.db, actor.id, step);
  await replaceRecoveryCodes(work.db, actor.id, made.hashes, work.now);
  // What began with less than is asked for from now on ends.
  await endSessionsOf(work, actor.id, { except: actor.via.id });
  await deleteStepsOf(work.db, actor.id);
  const renewed = await renewSession(work, { secondFactor: true });
  if (!renewed.ok) return renewed;
  await work.audit({ subjectKind: 'person', subjectKey: actor.id, before: { name: actor.name, authenticatorApp: false }, after: { name: actor.name, authenticatorApp: true } });
  await work.publish({ name: 'sign_in.factor_added', subject: actor.id, data: { factor: 'totp' } });
  await notifyChange(work, actor.id, { what: 'totp_added' });
  return done({ ...renewed.value, codes: made.codes });
}

export async function removeTotp(work: Work): Promise<Outcome<{ removed: boolean }>> {
  const actor = sessionActor(work);
  if (actor === undefined || !(await deleteTotp(work.db, actor.id))) return refuse('not_found');
  await replaceRecoveryCodes(work.db, actor.id, [], work.now);
  await work.audit({ subjectKind: 'person', subjectKey: actor.id, before: { name: actor.name, authenticatorApp: true }, after: { name: actor.name, authenticatorApp: false } });
  await work.publish({ name: 'sign_in.factor_removed', subject: actor.id, data: { factor: 'totp', staff: (await grantsOf(work.db, actor.id)).length > 0 } });
  await notifyChange(work, actor.id, { what: 'totp_removed' });
  return done({ removed: true });
}

export async function renewRecoveryCodes(work: Work, _input: unknown, made: MadeCodes | undefined): Promise<Outcome<z.input<typeof recoveryCodesSchema>>> {
  const actor = sessionActor(work);
  if (actor === undefined || made === undefined || (await findTotp(work.db, actor.id))?.confirmedAt === undefined) return refuse('not_found');
  await replaceRecoveryCodes(work.db, actor.id, made.hashes, work.now);
  await work.audit({ subjectKind: 'person', subjectKey: actor.id, before: null, after: { name: actor.name, recoveryCodesMade: made.codes.length } });
  await work.publish({ name: 'sign_in.factor_added', subject: actor.id, data: { factor: 'recovery_codes' } });
  await notifyChange(work, actor.id, { what: 'recovery_codes_made' });
  return done({ codes: made.codes });
}

/** Hashed outside the transaction. */
export function prepareChosenPassword(_work: Work, { password }: z.output<typeof newPasswordSchema>): Promise<NewPassword> {
  return prepareNew(password);
}

/** Staff choose a password after a recent proof of who they are: that is how a forgotten one is replaced. All other sessions end. */
export async function choosePassword(work: Work, { password }: z.output<typeof newPasswordSchema>, chosen: NewPassword): Promise<Outcome<{ token: string; expiresAt: string; name: string }>> {
  const actor = sessionActor(work);
  if (actor === undefined) return refuse('not_found');
  const had = (await findPasswords(work.db, [actor.id])).has(actor.id);
  if (!had && (await grantsOf(work.db, actor.id)).length === 0) return refuse('not_found');
  const person = await findPerson(work.db, actor.id);
  const weak = judgeNew(password, chosen, [actor.name, person?.email ?? '', new URL(work.publicAddress).hostname]);
  if (weak) return refuse('invalid_input', { fields: [weak] });
  await setPassword(work.db, actor.id, chosen.hash, work.now);
  return passwordChanged(work);
}

/** What follows from a new password: all sessions end but a new one, the history and the person hear of it. */
export async function passwordChanged(work: Work): Promise<Outcome<{ token: string; expiresAt: string; name: string }>> {
  const actor = sessionActor(work);
  if (actor === undefined) return refuse('not_found');
  const secondFactor = await sessionHasSecondFactor(work.db, actor.via.id);
  await endSessionsOf(work, actor.id);
  await deleteStepsOf(work.db, actor.id);
  await work.audit({ subjectKind: 'person', subjectKey: actor.id, before: { name: actor.name, passwordChanged: false }, after: { name: actor.name, passwordChanged: true } });
  await work.publish({ name: 'sign_in.password_changed', subject: actor.id });
  await notifyChange(work, actor.id, { what: 'password_set' });
  return done(await replaceSession(work, { id: actor.id, name: actor.name }, { method: 'password', secondFactor }));
}
