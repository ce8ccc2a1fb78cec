import type { Priority } from '../../../../common/contract/fleet.ts';
import type { Facts, Found } from '../facts.ts';

/**
 * There is a seat: an ordinary one, or one of the reserve for who has priority. Who has none does not overtake those who wait. `candidates`:
 * the kinds of priority that the applicant has, the first that has room counts. [000]
 */
export function checkSeats({ seats }: Pick<Facts, 'seats'>, candidates: readonly Priority[]): Found & { priority?: Priority } {
  const priority = candidates.find((kind) => seats[kind].group !== null) ?? candidates[0];
  const landing = seats[priority ?? 'ordinary'];
  const kind: { priority?: Priority } = priority === undefined ? {} : { priority };
  const shown: Record<string, string | number> = priority === undefined ? {} : { priority };
  if (priority === undefined && seats.waiting > 0) return { verdict: 'not_now', reason: 'seats_others_wait', parameters: { waiting: seats.waiting } };
  if (landing.group === null) return { verdict: 'not_now', reason: `seats_${landing.reason ?? 'no_group'}`, parameters: { waiting: seats.waiting }, ...kind };
  return { verdict: 'ok', reason: landing.fromReserve ? 'seats_reserve' : 'seats_free', parameters: { group: landing.group, ...shown }, ...kind };
}
