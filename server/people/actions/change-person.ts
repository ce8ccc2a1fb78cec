import type { z } from 'zod';
import type { addIdentitySchema, addPersonSchema, changeStateSchema, identityChangedSchema, identityRefSchema, personChangedSchema, renamePersonSchema } from '../../../common/contract/persons.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { accountOf } from '../account.ts';
import { isLastOperator, lockOperators } from '../store/grants.ts';
import { deleteIdentity, findIdentity, insertIdentity } from '../store/identities.ts';
import { updatePerson } from '../store/person-page.ts';
import { createPerson, findPerson, lockPerson } from '../store/persons.ts';
import { indexPersons } from '../store/search.ts';
import { endSessionsOf } from './end-sessions.ts';

type Changed = Outcome<z.input<typeof personChangedSchema>>;
type IdentityChanged = Outcome<z.input<typeof identityChangedSchema>>;

/** Holds a person who can be edited; undefined for nobody, and for an entry that is no longer used. */
export async function lockUsed(work: Work, id: string) {
  const person = await lockPerson(work.db, id);
  return person === undefined || person.erased || person.mergedInto !== undefined ? undefined : person;
}

/** Adds someone whom staff has met, with the accounts that they say to have. */
export async function addPerson(work: Work, { name, language = work.language, accounts = [] }: z.output<typeof addPersonSchema>): Promise<Changed> {
  const read = accounts.map(({ kind, account, issuer }) => accountOf(kind, account, issuer));
  const wrong = read.flatMap((answer, index) => (answer.ok ? [] : [{ path: `accounts.${index}.account`, code: answer.code }]));
  if (wrong.length > 0) return refuse('invalid_input', { fields: wrong });
  const id = await createPerson(work.db, { name, language, now: work.now });
  for (const answer of read) if (answer.ok) await insertIdentity(work.db, id, answer.account, undefined, work.now);
  await work.audit({ subjectKind: 'person', subjectKey: id, before: null, after: { name, accounts: accounts.length } });
  await work.publish({ name: 'people.person_changed', subject: id });
  return done({ id, revision: 1 });
}

/** Changes how somebody is called, and the language in which the centre writes to them. */
export async function renamePerson(work: Work, { id, name, language, revision }: z.output<typeof renamePersonSchema>): Promise<Changed> {
  const person = await lockUsed(work, id);
  const before = person === undefined ? undefined : await findPerson(work.db, id);
  if (person === undefined || before === undefined) return refuse('not_found');
  const now = await updatePerson(work.db, id, revision, { name, ...(language === undefined ? {} : { language }) });
  if (now === undefined) return refuse('stale_revision');
  await indexPersons(work.db, [id]);
  await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: person.name, language: before.language }, after: { name, language: language ?? before.language } });
  await work.publish({ name: 'people.person_changed', subject: id });
  return done({ id, revision: now });
}

/** Shuts somebody out: their sessions die at once everywhere, roles and accounts stay as they are. The last operator stays. */
export async function disablePerson(work: Work, { id, revision }: z.output<typeof changeStateSchema>): Promise<Changed> {
  await lockOperators(work.db);
  const person = await lockUsed(work, id);
  if (person === undefined) return refuse('not_found');
  if (person.disabled) return done({ id, revision: Number(person.revision) });
  if (await isLastOperator(work.db, id)) return refuse('last_operator');
  const now = await updatePerson(work.db, id, revision, { disabledAt: work.now });
  if (now === undefined) return refuse('stale_revision');
  await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: person.name, disabled: false }, after: { name: person.name, disabled: true } });
  await endSessionsOf(work, id);
  await work.publish({ name: 'people.person_disabled', subject: id });
  return done({ id, revision: now });
}

/** Lets somebody in again. */
export async function enablePerson(work: Work, { id, revision }: z.output<typeof changeStateSchema>): Promise<Changed> {
  const person = await lockUsed(work, id);
  if (person === undefined) return refuse('not_found');
  if (!person.disabled) return done({ id, revision: Number(person.revision) });
  const now = await updatePerson(work.db, id, revision, { disabledAt: null });
  if (now === undefined) return refuse('stale_revision');
  await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: person.name, disabled: true }, after: { name: person.name, disabled: false } });
  await work.publish({ name: 'people.person_enabled', subject: id });
  return done({ id, revision: now });
}

/** Writes down an account that somebody says to have. */
export async function addIdentity(work: Work, { id, kind, account: typed, issuer }: z.output<typeof addIdentitySchema>): Promise<IdentityChanged> {
  const person = await lockUsed(work, id);
  if (person === undefined) return refuse('not_found');
  const read = accountOf(kind, typed, issuer);
  if (!read.ok) return refuse('invalid_input', { fields: [{ path: read.code === 'account_issuer' ? 'issuer' : 'account', code: read.code }] });
  const identity = await insertIdentity(work.db, id, read.account, undefined, work.now);
  if (identity === undefined) return refuse('account_known');
  await work.audit({ subjectKind: 'person', subjectKey: id, before: null, after: { name: person.name, account: kind } });
  await work.publish({ name: 'people.person_changed', subject: id });
  return done({ id, identity });
}

/** Takes away an account that is only claimed. A proven one loses its proof first. */
export async function removeIdentity(work: Work, { id, identity: which }: z.output<typeof identityRefSchema>): Promise<IdentityChanged> {
  const person = await lockUsed(work, id);
  const identity = person === undefined ? undefined : await findIdentity(work.db, id, which);
  if (person === undefined || identity === undefined) return refuse('not_found');
  if (identity.provenAt !== undefined) return refuse('still_proven');
  await deleteIdentity(work.db, id, which);
  await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: person.name, account: identity.kind }, after: { name: person.name } });
  await work.publish({ name: 'people.identity_withdrawn', subject: id, data: { kind: identity.kind } });
  return done({ id, identity: which });
}
