import type { z } from 'zod';
import type { decideApplicationSchema, decideApplicationsSchema } from '../../../common/contract/admission.ts';
import type { Decided, decidedManySchema, undoDecisionsSchema, undoneManySchema, undoneSchema } from '../../../common/contract/moderation.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { lockFleet } from '../../groups/index.ts';
import { apart, done, may, refuse, toProblem, type Outcome, type Work } from '../../platform/index.ts';
import type { AdmissionParts } from '../parts.ts';
import { findApplication } from '../store/applications.ts';
import { fleetsOfApplications } from '../store/queue.ts';
import { decideByHand, type ByHand, type HandDecided } from './decide-by-hand.ts';
import { rejectReasonFor } from './reject-reasons.ts';
import { undoDecision } from './undo-decision.ts';

type Undone = z.input<typeof undoneSchema>;

/** A moderator decides about one application. The words of a template are kept as the applicant reads them, so that they stay what was said. */
export async function decideOne(work: Work, parts: AdmissionParts, input: z.output<typeof decideApplicationSchema>): Promise<Outcome<Decided>> {
  const worded = await withWords(work, input);
  if (!worded.ok) return worded;
  const decided = await decideByHand(work, parts, worded.value);
  return decided.ok ? done(decidedView(decided.value)) : decided;
}

/** Decides alike about many, each with its own outcome: what cannot be done leaves nothing behind, and hinders none of the others. */
export async function decideMany(work: Work, parts: AdmissionParts, { items, decision, template, reason }: z.output<typeof decideApplicationsSchema>): Promise<Outcome<z.input<typeof decidedManySchema>>> {
  const found = await each(work, parts, items, ({ id, revision }) => decideOne(work, parts, { id, revision, decision, template, reason }));
  return done({ items: found });
}

/** Takes one's own decisions of the last ten seconds back. */
export async function undoMany(work: Work, parts: AdmissionParts, { ids }: z.output<typeof undoDecisionsSchema>): Promise<Outcome<z.input<typeof undoneManySchema>>> {
  const found = await each(work, parts, ids.map((id) => ({ id })), (item): Promise<Outcome<Undone>> => undoDecision(work, parts, item));
  return done({ items: found });
}

/** One after the other, each behind a savepoint; the fleets are held before, in one order, so that two batches never wait for each other. */
async function each<Item extends { id: string }, Value>(work: Work, { reader }: AdmissionParts, items: readonly Item[], run: (item: Item) => Promise<Outcome<Value>>): Promise<{ id: string; done?: Value; problem?: ReturnType<typeof toProblem> }[]> {
  const fleets = await fleetsOfApplications(work.db, items.map(({ id }) => id));
  for (const key of [...new Set(fleets.values())].toSorted()) if (may(work.actor, 'applications.decide', { kind: 'fleet', key })) await lockFleet(work.db, key, reader);
  const results: { id: string; done?: Value; problem?: ReturnType<typeof toProblem> }[] = [];
  for (const item of items) {
    const fleet = fleets.get(item.id);
    const isTheirs = fleet !== undefined && may(work.actor, 'applications.decide', { kind: 'fleet', key: fleet });
    const outcome = isTheirs ? await apart(work.db, () => run(item)) : refuse('not_found');
    results.push(outcome.ok ? { id: item.id, done: outcome.value } : { id: item.id, problem: toProblem(outcome.refusal, work.language) });
  }
  return results;
}

async function withWords(work: Work, { template, reason, ...rest }: ByHand): Promise<Outcome<ByHand>> {
  if (template === undefined) return done({ ...rest, ...(reason === undefined ? {} : { reason }) });
  const application = await findApplication(work.db, rest.id);
  const text = application === undefined ? undefined : await rejectReasonFor(work.db, template, application.fleet);
  if (application === undefined) return refuse('not_found');
  if (text === undefined) return refuse('invalid_input', { fields: [{ path: 'template', code: 'reason_gone' }] });
  const words = inLanguage(text, application.language);
  return done({ ...rest, template, reason: reason === undefined ? words : `${words}\n${reason}` });
}

function decidedView({ undoUntil, ...decided }: HandDecided): Decided {
  return { ...decided, ...(undoUntil === undefined ? {} : { undoUntil: undoUntil.toISOString() }) };
}
