import type { z } from 'zod';
import type { addressSchema, confirmPasswordSchema, confirmSecondFactorSchema, enterCodeSchema } from '../../../common/contract/sign-in.ts';
import { identitiesOf } from '../../people/index.ts';
import { refuse, type Outcome, type Work } from '../../platform/index.ts';
import { verifyNothing, verifyPassword } from '../password.ts';
import type { SentCode } from '../store/codes.ts';
import { findPasswords } from '../store/credentials.ts';
import { takeCode } from './codes.ts';
import { renewSession, sessionActor, type Renewed } from './renew.ts';
import { readAnswer, showSecondFactor, type Shown } from './second-step.ts';
import { readAddress, sendCode, type Reader } from './send-code.ts';

export type OwnPassword = { hash: string | undefined; right: boolean };

/** Compares one's own password, outside the transaction. */
export async function compareOwnPassword(work: Work, { password }: z.output<typeof confirmPasswordSchema>): Promise<OwnPassword> {
  const actor = sessionActor(work);
  const hash = actor === undefined ? undefined : (await findPasswords(work.db, [actor.id])).get(actor.id);
  return { hash, right: hash === undefined ? await verifyNothing(password) : await verifyPassword(password, hash) };
}

export async function confirmWithPassword(work: Work, _input: unknown, { hash, right }: OwnPassword): Promise<Outcome<Renewed>> {
  const actor = sessionActor(work);
  if (actor === undefined || !right || (await findPasswords(work.db, [actor.id])).get(actor.id) !== hash) return refuse('wrong_credentials');
  return renewSession(work, { secondFactor: false });
}

export async function readOwnAnswer(work: Work, { code }: z.output<typeof confirmSecondFactorSchema>): Promise<Shown | undefined> {
  const actor = sessionActor(work);
  return actor === undefined ? undefined : readAnswer(work, actor.id, code);
}

export async function confirmWithSecondFactor(work: Work, _input: unknown, shown: Shown | undefined): Promise<Outcome<Renewed>> {
  const actor = sessionActor(work);
  if (actor === undefined || shown === undefined || !(await showSecondFactor(work, actor.id, shown))) return refuse('wrong_code');
  return renewSession(work, { secondFactor: true });
}

/** Sends a code to an address that is proven to be one's own. */
export async function requestConfirmation(work: Work, input: z.output<typeof addressSchema>, reader: Reader): Promise<Outcome<{ token: string }>> {
  const actor = sessionActor(work);
  const sentTo = readAddress(input);
  if (actor === undefined || !sentTo.ok) return refuse('not_found');
  const own = (await identitiesOf(work.db, actor.id)).some(({ kind, canonical, provenAt }) => kind === sentTo.value.kind && canonical === sentTo.value.canonical && provenAt !== undefined);
  return own ? sendCode(work, { purpose: 'confirm', sentTo: sentTo.value, personId: actor.id, returnTo: '', reader }) : refuse('not_found');
}

export async function confirmWithCode(work: Work, input: z.output<typeof enterCodeSchema>, sent: SentCode | undefined): Promise<Outcome<Renewed>> {
  const actor = sessionActor(work);
  // The code is bound to who asked for it, besides the browser: signing in as somebody else meanwhile does not carry it over.
  const taken = await takeCode(work, input, sent?.personId === actor?.id ? sent : undefined);
  return taken.ok ? renewSession(work, { secondFactor: false }) : taken;
}
