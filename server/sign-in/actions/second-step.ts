import type { z } from 'zod';
import type { byTokenSchema, finishStepSchema, SignInStep } from '../../../common/contract/sign-in.ts';
import { refuse, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import { verifyPassword } from '../password.ts';
import { recoveryCodeHash } from '../recovery-codes.ts';
import { findPasswords } from '../store/credentials.ts';
import { countRecoveryCodes, findTotp, takeTotpStep, useRecoveryCode } from '../store/second-factors.ts';
import { findStep, takeStepAttempt, useStep, type Step } from '../store/steps.ts';
import { matchingStep } from '../totp.ts';
import { beginAnew, connectService, enter } from './enter.ts';
import { notifyChange } from './notify.ts';
import { proveAddress } from './prove-address.ts';

export type Shown = { code: string } | { recoveryHash: string };

/** Reads an answer, outside the transaction because a recovery code is hashed like a password. */
export async function readAnswer(work: Work, personId: string, answer: string): Promise<Shown> {
  const code = answer.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{6}$/.test(code) ? { code } : { recoveryHash: await recoveryCodeHash(work.secrets, personId, answer) };
}

/** Shows a code of the app or a recovery code of a person, once. False for everything else. */
export async function showSecondFactor(work: Work, personId: string, shown: Shown): Promise<boolean> {
  if ('code' in shown) {
    const { code } = shown;
    const totp = await findTotp(work.db, personId);
    const key = totp?.confirmedAt === undefined ? undefined : work.secrets.open('sign_in.totp', totp.sealedKey);
    const step = key === undefined ? undefined : matchingStep(key, code, work.now);
    return step !== undefined && (await takeTotpStep(work.db, personId, step));
  }
  if (!(await useRecoveryCode(work.db, personId, shown.recoveryHash, work.now))) return false;
  await work.audit({ subjectKind: 'person', subjectKey: personId, before: { recoveryCodeUsed: false }, after: { recoveryCodeUsed: true }, by: { id: personId, name: work.actor.kind === 'person' ? work.actor.name : '' } });
  await work.publish({ name: 'sign_in.recovery_code_used', subject: personId });
  await notifyChange(work, personId, { what: 'recovery_code_used', left: await countRecoveryCodes(work.db, personId) });
  return true;
}

type Tried = { step: Step; shown: Shown };

/** Counts one try at the second step; it stays counted whatever comes of the rest (D4). */
export async function countStepTry(work: Work, { token, answer }: z.output<typeof finishStepSchema>): Promise<Tried | undefined> {
  const step = await takeStepAttempt(work.db, secretHash(token), 'second_factor', work.now);
  return step === undefined ? undefined : { step, shown: await readAnswer(work, step.personId, answer) };
}

/** Signs in with the second factor, after the first was shown in this browser. */
export async function finishWithSecondFactor(work: Work, _input: unknown, tried: Tried | undefined): Promise<Outcome<SignInStep>> {
  if (tried === undefined) return refuse('wrong_code');
  const { step, shown } = tried;
  if (!(await showSecondFactor(work, step.personId, shown)) || !(await useStep(work.db, step.id, work.now))) return refuse('wrong_code');
  return enter(work, step.personId, { method: step.method, secondFactor: true, returnTo: step.returnTo });
}

type Compared = { step: Step | undefined; hash: string | undefined; right: boolean };

/** Counts one try, and compares the password outside the transaction. */
export async function compareStepPassword(work: Work, { token, answer }: z.output<typeof finishStepSchema>): Promise<Compared> {
  const step = await takeStepAttempt(work.db, secretHash(token), 'password', work.now);
  const hash = step === undefined ? undefined : (await findPasswords(work.db, [step.personId])).get(step.personId);
  return { step, hash, right: hash !== undefined && (await verifyPassword(answer, hash)) };
}

/** The mailbox was shown, now the password: the address is proven, and its person signs in. */
export async function finishWithPassword(work: Work, _input: z.output<typeof finishStepSchema>, { step, hash, right }: Compared): Promise<Outcome<SignInStep>> {
  if (step?.proves === undefined || !right || (await findPasswords(work.db, [step.personId])).get(step.personId) !== hash) return refuse('wrong_credentials');
  if (!(await useStep(work.db, step.id, work.now))) return refuse('wrong_credentials');
  const { kind, typed, canonical, how, service } = step.proves;
  if ((await proveAddress(work, step.personId, { kind, issuer: '', typed, canonical }, how)) === 'taken') return refuse('wrong_credentials');
  if (service !== undefined && (await connectService(work, step.personId, service)) === 'proven') {
    await work.audit({ subjectKind: 'person', subjectKey: step.personId, before: null, after: { account: 'oidc', issuer: service.issuer } });
    await notifyChange(work, step.personId, { what: 'address_added', item: new URL(service.issuer).host });
  }
  return enter(work, step.personId, { method: step.method, secondFactor: false, returnTo: step.returnTo });
}

/** The account that has or claims the address is not wanted: one of their own begins. Who only claimed the address loses it (D1); whoever has proven it keeps it. */
export async function leaveClaimant(work: Work, { token }: z.output<typeof byTokenSchema>): Promise<Outcome<SignInStep>> {
  const step = await findStep(work.db, secretHash(token), work.now);
  if (step === undefined || step.needs === 'second_factor' || step.proves === undefined || !(await useStep(work.db, step.id, work.now))) return refuse('not_found');
  return beginAnew(work, step.proves, { method: step.method, returnTo: step.returnTo });
}
