import type { z } from 'zod';
import type { addOperatorSchema, operatorAddedSchema, operatorsListedSchema } from '../../../common/contract/staff.ts';
import { wholeCentre } from '../../../common/contract/rights.ts';
import { done, newId, newSecret, refuse, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import { accountOf } from '../account.ts';
import { grantsOf, listStaff } from '../store/grants.ts';
import { findHolders, findOwner } from '../store/identities.ts';
import { insertInvitation } from '../store/invitations.ts';
import { createPerson, lockPerson } from '../store/persons.ts';
import { grantRoles } from './grant-roles.ts';
import { proveIdentity } from './prove-identity.ts';

/** How long the link of the command line holds. */
const linkMilliseconds = 3600_000;
const operator = { role: 'operator', scope: wholeCentre } as const;

/**
 * Breaks the glass: whoever has the machine makes somebody an operator and gets a link, once and for an hour, that lets them in. The person is
 * who has proven the address, or an operator who only claims it; nobody else's claim on it counts, so a stranger who wrote it down gains nothing.
 */
export async function addOperator(work: Work, { email, name }: z.output<typeof addOperatorSchema>): Promise<Outcome<z.input<typeof operatorAddedSchema>>> {
  const read = accountOf('email', email);
  if (!read.ok) return refuse('invalid_input', { fields: [{ path: 'email', code: read.code }] });
  const { account } = read;
  const known = (await findOwner(work.db, account))?.personId ?? (await claimingOperator(work, account));
  const id = known ?? (await createPerson(work.db, { name: name ?? (email.split('@')[0] ?? email).slice(0, 60), language: work.language, now: work.now }));
  const person = await lockPerson(work.db, id);
  if (person === undefined || person.disabled || person.mergedInto !== undefined) return refuse('not_found');
  await proveIdentity(work, id, account, 'operator');
  const before = await grantsOf(work.db, id);
  const added = !before.some(({ role, scope }) => role === 'operator' && scope.kind === 'centre');
  if (added) {
    await grantRoles(work, id, [operator]);
    await work.publish({ name: 'people.operator_added', subject: id });
  }
  const token = newSecret();
  const expiresAt = new Date(work.now.getTime() + linkMilliseconds);
  await insertInvitation(work.db, { id: newId(work.now), tokenHash: secretHash(token), email, canonical: account.canonical, grants: [operator], language: work.language, note: undefined, personId: id, invitedBy: null, now: work.now, sentAt: null, expiresAt });
  await work.audit({ subjectKind: 'person', subjectKey: id, before: known === undefined ? null : { name: person.name, roles: before }, after: { name: person.name, roles: await grantsOf(work.db, id), linkPrinted: true } });
  return done({ id, name: person.name, created: known === undefined, added, address: `${work.publicAddress}/invitation?token=${token}`, expiresAt: expiresAt.toISOString() });
}

async function claimingOperator(work: Work, account: Parameters<typeof findHolders>[1]): Promise<string | undefined> {
  for (const { personId } of await findHolders(work.db, account)) {
    if ((await grantsOf(work.db, personId)).some(({ role, scope }) => role === 'operator' && scope.kind === 'centre')) return personId;
  }
  return undefined;
}

/** Everyone who is operator of the whole centre and can get in. */
export async function listOperators(work: Work): Promise<Outcome<z.input<typeof operatorsListedSchema>>> {
  const staff = await listStaff(work.db, { role: 'operator', scope: wholeCentre });
  return done({ items: staff.slice(0, 1000).map(({ id, name, email }) => ({ id, name, ...(email === undefined ? {} : { email }) })) });
}
