import type { CertificateState } from '../../../common/contract/organisations.ts';

/** How long before its end a certificate is said to end soon. [ours] */
export const warningDays = 30;

/** Which state counts for an organisation with several certificates: what holds, else what is being checked, else what was. */
const order: readonly CertificateState[] = ['verified', 'submitted', 'expired', 'rejected'];

export function countingState(states: readonly CertificateState[]): CertificateState | 'none' {
  return order.find((state) => states.includes(state)) ?? 'none';
}

/** What the daily look at a verified certificate finds. `lastDay`: the last day on which it is valid. */
export function judgeValidity(lastDay: string | null, warned: boolean, today: string, inThirtyDays: string): 'valid' | 'expiring' | 'expired' {
  if (lastDay === null) return 'valid';
  if (lastDay < today) return 'expired';
  return !warned && lastDay < inThirtyDays ? 'expiring' : 'valid';
}
