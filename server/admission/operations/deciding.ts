import { applicationsSchema, decideApplicationSchema, decideApplicationsSchema, evidenceSchema, listApplicationsSchema } from '../../../common/contract/admission.ts';
import { z } from 'zod';
import { atApplication, claimedSchema, decidedManySchema, decidedSchema, undoDecisionsSchema, undoneManySchema, undoneSchema, waitingSchema } from '../../../common/contract/moderation.ts';
import type { ProductParts } from '../../parts.ts';
import { operation, type Scope, type Work } from '../../platform/index.ts';
import { claimApplication, releaseApplication } from '../actions/claims.ts';
import { decideMany, decideOne, undoMany } from '../actions/decide-many.ts';
import { readApplication } from '../actions/read-application.ts';
import { readQueue, readWaiting } from '../actions/read-queue.ts';
import { undoDecision } from '../actions/undo-decision.ts';
import { outsideOf } from '../outside/index.ts';
import { fleetOfApplication } from '../store/queue.ts';
import { admissionModeratingOperations } from './moderating.ts';

const ofApplication = async (work: Work, { id }: { id: string }): Promise<Scope | undefined> => {
  const key = await fleetOfApplication(work.db, id);
  return key === undefined ? undefined : { kind: 'fleet', key };
};

/** What moderators do: read what waits, take it on, decide. */
export function admissionDecidingOperations(product: ProductParts) {
  const parts = { reader: product.reader, outside: outsideOf(product) };
  return {
    listApplications: operation({
      name: 'listApplications', method: 'get', path: '/applications', summary: 'Applications: what waits for a moderator, oldest first, a waitlist in the order of its offers, or those in another state.',
      right: 'applications.decide', scope: 'any', input: listApplicationsSchema, output: applicationsSchema, action: readQueue,
    }),
    readWaiting: operation({
      name: 'readWaiting', method: 'get', path: '/applications/waiting', summary: 'How many applications and appeals wait, per fleet.',
      right: 'applications.decide', scope: 'any', input: z.strictObject({}), output: waitingSchema, action: (work) => readWaiting(work),
    }),
    readApplication: operation({
      name: 'readApplication', method: 'get', path: '/applications/{id}', summary: 'An application with everything that is decided by.',
      right: 'applications.decide', scope: ofApplication, input: atApplication, output: evidenceSchema, action: (work, { id }) => readApplication(work, id),
    }),
    claimApplication: operation({
      name: 'claimApplication', method: 'post', path: '/applications/{id}/claim', summary: 'Takes an application on for ten minutes, unless somebody else has.',
      right: 'applications.decide', scope: ofApplication, input: atApplication, output: claimedSchema, action: (work, { id }) => claimApplication(work, id),
    }),
    releaseApplication: operation({
      name: 'releaseApplication', method: 'post', path: '/applications/{id}/release', summary: 'Lets an application go that the reader took on.',
      right: 'applications.decide', scope: ofApplication, input: atApplication, output: claimedSchema, action: (work, { id }) => releaseApplication(work, id),
    }),
    decideApplication: operation({
      name: 'decideApplication', method: 'post', path: '/applications/{id}/decision', summary: 'Approves an application, rejects it, or puts it on the waitlist.',
      description: 'Everything is looked at again: an approval takes a seat or, when none is free, a place on the waitlist. Deciding again answers the first answer, with `repeated`. Whoever decides can take it back for ten seconds; the applicant is told afterwards. The priority of staff asks for the right to manage staff.',
      right: 'applications.decide', scope: ofApplication, idempotent: true, refusals: ['stale_revision', 'too_late', 'no_seats', 'seat_already', 'applicant_barred', 'beyond_own_rights'], input: decideApplicationSchema, output: decidedSchema, action: (work, input) => decideOne(work, parts, input),
    }),
    decideApplications: operation({
      name: 'decideApplications', method: 'post', path: '/applications/decisions', summary: 'Decides alike about up to a hundred applications; each has its own outcome.',
      right: 'applications.decide', scope: 'any', idempotent: true, input: decideApplicationsSchema, output: decidedManySchema, action: (work, input) => decideMany(work, parts, input),
    }),
    undoDecision: operation({
      name: 'undoDecision', method: 'post', path: '/applications/{id}/undo', summary: 'Takes one’s own decision back within ten seconds.',
      right: 'applications.decide', scope: ofApplication, refusals: ['too_late'], input: atApplication, output: undoneSchema, action: (work, input) => undoDecision(work, parts, input),
    }),
    undoDecisions: operation({
      name: 'undoDecisions', method: 'post', path: '/applications/undo', summary: 'Takes one’s own decisions of the last ten seconds back; each has its own outcome.',
      right: 'applications.decide', scope: 'any', input: undoDecisionsSchema, output: undoneManySchema, action: (work, input) => undoMany(work, parts, input),
    }),
    ...admissionModeratingOperations(),
  } as const;
}
