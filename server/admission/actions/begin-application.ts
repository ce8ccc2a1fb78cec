import type { z } from 'zod';
import type { begunSchema } from '../../../common/contract/applying.ts';
import type { beginApplicationSchema } from '../../../common/contract/admission.ts';
import { findFleetRow } from '../../groups/index.ts';
import { recordConsent } from '../../privacy/index.ts';
import { done, newId, refuse, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import { learnReader, readAddress, sendCode } from '../../sign-in/index.ts';
import { statusToken } from '../identity-hash.ts';
import type { AdmissionParts } from '../parts.ts';
import type { HumanAnswer } from '../rules/facts.ts';
import { insertApplication } from '../store/applications.ts';
import { openInvitation } from './redeem-invitation.ts';

type Begin = z.output<typeof beginApplicationSchema>;
type Facts = { reader: Awaited<ReturnType<typeof learnReader>>; human: HumanAnswer | undefined };

/** Where the mailed link leads after the address has been proven. */
export const continueAddress = '/applications/continue';

/** Learns, in the same time for everybody, in which language the mail is to be; a solved human check is looked at while it is fresh. */
export const gatherToBegin = (parts: AdmissionParts) => async (work: Work, { email, human, fleet }: Begin): Promise<Facts> => {
  const network = work.actor.kind === 'system' ? undefined : work.actor.network;
  const [reader, answer] = await Promise.all([learnReader(work, { kind: 'email', address: email }), human === undefined ? undefined : parts.outside.human.check({ ...work, network }, { proof: human, fleet, personId: '' })]);
  return { reader, human: answer };
};

/**
 * Keeps an application of somebody without a proven address and mails what proves it: a code and a link, or, for who is signed in, a code that
 * makes the address theirs. Nothing is checked and nothing is revealed before that: the answer is the same whoever has the address, and
 * whatever there is about them. [002]
 */
export const beginApplication = (parts: AdmissionParts) => async (work: Work, input: Begin, { reader, human }: Facts): Promise<Outcome<z.input<typeof begunSchema>>> => {
  const fleet = await findFleetRow(work.db, input.fleet);
  if (fleet === undefined || fleet.removed) return refuse('not_found');
  const sentTo = readAddress({ kind: 'email', address: input.email });
  if (!sentTo.ok) return refuse('invalid_input', { fields: [{ path: 'email', code: 'email' }] });
  const id = newId(work.now);
  const consent = await recordConsent(work, { form: 'application', notice: input.notice, consent: input.consent, subject: id });
  if (!consent.ok) return consent;
  const invitation = input.invitation === undefined ? undefined : await openInvitation(work.db, input.invitation, work.now);
  const passed = human?.outcome === 'passed' && (await parts.outside.human.use(work, human)) ? human : undefined;
  const token = statusToken(work.secrets, id);
  await insertApplication(work.db, {
    id, fleet: fleet.key, personId: undefined, emailTyped: sentTo.value.typed, emailCanonical: sentTo.value.canonical, tokenHash: secretHash(token), state: 'awaiting_verification', entrance: invitation === undefined ? (input.entrance ?? 'link') : 'invitation',
    language: input.language ?? work.language, invitationId: invitation?.fleet === fleet.key ? invitation.id : undefined, wantedGroup: input.group, answers: input.answers, submittedAt: work.now, evidence: passed === undefined ? {} : { human: passed },
  });
  const own = work.actor.kind === 'person' && work.actor.via.kind === 'session' ? work.actor.id : undefined;
  const sent = await sendCode(work, { purpose: own === undefined ? 'sign_in' : 'prove', sentTo: sentTo.value, personId: own, returnTo: continueAddress, reader: { ...reader, language: input.language ?? reader.language } });
  return sent.ok ? done({ application: token, signIn: sent.value.token }) : sent;
};
