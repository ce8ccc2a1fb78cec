import type { z } from 'zod';
import type { changePasswordSchema, sessionStartedSchema } from '../../../common/contract/people.ts';
import { refuse, type Outcome, type Work } from '../../platform/index.ts';
import { hashPassword, verifyPassword } from '../password.ts';
import { findPerson } from '../../people/index.ts';
import { judgePassword } from '../rules/password-strength.ts';
import { findPasswords, setPassword } from '../store/credentials.ts';
import { passwordChanged } from './security.ts';

export type NewPassword = { before: string; right: boolean; hash: string };

/** Compares the current password and hashes the new one, outside the transaction. Undefined when there is nobody to do it for. */
export async function prepareNewPassword(work: Work, input: z.output<typeof changePasswordSchema>): Promise<NewPassword | undefined> {
  if (work.actor.kind !== 'person') return undefined;
  const before = (await findPasswords(work.db, [work.actor.id])).get(work.actor.id);
  if (before === undefined) return undefined;
  const right = await verifyPassword(input.current, before);
  return { before, right, hash: right ? await hashPassword(input.password) : '' };
}

/** Changes one's own password; every session of the person ends, and a new one starts for who changed it (D9). */
export async function changePassword(work: Work, input: z.output<typeof changePasswordSchema>, prepared: NewPassword | undefined): Promise<Outcome<z.input<typeof sessionStartedSchema>>> {
  if (work.actor.kind !== 'person' || prepared === undefined) return refuse('not_found');
  const person = await findPerson(work.db, work.actor.id);
  if (person === undefined) return refuse('not_found');
  if (!prepared.right || (await findPasswords(work.db, [person.id])).get(person.id) !== prepared.before) return refuse('wrong_credentials');
  const weak = judgePassword(input.password, [person.name, person.email ?? '', new URL(work.publicAddress).hostname]);
  if (weak) return refuse('invalid_input', { fields: [weak] });
  await setPassword(work.db, person.id, prepared.hash, work.now);
  return passwordChanged(work);
}
