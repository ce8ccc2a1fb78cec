import type { Intake } from '../../../common/contract/fleet.ts';
import { occupied, type GroupFacts } from './group-facts.ts';

/** Why a group takes what it takes. */
export type IntakeReason = 'below_divert_line' | 'above_divert_line' | 'freeze_line_reached' | 'not_thawed_yet' | 'limit_reached' | 'held_by_hand' | 'not_active';

/** What a group takes and why. `frozen`: by its heads, whatever was set by hand; it is remembered until the group thaws. */
export type IntakeDecision = { intake: Intake; reason: IntakeReason; frozen: boolean };

const strictness: Readonly<Record<Intake, number>> = { open: 0, diverting: 1, frozen: 2, closed: 3 };

/**
 * What a group takes now. Above 60 % of the target it diverts, at 80 % it freezes, and it thaws five points below that line, so that it does
 * not flicker; at the platform's limit it is closed. What was set by hand is the least strict that it can be. [000]
 */
export function decideIntake(group: GroupFacts): IntakeDecision {
  const heads = occupied(group);
  const frozen = heads >= group.lines.freeze || (group.frozen && heads > group.lines.thaw);
  if (group.state !== 'active') return { intake: 'closed', reason: 'not_active', frozen };
  const counted = byCount(group, heads, frozen);
  const isHeld = group.held !== null && strictness[group.held] > strictness[counted.intake];
  return isHeld && group.held !== null ? { intake: group.held, reason: 'held_by_hand', frozen } : { ...counted, frozen };
}

function byCount({ lines: { limit, freeze, divert } }: GroupFacts, heads: number, frozen: boolean): { intake: Intake; reason: IntakeReason } {
  if (heads >= limit) return { intake: 'closed', reason: 'limit_reached' };
  if (frozen) return { intake: 'frozen', reason: heads >= freeze ? 'freeze_line_reached' : 'not_thawed_yet' };
  return heads > divert ? { intake: 'diverting', reason: 'above_divert_line' } : { intake: 'open', reason: 'below_divert_line' };
}

/** True when an ordinary applicant can be given a seat: the group takes people, and the approval leaves at most the freeze line. [000] */
export function takesOrdinary(group: GroupFacts): boolean {
  return group.state === 'active' && (group.intake === 'open' || group.intake === 'diverting') && occupied(group) + 1 <= Math.min(group.lines.freeze, group.lines.limit);
}
