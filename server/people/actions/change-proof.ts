import type { z } from 'zod';
import type { identityChangedSchema, identityConfirmedSchema, identityRefSchema, undoConfirmationSchema } from '../../../common/contract/persons.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { accountOf } from '../account.ts';
import { claimsOfOthers, dateProof, findIdentity, insertIdentity, lockAccount, unsetProven, withdrawProven, type Identity } from '../store/identities.ts';
import { lockPersons } from '../store/persons.ts';
import { lockUsed } from './change-person.ts';
import { endSessionsOf } from './end-sessions.ts';
import { proveIdentity } from './prove-identity.ts';

type Changed = Outcome<z.input<typeof identityChangedSchema>>;

/** Holds a person with the account that is meant. */
async function lockWith(work: Work, { id, identity: which }: z.output<typeof identityRefSchema>): Promise<{ name: string; identity: Identity } | undefined> {
  const person = await lockUsed(work, id);
  const identity = person === undefined ? undefined : await findIdentity(work.db, id, which);
  return person === undefined || identity === undefined ? undefined : { name: person.name, identity };
}

/** An operator's word that an account is this person's. It can be signed in with from now on; others who only claimed it are answered, and do so no more. */
export async function confirmIdentity(work: Work, { id, identity: which }: z.output<typeof identityRefSchema>): Promise<Outcome<z.input<typeof identityConfirmedSchema>>> {
  const held = await lockWith(work, { id, identity: which });
  if (held === undefined) return refuse('not_found');
  const { kind, issuer, typed, canonical } = held.identity;
  await lockAccount(work.db, held.identity);
  const displaced = await claimsOfOthers(work.db, id, held.identity);
  const proven = await proveIdentity(work, id, { kind, issuer, typed, canonical }, 'operator');
  if (proven === 'taken') return refuse('account_taken');
  if (proven === 'proven') await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: held.name, account: kind, proven: false }, after: { name: held.name, account: kind, proven: true } });
  return done({ id, identity: which, displaced });
}

/** Takes an operator's word back as if it had not been given: the account is claimed, by others too who claimed it before. Not once the person has shown it themselves. */
export async function undoConfirmation(work: Work, { id, identity: which, claims = [] }: z.output<typeof undoConfirmationSchema>): Promise<Changed> {
  const persons = await lockPersons(work.db, [id, ...claims.map(({ person }) => person)]);
  const held = await lockWith(work, { id, identity: which });
  if (held === undefined || claims.some(({ person }) => !persons.has(person))) return refuse('not_found');
  const { kind, issuer, canonical, provenHow } = held.identity;
  if (provenHow !== 'operator') return refuse('too_late');
  await lockAccount(work.db, held.identity);
  await unsetProven(work.db, which);
  for (const { person, account: typed } of claims) {
    const other = persons.get(person);
    const read = accountOf(kind, typed, issuer);
    // Only what was displaced comes back: the same account, of an entry that is still used.
    if (person === id || other === undefined || other.erased || other.mergedInto !== undefined || !read.ok || read.account.canonical !== canonical) continue;
    await insertIdentity(work.db, person, read.account, undefined, work.now);
  }
  await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: held.name, account: kind, proven: true, how: provenHow }, after: { name: held.name, account: kind, proven: false } });
  await work.publish({ name: 'people.identity_withdrawn', subject: id, data: { kind } });
  await endSessionsOf(work, id);
  return done({ id, identity: which });
}

/** Takes a proof back: the account is claimed only, nobody signs in with it, and the person's sessions end. */
export async function withdrawProof(work: Work, { id, identity: which }: z.output<typeof identityRefSchema>): Promise<Changed> {
  const held = await lockWith(work, { id, identity: which });
  if (held === undefined) return refuse('not_found');
  const { kind, provenAt, provenHow } = held.identity;
  if (provenAt === undefined) return done({ id, identity: which });
  await withdrawProven(work.db, which, work.now);
  await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: held.name, account: kind, proven: true, how: provenHow }, after: { name: held.name, account: kind, proven: false } });
  await work.publish({ name: 'people.identity_withdrawn', subject: id, data: { kind } });
  await endSessionsOf(work, id);
  return done({ id, identity: which });
}

/** Gives back a proof that was taken back, with its method and its date; not once somebody else has proven the account. */
export async function restoreProof(work: Work, { id, identity: which }: z.output<typeof identityRefSchema>): Promise<Changed> {
  const held = await lockWith(work, { id, identity: which });
  if (held?.identity.withdrawn === undefined) return refuse('not_found');
  const { kind, issuer, typed, canonical, withdrawn } = held.identity;
  if ((await proveIdentity(work, id, { kind, issuer, typed, canonical }, withdrawn.how)) === 'taken') return refuse('account_taken');
  await dateProof(work.db, which, withdrawn.provenAt);
  await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: held.name, account: kind, proven: false }, after: { name: held.name, account: kind, proven: true, how: withdrawn.how } });
  return done({ id, identity: which });
}
