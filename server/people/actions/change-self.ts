import type { Language } from '../../../common/contract/text.ts';
import { refuse, type Outcome, type Work } from '../../platform/index.ts';
import { deleteIdentity, findIdentity, listIdentities, type Identity } from '../store/identities.ts';
import { lockPerson } from '../store/persons.ts';
import { renamePerson } from './change-person.ts';

/** Somebody changes how they are called, and in which language the centre writes to them. */
export async function renameSelf(work: Work, id: string, { name, language }: { name: string; language: Language }): Promise<Outcome<unknown>> {
  const person = await lockPerson(work.db, id);
  return person === undefined ? refuse('not_found') : renamePerson(work, { id, name, language, revision: Number(person.revision) });
}

/** Somebody gives up one of their own accounts; answers which it was. Undefined when it is not theirs, or the last one by which they are known for certain. */
export async function giveUpIdentity(work: Work, id: string, which: string): Promise<Identity | undefined> {
  await lockPerson(work.db, id);
  const identity = await findIdentity(work.db, id, which);
  if (identity === undefined) return undefined;
  const proven = (await listIdentities(work.db, id)).filter(({ provenAt, kind }) => provenAt !== undefined && ['email', 'phone', 'oidc'].includes(kind));
  if (proven.length === 1 && proven[0]?.id === which) return undefined;
  await deleteIdentity(work.db, id, which);
  await work.publish({ name: 'people.identity_withdrawn', subject: id, data: { kind: identity.kind } });
  return identity;
}
