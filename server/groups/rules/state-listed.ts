import type { GroupState } from '../schema.ts';

/**
 * The state that a group gets by a description that lists it. A description may be older than the day on which the group was opened, archived or
 * dissolved (docs/adr/0009): only `active`, written out, reopens it, and one in which somebody has or had a seat (`hadSeats`) is prepared no more.
 * `standing`: how it stands; undefined for one that never was.
 */
export function stateListed(written: GroupState | undefined, standing: GroupState | undefined, hadSeats: boolean): GroupState {
  if (standing === 'dissolved' && written !== 'active') return 'dissolved';
  if (standing === 'archived' && (written === undefined || written === 'preparing')) return 'archived';
  if (standing === 'active' && written === 'preparing' && hadSeats) return 'active';
  return written ?? 'active';
}
