import { refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CanSignIn } from '../ports.ts';
import { lockOperators } from '../store/grants.ts';
import { activeOperators } from '../store/names.ts';

/**
 * Does something to a person's accounts, and refuses it where it would leave the centre without an operator who can sign in: a refusal takes
 * back all that was done. Whoever could not sign in before is not kept from anything.
 */
export async function withoutLockingOut<Value>(canSignIn: CanSignIn, work: Work, personId: string, act: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  await lockOperators(work.db);
  const could = (await activeOperators(work.db)).includes(personId) && (await canSignIn(work, personId));
  const outcome = await act();
  if (!could || !outcome.ok) return outcome;
  for (const operator of await activeOperators(work.db)) if (await canSignIn(work, operator)) return outcome;
  return refuse('no_operator_left');
}
