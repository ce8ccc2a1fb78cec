import type { z } from 'zod';
import type { simulatedSchema, simulatePolicySchema } from '../../../common/contract/applying.ts';
import type { Check } from '../../../common/contract/admission-policy.ts';
import { findFleetRow } from '../../groups/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { decideAgain } from '../rules/simulate.ts';
import { countErased, latestByRules } from '../store/decisions.ts';
import { findingTeller } from '../views/finding-text.ts';

/** Runs a changed policy over the latest decisions of a fleet that the rules made, and says which would be otherwise. It changes nothing. */
export async function simulatePolicy(work: Work, { fleet, admission, count }: z.output<typeof simulatePolicySchema>): Promise<Outcome<z.input<typeof simulatedSchema>>> {
  if ((await findFleetRow(work.db, fleet)) === undefined) return refuse('not_found');
  const made = await latestByRules(work.db, fleet, count);
  const untried = new Map<Check['kind'], number>();
  const changed = made.flatMap(({ applicationId, at, decision, counted, policy, facts }) => {
    if (facts === undefined) return [];
    const again = decideAgain(admission, { decision, counted, policy, facts });
    for (const kind of again.untried) untried.set(kind, (untried.get(kind) ?? 0) + 1);
    const { decided } = again;
    if (decided.decision === decision && decided.counted === counted) return [];
    const because = decided.findings.filter(({ effect }) => effect !== 'none' && effect !== 'skipped');
    return [{ application: applicationId, at: at.toISOString(), before: decision, after: decided.decision, counted: { before: counted, after: decided.counted }, because }];
  });
  const tell = await findingTeller(work, changed.flatMap(({ because }) => because));
  const lines = changed.map(({ because, ...line }) => ({ ...line, because: because.map(tell) }));
  return done({ looked: made.length, erased: await countErased(work.db, fleet), changed: changed.length, untried: [...untried].map(([check, count]) => ({ check, count })), lines });
}
