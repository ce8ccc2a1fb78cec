import type { z } from 'zod';
import type { replayDecisionsSchema, replayedSchema } from '../../../common/contract/applying.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { decide, rulesVersion } from '../rules/decide.ts';
import { differences } from '../rules/simulate.ts';
import { findApplication } from '../store/applications.ts';
import { decisionsAfter, decisionsOf, type StoredDecision } from '../store/decisions.ts';

const pageSize = 200;
/** Differences that are listed; more are counted. */
const mostListed = 1_000;

type Replayed = z.input<typeof replayedSchema>;

/** Makes decisions again from the facts and the policy that are kept with them, and says where the outcome differs. It changes nothing. */
export async function replayDecisions(work: Work, { application }: z.output<typeof replayDecisionsSchema>): Promise<Outcome<Replayed>> {
  const report: Replayed = { looked: 0, same: 0, different: 0, byHand: 0, erased: 0, otherRules: 0, rules: rulesVersion, lines: [] };
  if (application !== undefined) {
    if ((await findApplication(work.db, application)) === undefined) return refuse('not_found');
    for (const decision of await decisionsOf(work.db, application)) replay(decision, report);
    return done(report);
  }
  for (let page = await decisionsAfter(work.db, undefined, pageSize); page.length > 0; page = await decisionsAfter(work.db, page.at(-1)?.id, pageSize)) for (const decision of page) replay(decision, report);
  return done(report);
}

function replay(kept: StoredDecision, report: Replayed): void {
  report.looked += 1;
  // What a person decided follows from no rule; its findings are those of the rules before.
  if (kept.by !== undefined) return void (report.byHand += 1);
  if (kept.facts === undefined) return void (report.erased += 1);
  if (kept.rules !== rulesVersion) report.otherRules += 1;
  const again = decide(kept.policy, kept.facts);
  // One that was undone lost its strike.
  const differs = differences(kept, kept.undoneAt === undefined ? again : { ...again, counted: kept.counted });
  if (differs.length === 0) return void (report.same += 1);
  report.different += 1;
  if (report.lines.length < mostListed) report.lines.push({ application: kept.applicationId, decision: kept.id, at: kept.at.toISOString(), rules: kept.rules, before: kept.decision, after: again.decision, differs });
}
