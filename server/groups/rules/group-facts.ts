import type { GroupEntry, Intake, Priority } from '../../../common/contract/fleet.ts';
import type { GroupState } from '../schema.ts';
import type { Lines } from './lines.ts';

/** How a group stands, as the rules see it. */
export type GroupFacts = {
  id: string;
  key: string;
  position: number;
  entry: GroupEntry;
  state: GroupState;
  held: Exclude<Intake, 'open'> | null;
  /** It reached its freeze line and has not thawed yet. */
  frozen: boolean;
  /** What it was last decided to take. */
  intake: Intake;
  members: number;
  others: number;
  reserved: number;
  ordinary: number;
  reserve: Record<Priority, number>;
  /** A super group exists by a checked certificate; for others it says nothing. */
  certified: boolean;
  lines: Lines;
};

/** Heads in the group, and seats that are promised. */
export function occupied({ members, others, reserved }: Pick<GroupFacts, 'members' | 'others' | 'reserved'>): number {
  return members + others + reserved;
}
