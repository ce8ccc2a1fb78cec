import { refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CanSignIn } from '../ports.ts';
import { lockOperators } from '../store/grants.ts';
import { activeOperators } from '../store/names.ts';
import { lockPerson } from '../store/persons.ts';

/**
 * Does something that may take ways in or roles away, and refuses it where it would leave the centre without an operator who can sign in: a refusal
 * takes back all that was done. A centre in which none could before keeps nobody from anything.
 */
export async function withoutLockingOut<Value>(canSignIn: CanSignIn, work: Work, act: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  await lockOperators(work.db);
  return withoutTakingLastWay(canSignIn, work, 'no_operator_left', act);
}

/**
 * Does what may prove an account to be somebody's, so that others lose their claim of it, and refuses it with `code` where such a claim was the last
 * way by which an operator could sign in. Holds nothing: people sign in beside each other.
 */
export async function withoutTakingLastWay<Value>(canSignIn: CanSignIn, work: Work, code: 'no_operator_left' | 'address_taken' | 'account_taken', act: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  const could = await canAnOperatorSignIn(canSignIn, work);
  const outcome = await act();
  return outcome.ok && could && !(await canAnOperatorSignIn(canSignIn, work)) ? refuse(code) : outcome;
}

/** Does something to a person’s own ways in, and refuses it where it would take the last one that works. Whoever could not sign in before is kept from nothing. */
export async function withoutLosingWay<Value>(canSignIn: CanSignIn, work: Work, personId: string, act: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  await lockPerson(work.db, personId);
  const could = await canSignIn(work, personId);
  const outcome = await act();
  return outcome.ok && could && !(await canSignIn(work, personId)) ? refuse('last_way_in') : outcome;
}

/** True for an operator who can sign in while no other can. */
export async function isOnlyOperatorIn(canSignIn: CanSignIn, work: Pick<Work, 'db' | 'publicAddress'>, personId: string): Promise<boolean> {
  const operators = await activeOperators(work.db);
  if (!operators.includes(personId) || !(await canSignIn(work, personId))) return false;
  for (const other of operators) if (other !== personId && (await canSignIn(work, other))) return false;
  return true;
}

async function canAnOperatorSignIn(canSignIn: CanSignIn, work: Work): Promise<boolean> {
  for (const operator of await activeOperators(work.db)) if (await canSignIn(work, operator)) return true;
  return false;
}
