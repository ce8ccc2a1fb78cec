import type { z } from 'zod';
import type { changePasswordSchema, sessionStartedSchema } from '../../../common/contract/people.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { hashPassword, verifyPassword } from '../password.ts';
import { judgePassword } from '../rules/password-strength.ts';
import { endSessions, findPerson, setPassword } from '../store.ts';
import { startSession } from './start-session.ts';

/** Changes one's own password; every session of the person ends, and a new one starts for who changed it (D9). */
export async function changePassword(work: Work, input: z.output<typeof changePasswordSchema>): Promise<Outcome<z.input<typeof sessionStartedSchema>>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  const person = await findPerson(work.db, work.actor.id);
  if (person?.hash === undefined) return refuse('not_found');
  if (!(await verifyPassword(input.current, person.hash))) return refuse('wrong_credentials');
  const weak = judgePassword(input.password, [person.name, person.email ?? '']);
  if (weak) return refuse('invalid_input', { fields: [weak] });
  await setPassword(work.db, person.id, await hashPassword(input.password), work.now);
  await endSessions(work.db, { personId: person.id }, work.now);
  await work.audit({ subjectKind: 'person', subjectKey: person.id, before: null, after: { passwordChanged: true } });
  await work.publish({ name: 'people.sessions_ended', subject: person.id });
  return done(await startSession(work, person));
}
