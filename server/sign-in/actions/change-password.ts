import type { z } from 'zod';
import type { changePasswordSchema, sessionStartedSchema } from '../../../common/contract/people.ts';
import { refuse, type Outcome, type Work } from '../../platform/index.ts';
import { judgeNew, prepareNew, type NewPassword } from '../new-password.ts';
import { verifyPassword } from '../password.ts';
import { findPerson } from '../../people/index.ts';
import { findPasswords, setPassword } from '../store/credentials.ts';
import { passwordChanged } from './security.ts';

/** `chosen`: undefined when the current password was wrong. */
export type PasswordChange = { before: string; chosen: NewPassword | undefined };

/** Compares the current password and hashes the new one, outside the transaction. Undefined when there is nobody to do it for. */
export async function prepareNewPassword(work: Work, input: z.output<typeof changePasswordSchema>): Promise<PasswordChange | undefined> {
  if (work.actor.kind !== 'person') return undefined;
  const before = (await findPasswords(work.db, [work.actor.id])).get(work.actor.id);
  if (before === undefined) return undefined;
  const right = await verifyPassword(input.current, before);
  return { before, chosen: right ? await prepareNew(input.password) : undefined };
}

/** Changes one's own password; every session of the person ends, and a new one starts for who changed it (D9). */
export async function changePassword(work: Work, input: z.output<typeof changePasswordSchema>, prepared: PasswordChange | undefined): Promise<Outcome<z.input<typeof sessionStartedSchema>>> {
  if (work.actor.kind !== 'person' || prepared === undefined) return refuse('not_found');
  const person = await findPerson(work.db, work.actor.id);
  if (person === undefined) return refuse('not_found');
  const { before, chosen } = prepared;
  if (chosen === undefined || (await findPasswords(work.db, [person.id])).get(person.id) !== before) return refuse('wrong_credentials');
  const weak = judgeNew(input.password, chosen, [person.name, person.email ?? '', new URL(work.publicAddress).hostname]);
  if (weak) return refuse('invalid_input', { fields: [weak] });
  await setPassword(work.db, person.id, chosen.hash, work.now);
  return passwordChanged(work);
}
