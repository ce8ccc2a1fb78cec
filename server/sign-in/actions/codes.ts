import type { z } from 'zod';
import type { ProofMethod, SignInMethod } from '../../../common/contract/people.ts';
import type { byTokenSchema, enterCodeSchema, requestCodeSchema, SignInStep } from '../../../common/contract/sign-in.ts';
import { done, refuse, sameSecret, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import type { CodePurpose } from '../schema.ts';
import { findLink, takeCodeAttempt, useCode, type SentCode } from '../store/codes.ts';
import { enterByAddress } from './enter.ts';
import { codeHash, readAddress, sendCode, type Reader } from './send-code.ts';

/** Sends a code to whoever wants to sign in. */
export async function requestCode(work: Work, input: z.output<typeof requestCodeSchema>, reader: Reader): Promise<Outcome<{ token: string }>> {
  const sentTo = readAddress(input);
  return sentTo.ok ? sendCode(work, { purpose: 'sign_in', sentTo: sentTo.value, personId: undefined, returnTo: input.to, reader }) : sentTo;
}

/** The code of a browser after one more try has been counted; the try stays counted whatever comes of the rest (D4). */
export function countTry(purpose: CodePurpose): (work: Work, input: { token: string }) => Promise<SentCode | undefined> {
  return (work, { token }) => takeCodeAttempt(work.db, secretHash(token), purpose, work.now);
}

/** Takes a code that was entered rightly, once. Refused in the same words when it is wrong, too old, used, or tried too often. */
export async function takeCode(work: Work, input: z.output<typeof enterCodeSchema>, sent: SentCode | undefined): Promise<Outcome<SentCode>> {
  if (sent === undefined || !sameSecret(codeHash(work, sent.id, input.code), sent.codeHash)) return refuse('wrong_code');
  return (await useCode(work.db, sent.id, work.now)) ? done(sent) : refuse('wrong_code');
}

/** How a code proves an address, and what it makes of the session. */
export const shownByCode: Readonly<Record<SentCode['kind'], { how: ProofMethod; method: SignInMethod }>> = { email: { how: 'email_code', method: 'email_code' }, phone: { how: 'sms_code', method: 'sms_code' } };

/** Signs in with the digits that were sent. */
export async function enterCode(work: Work, input: z.output<typeof enterCodeSchema>, sent: SentCode | undefined): Promise<Outcome<SignInStep>> {
  const taken = await takeCode(work, input, sent);
  if (!taken.ok) return taken;
  const { kind, typed, canonical, returnTo } = taken.value;
  const { how, method } = shownByCode[kind];
  return enterByAddress(work, { kind, typed, canonical, how }, { method, returnTo });
}

/** Signs in with the link that was mailed; only a press of its button gets here, so that scanners of mail use nothing up. */
export async function followLink(work: Work, { token }: z.output<typeof byTokenSchema>): Promise<Outcome<SignInStep>> {
  const sent = await findLink(work.db, secretHash(token), work.now);
  if (sent === undefined || !(await useCode(work.db, sent.id, work.now))) return refuse('wrong_code');
  const { kind, typed, canonical, returnTo } = sent;
  return enterByAddress(work, { kind, typed, canonical, how: 'magic_link' }, { method: 'magic_link', returnTo });
}
