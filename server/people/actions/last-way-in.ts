import type { IdentityKind } from '../../../common/contract/people.ts';
import { apart, done, refuse, type Database, type Outcome, type Work } from '../../platform/index.ts';
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
  const could = await canAnOperatorSignIn(canSignIn, work);
  const outcome = await act();
  return outcome.ok && could && !(await canAnOperatorSignIn(canSignIn, work)) ? refuse('no_operator_left') : outcome;
}

type Keeping = { canAnybody(): Promise<boolean>; could: boolean };

/** What keeps the last way in during one transaction: the claims go deep inside of what is done, and only there is it known whose. */
const keepings = new WeakMap<Database, Keeping>();

/**
 * Does what may prove an account to be somebody's, so that others lose their claim of it: one that is the last way by which an operator can sign in
 * stays (`takeClaims`), and where more went with it, all is refused with `code`. Holds nothing, and asks nothing while no operator's claim goes:
 * people sign in beside each other.
 */
export async function withoutTakingLastWay<Value>(canSignIn: CanSignIn, work: Work, code: 'address_taken' | 'account_taken', act: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  const keeping: Keeping = { canAnybody: () => canAnOperatorSignIn(canSignIn, work), could: false };
  keepings.set(work.db, keeping);
  const outcome = await act();
  return outcome.ok && keeping.could && !(await keeping.canAnybody()) ? refuse(code) : outcome;
}

/**
 * Lets `take` take the claims of these persons of an account of that kind; false, and nothing is taken, where no operator could sign in any more. A
 * fault outside of `withoutTakingLastWay`, where an operator's address would go: an entrance that forgot it locks nobody out.
 */
export async function takeClaims(db: Database, kind: IdentityKind, persons: readonly string[], take: () => Promise<void>): Promise<boolean> {
  // Of accounts that are only claimed an address alone is a way in (`canSignIn`).
  const isOperators = kind === 'email' && persons.length > 0 && (await activeOperators(db)).some((operator) => persons.includes(operator));
  const keeping = isOperators ? keepings.get(db) : undefined;
  if (isOperators && keeping === undefined) throw new Error('An address that an operator claims is proven outside of withoutTakingLastWay');
  if (keeping === undefined || !(await keeping.canAnybody())) {
    await take();
    return true;
  }
  keeping.could = true;
  const taken = await apart(db, async () => {
    await take();
    return (await keeping.canAnybody()) ? done(undefined) : refuse('no_operator_left');
  });
  return taken.ok;
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
