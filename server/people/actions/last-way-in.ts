import { refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CanSignIn } from '../ports.ts';
import { lockOperators } from '../store/grants.ts';
import { activeOperators } from '../store/names.ts';

/**
 * Does something that may take ways in or roles away, and refuses it where it would leave the centre without an operator who can sign in: a refusal
 * takes back all that was done. A centre in which none could before keeps nobody from anything.
 */
export async function withoutLockingOut<Value>(canSignIn: CanSignIn, work: Work, act: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  await lockOperators(work.db);
  const could = await canAnOperatorSignIn(canSignIn, work);
  const outcome = await act();
  return outcome.ok && could && !(await canAnOperatorSignIn(canSignIn, work)) ? refuse('no_operator_left') : outcome;
}

async function canAnOperatorSignIn(canSignIn: CanSignIn, work: Work): Promise<boolean> {
  for (const operator of await activeOperators(work.db)) if (await canSignIn(work, operator)) return true;
  return false;
}
