import type { z } from 'zod';
import type { Apply } from '../../../common/contract/admission.ts';
import type { appliedSchema } from '../../../common/contract/applying.ts';
import { recordConsent } from '../../privacy/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { AdmissionParts } from '../parts.ts';
import type { Invitation } from '../store/invitations.ts';
import { admit, type Applying } from './admit.ts';
import { gatherForAdmission, type Gathered } from './gather.ts';
import { invitationFor } from './redeem-invitation.ts';

type Applied = Outcome<z.input<typeof appliedSchema>>;

/** Asks outside before the transaction; undefined for who is nobody. */
export const gatherToApply = (parts: AdmissionParts) => async (work: Work, { fleet, answers, human }: Apply): Promise<Gathered | undefined> =>
  work.actor.kind === 'person' ? gatherForAdmission({ ...work, network: work.actor.network }, parts, { fleet, personId: work.actor.id, answers, human }) : undefined;

/** Applies as who is signed in, and is decided at once where that is plain. Applying again answers the application that is there. */
export const applyToFleet = (parts: AdmissionParts) => async (work: Work, input: Apply, gathered: Gathered | undefined): Promise<Applied> => {
  const { actor } = work;
  if (actor.kind !== 'person' || gathered === undefined) return refuse('not_found');
  const consent = await recordConsent(work, { form: 'application', notice: input.notice, consent: input.consent, personId: actor.id });
  if (!consent.ok) return consent;
  const invitation = input.invitation === undefined ? undefined : await invitationFor(work.db, input.invitation, { fleet: input.fleet, person: actor.id }, work.now);
  if (input.invitation !== undefined && invitation === undefined) return refuse('invalid_input', { fields: [{ path: 'invitation', code: 'invitation_used_up' }] });
  const entrance = input.entrance ?? (actor.via.kind === 'key' ? 'api' : 'link');
  const admitted = await admit(work, parts, { fleet: input.fleet, personId: actor.id, language: input.language ?? work.language, answers: input.answers, wantedGroup: input.group, entrance, ...invited(invitation) }, gathered);
  if (!admitted.ok) return admitted;
  const { id, state, created } = admitted.value;
  return done({ id, state, created });
};

/** What an invitation gives with it. */
export function invited(invitation: Pick<Invitation, 'id' | 'priority'> | undefined): Pick<Applying, 'invitationId' | 'priority'> & { entrance?: 'invitation' } {
  return invitation === undefined ? {} : { invitationId: invitation.id, priority: invitation.priority, entrance: 'invitation' };
}
