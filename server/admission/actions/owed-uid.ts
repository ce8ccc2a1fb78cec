import type { Finding } from '../../../common/contract/admission.ts';
import type { Application } from '../store/applications.ts';

/** How long a member has to give a UID that was left out. [002] */
export const uidOwedDays = 14;

/** Until when somebody owes a UID who is let in without one, since the product could not be reached; undefined for who owes none. */
export function uidOwedUntil(findings: readonly Finding[], { answers }: Pick<Application, 'answers'>, now: Date): Date | undefined {
  const owes = answers.uid === undefined && findings.some(({ reason }) => reason === 'uid_owed' || reason === 'uid_trouble_claimed');
  return owes ? new Date(now.getTime() + uidOwedDays * 86_400_000) : undefined;
}
