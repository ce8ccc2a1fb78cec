import { applicationStatusSchema, applySchema, beginApplicationSchema } from '../../../common/contract/admission.ts';
import { appealDecisionSchema, appliedSchema, atApplication, begunSchema, correctApplicationSchema, giveOwedUidSchema, ownApplicationsSchema, verifyApplicationSchema } from '../../../common/contract/applying.ts';
import { z } from 'zod';
import type { ProductParts } from '../../parts.ts';
import { operation } from '../../platform/index.ts';
import { applyToFleet, gatherToApply } from '../actions/apply-to-fleet.ts';
import { beginApplication, gatherToBegin } from '../actions/begin-application.ts';
import { acceptOffer, appealDecision, confirmJoined, gatherOwedUid, giveOwedUid, withdrawApplication } from '../actions/own-application.ts';
import { listOwnApplications, readApplicationStatus } from '../actions/read-status.ts';
import { correctApplication, gatherToCorrect, gatherToVerify, verifyApplication } from '../actions/verify-application.ts';
import { outsideOf } from '../outside/index.ts';
import type { AdmissionPorts } from '../ports.ts';

/** By the secret of a status link, or as who is signed in: both act for the same applicant. */
const byLinkOrOwner = { right: 'public', limit: { per: 'network', count: 60, seconds: 600 }, output: appliedSchema } as const;

/** What applicants do. */
export function admissionApplyingOperations({ reader, ...rest }: ProductParts, outside: AdmissionPorts = outsideOf({ reader, ...rest })) {
  const parts = { reader, outside };
  return {
    applyToFleet: operation({
      name: 'applyToFleet', method: 'post', path: '/fleets/{fleet}/applications', summary: 'Applies to join a fleet, and is decided at once where that is plain.',
      description: 'One living application per person and fleet: applying again answers the one that is there, with `created` false. What is wrong with the form is refused with its fields and costs nothing.',
      right: 'signed_in', keys: true, idempotent: true, refusals: ['already_member', 'in_a_moment'], limit: { per: 'person', count: 60, seconds: 3600 },
      input: applySchema, output: appliedSchema, gather: gatherToApply(parts), action: applyToFleet(parts),
    }),
    beginApplication: operation({
      name: 'beginApplication', method: 'post', path: '/applications/begun', summary: 'Keeps an application without an account and mails what proves its address; the same answer for every address.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 20, seconds: 600 }, refusals: ['not_found'],
      input: beginApplicationSchema, output: begunSchema, gather: gatherToBegin(parts), action: beginApplication(parts),
    }),
    verifyApplication: operation({
      name: 'verifyApplication', method: 'post', path: '/applications/{application}/verification', summary: 'Lets the checks run, once the very address of an application is proven by who is signed in.',
      right: 'signed_in', pagesOnly: true, refusals: ['already_member', 'in_a_moment'], limit: { per: 'person', count: 60, seconds: 3600 },
      input: verifyApplicationSchema, output: appliedSchema, gather: gatherToVerify(parts), action: verifyApplication(parts),
    }),
    listOwnApplications: operation({
      name: 'listOwnApplications', method: 'get', path: '/account/applications', summary: 'One’s own applications to join, the latest first.',
      right: 'signed_in', keys: true, input: z.strictObject({}), output: ownApplicationsSchema, action: (work) => listOwnApplications(work),
    }),
    readApplicationStatus: operation({
      name: 'readApplicationStatus', method: 'get', path: '/applications/{application}/status', summary: 'How an application stands, for its applicant or whoever has its link.',
      right: 'public', limit: { per: 'network', count: 300, seconds: 600 }, input: atApplication, output: applicationStatusSchema, action: readApplicationStatus,
    }),
    correctApplication: operation({ name: 'correctApplication', method: 'post', path: '/applications/{application}/correction', summary: 'Mends an application; it costs nothing and keeps its time.', ...byLinkOrOwner, refusals: ['too_late', 'already_member', 'in_a_moment'], input: correctApplicationSchema, gather: gatherToCorrect(parts), action: correctApplication(parts) }),
    withdrawApplication: operation({ name: 'withdrawApplication', method: 'post', path: '/applications/{application}/withdrawal', summary: 'Withdraws an application; what was held for it goes on.', ...byLinkOrOwner, refusals: ['too_late'], input: atApplication, action: withdrawApplication(parts) }),
    acceptOffer: operation({ name: 'acceptOffer', method: 'post', path: '/applications/{application}/acceptance', summary: 'Takes the seat that is offered from the waitlist.', ...byLinkOrOwner, refusals: ['too_late', 'in_a_moment'], input: atApplication, action: acceptOffer(parts) }),
    confirmJoined: operation({ name: 'confirmJoined', method: 'post', path: '/applications/{application}/arrival', summary: 'Says that the applicant got in, where the platform does not tell.', ...byLinkOrOwner, refusals: ['too_late', 'in_a_moment'], input: atApplication, action: confirmJoined(parts) }),
    giveOwedUid: operation({ name: 'giveOwedUid', method: 'post', path: '/applications/{application}/uid', summary: 'Gives a UID that was left out during an outage.', ...byLinkOrOwner, limit: { per: 'network', count: 20, seconds: 600 }, input: giveOwedUidSchema, gather: gatherOwedUid(parts), action: giveOwedUid(parts) }),
    appealDecision: operation({ name: 'appealDecision', method: 'post', path: '/applications/{application}/appeal', summary: 'Asks a moderator to look at a rejection again, once.', ...byLinkOrOwner, refusals: ['too_late', 'already_asked'], input: appealDecisionSchema, action: appealDecision(parts) }),
  } as const;
}
