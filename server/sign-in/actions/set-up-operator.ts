import type { z } from 'zod';
import type { sessionStartedSchema, setUpOperatorSchema } from '../../../common/contract/people.ts';
import { done, newId, refuse, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import { judgeNew, prepareNew, type NewPassword } from '../new-password.ts';
import { canonicalEmail, hasOperator, insertGrants, insertIdentity, insertPerson, startSession } from '../../people/index.ts';
import { setPassword } from '../store/credentials.ts';
import { isSetUpLink, lockSetUp, takeSetUpLink } from '../store/set-up.ts';

/** Hashes the password, outside the transaction and only for a link that can be used. */
export async function prepareOperator(work: Work, input: z.output<typeof setUpOperatorSchema>): Promise<NewPassword | undefined> {
  return (await isSetUpLink(work.db, secretHash(input.token), work.now)) ? prepareNew(input.password) : undefined;
}

/** Makes the first operator and signs them in. Refused like something absent once an operator exists (C7) or when the link is used or expired. */
export async function setUpOperator(work: Work, input: z.output<typeof setUpOperatorSchema>, chosen: NewPassword | undefined): Promise<Outcome<z.input<typeof sessionStartedSchema>>> {
  await lockSetUp(work.db);
  if (chosen === undefined || (await hasOperator(work.db)) || !(await takeSetUpLink(work.db, secretHash(input.token), work.now))) return refuse('not_found');
  const weak = judgeNew(input.password, chosen, [input.name, input.email, new URL(work.publicAddress).hostname]);
  if (weak) return refuse('invalid_input', { fields: [weak] });
  const id = newId(work.now);
  await insertPerson(work.db, { id, name: input.name, language: work.language, now: work.now });
  await insertIdentity(work.db, id, { kind: 'email', issuer: '', typed: input.email, canonical: canonicalEmail(input.email) }, undefined, work.now);
  await setPassword(work.db, id, chosen.hash, work.now);
  await insertGrants(work.db, id, [{ role: 'operator', scope: { kind: 'centre' } }], null, work.now);
  await work.audit({ subjectKind: 'person', subjectKey: id, before: null, after: { name: input.name, roles: ['operator'] }, by: { id, name: input.name } });
  await work.publish({ name: 'people.operator_added', subject: id });
  return done(await startSession(work, { id, name: input.name }, { method: 'set_up_link', secondFactor: false }));
}
