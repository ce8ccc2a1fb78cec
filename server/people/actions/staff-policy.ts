import type { z } from 'zod';
import type { staffPolicyReadSchema, staffPolicySchema, updateStaffPolicySchema } from '../../../common/contract/staff.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { listStaff } from '../store/grants.ts';
import { readPolicy, updatePolicy } from '../store/policy.ts';
import { hasSecondFactor } from '../store/sessions.ts';

/** What the centre asks of its staff, and whether the reader themselves meets it. */
export async function readStaffPolicy(work: Work): Promise<Outcome<z.input<typeof staffPolicyReadSchema>>> {
  const { actor } = work;
  const own = actor.kind === 'person' && actor.via.kind === 'session' ? await hasSecondFactor(work.db, actor.via.id) : false;
  return done({ ...(await readPolicy(work.db)), own });
}

/** Asks staff for a second factor, or no longer: roles of sessions without one rest from the next call on. */
export async function updateStaffPolicy(work: Work, { secondFactorRequired, revision }: z.output<typeof updateStaffPolicySchema>): Promise<Outcome<z.input<typeof staffPolicySchema>>> {
  const before = await readPolicy(work.db);
  const now = await updatePolicy(work.db, secondFactorRequired, revision);
  if (now === undefined) return refuse('stale_revision');
  await work.audit({ subjectKind: 'staff_policy', subjectKey: 'staff', before: { secondFactorRequired: before.secondFactorRequired }, after: { secondFactorRequired } });
  await work.publish({ name: 'people.policy_changed', subject: 'staff', data: { secondFactorRequired } });
  // Open pages of staff look at their rights again.
  for (const { id } of await listStaff(work.db)) await work.publish({ name: 'people.sessions_ended', subject: id });
  return done({ secondFactorRequired, revision: now });
}
