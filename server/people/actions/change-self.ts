import type { Language } from '../../../common/contract/text.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CanSignIn } from '../ports.ts';
import { deleteIdentity, findIdentity, listIdentities, type Identity } from '../store/identities.ts';
import { lockPerson } from '../store/persons.ts';
import { renamePerson } from './change-person.ts';

/** Somebody changes how they are called, and in which language the centre writes to them. */
export async function renameSelf(work: Work, id: string, { name, language }: { name: string; language: Language }): Promise<Outcome<unknown>> {
  const person = await lockPerson(work.db, id);
  return person === undefined ? refuse('not_found') : renamePerson(work, { id, name, language, revision: Number(person.revision) });
}

/** Somebody gives up one of their own accounts; answers which it was. Refused when it is the last that they have proven, or when nothing would be left by which they can sign in. */
export async function giveUpIdentity(canSignIn: CanSignIn, work: Work, id: string, which: string): Promise<Outcome<Identity>> {
  await lockPerson(work.db, id);
  const identity = await findIdentity(work.db, id, which);
  if (identity === undefined) return refuse('not_found');
  const could = await canSignIn(work, id);
  await deleteIdentity(work.db, id, which);
  const stillCan = await canSignIn(work, id);
  const proven = (await listIdentities(work.db, id)).some(({ provenAt, kind }) => provenAt !== undefined && ['email', 'phone', 'oidc'].includes(kind));
  if (!stillCan && (could || (identity.provenAt !== undefined && !proven))) return refuse('last_way_in');
  await work.publish({ name: 'people.identity_withdrawn', subject: id, data: { kind: identity.kind } });
  return done(identity);
}
