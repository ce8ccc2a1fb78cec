import { z } from 'zod';
import type { appliedSchema, correctApplicationSchema, verifyApplicationSchema } from '../../../common/contract/applying.ts';
import { placed } from '../../groups/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { applicationFor, provenEmails } from '../access.ts';
import type { AdmissionParts } from '../parts.ts';
import type { HumanAnswer } from '../rules/facts.ts';
import { wasCodeUsed } from '../../sign-in/index.ts';
import { changeApplication, type Application } from '../store/applications.ts';
import { admitUnderLock } from './admit.ts';
import { gatherForAdmission, type Gathered } from './gather.ts';
import { holdApplication } from './hold-application.ts';
import { invited } from './apply-to-fleet.ts';
import { invitationById } from './redeem-invitation.ts';

type Applied = Outcome<z.input<typeof appliedSchema>>;
type Verifying = z.output<typeof verifyApplicationSchema>;
type Ready = { application: Application; gathered: Gathered; /** The address was proven, or its code entered, since the application was begun. */ isFresh: boolean };

const network = ({ actor }: Work) => (actor.kind === 'system' ? undefined : actor.network);

/** Asks outside for an application whose address is proven by who is signed in. */
export const gatherToVerify = (parts: AdmissionParts) => async (work: Work, { application: reference, human }: Verifying): Promise<Ready | 'unproven' | undefined> => {
  const { actor } = work;
  const found = actor.kind === 'person' ? await applicationFor(work.db, actor, reference) : undefined;
  if (found === undefined || actor.kind !== 'person') return undefined;
  const { application } = found;
  if (application.personId !== undefined && application.personId !== actor.id) return undefined;
  const proof = (await provenEmails(work.db, actor.id)).find(({ canonical }) => canonical === application.emailCanonical);
  if (application.personId === undefined && proof === undefined) return 'unproven';
  const gathered = await gatherForAdmission({ ...work, network: network(work) }, parts, { fleet: application.fleet, personId: actor.id, answers: application.answers, human });
  const { submittedAt, emailCanonical } = application;
  const isFresh = proof === undefined || proof.provenAt >= submittedAt || (emailCanonical !== undefined && (await wasCodeUsed(work.db, { kind: 'email', canonical: emailCanonical }, submittedAt)));
  return { application, gathered, isFresh };
};

/**
 * The address is proven: now the checks run, by the time at which it was applied. Whoever has an application or a seat in the fleet already is
 * led there, and what was begun comes to nothing. What is wrong with the form is kept, to be mended.
 */
export const verifyApplication = (parts: AdmissionParts) => async (work: Work, _input: Verifying, ready: Ready | 'unproven' | undefined): Promise<Applied> => {
  if (ready === 'unproven') return refuse('invalid_input', { fields: [{ path: 'application', code: 'address_unproven' }] });
  const { actor } = work;
  const held = ready === undefined ? undefined : await holdApplication(work.db, parts, ready.application.id);
  if (held === undefined || ready === undefined || actor.kind !== 'person') return refuse('not_found');
  const { locked, application } = held;
  if (application.state !== 'awaiting_verification') return application.personId === actor.id ? done({ id: application.id, state: application.state, created: false }) : refuse('not_found');
  if (locked.removed) return refuse('not_found');
  const invitation = application.invitationId === undefined ? undefined : await invitationById(work.db, application.invitationId, { fleet: locked.key, person: actor.id }, work.now);
  const { entrance, language, answers, wantedGroup } = application;
  const admitted = await admitUnderLock(work, parts, locked, { fleet: locked.key, personId: actor.id, language, answers, wantedGroup, application, entrance, ...invited(invitation) }, { ...ready.gathered, human: humanOf(application, ready) });
  if (!admitted.ok) return admitted;
  const { id, state, created } = admitted.value;
  if (id !== application.id) await changeApplication(work.db, application.id, { state: 'withdrawn', endedAt: work.now, personId: actor.id, verifiedAt: work.now });
  else await work.publish({ name: 'application.submitted', subject: id, data: { ...placed(locked.key), entrance } });
  return done({ id, state, created });
};

const passed = z.object({ outcome: z.literal('passed'), how: z.enum(['altcha', 'code']), id: z.string() });

/** A check that was solved when it was begun holds, and so does a code that was mailed and entered since, also by whoever proved the address long ago. */
function humanOf({ evidence, id }: Application, { gathered, isFresh }: Ready): HumanAnswer {
  const earlier = passed.safeParse(evidence['human']);
  if (earlier.success) return { ...earlier.data, id: `spent:${earlier.data.id}` };
  if (gathered.human.outcome === 'passed') return gathered.human;
  return isFresh ? { outcome: 'passed', how: 'code', id: `spent:${id}` } : gathered.human;
}

type Correcting = z.output<typeof correctApplicationSchema>;

/** Asks outside for the mended answers, by the applicant's accounts. */
export const gatherToCorrect = (parts: AdmissionParts) => async (work: Work, { application: reference, answers, human }: Correcting): Promise<{ application: Application; gathered: Gathered } | undefined> => {
  const found = await applicationFor(work.db, work.actor, reference);
  const personId = found?.application.personId;
  if (found === undefined || personId === undefined) return undefined;
  return { application: found.application, gathered: await gatherForAdmission({ ...work, network: network(work) }, parts, { fleet: found.application.fleet, personId, answers, human }) };
};

/** The form is mended; it is decided as if it had been right at first, by the time of the application. Nothing was counted. */
export const correctApplication = (parts: AdmissionParts) => async (work: Work, { answers }: Correcting, ready: { application: Application; gathered: Gathered } | undefined): Promise<Applied> => {
  const held = ready === undefined ? undefined : await holdApplication(work.db, parts, ready.application.id);
  const personId = held?.application.personId;
  if (held === undefined || ready === undefined || personId === undefined) return refuse('not_found');
  const { locked, application } = held;
  if (application.state !== 'awaiting_correction' || locked.removed) return refuse('too_late');
  const { entrance, language, wantedGroup, priority } = application;
  const earlier = passed.safeParse(application.evidence['human']);
  const human = ready.gathered.human.outcome !== 'passed' && earlier.success ? { ...earlier.data, id: `spent:${earlier.data.id}` } : ready.gathered.human;
  const admitted = await admitUnderLock(work, parts, locked, { fleet: locked.key, personId, language, answers: { ...application.answers, ...answers }, wantedGroup, priority, application, entrance }, { ...ready.gathered, human });
  if (!admitted.ok) return admitted;
  await work.publish({ name: 'application.corrected', subject: application.id, data: placed(locked.key) });
  const { id, state, created } = admitted.value;
  return done({ id, state, created });
};
