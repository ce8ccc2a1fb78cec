import { priorities, sizeLimits, type Fleet, type GroupEntry, type GroupSize, type Priority } from '../../../common/contract/fleet.ts';

/** Used where a fleet leaves something out. [000] */
export const usual = { target: 500, divertAt: 60, freezeAt: 80, thawMargin: 5, shares: { contributor: 40, invited: 30, returning: 20, staff: 10 } } as const;

/** The numbers by which the seats of one group are given, all in heads. */
export type Lines = {
  target: number;
  /** Nobody goes beyond it. */
  limit: number;
  /** With more heads than this, the next group is needed. */
  divert: number;
  /** An ordinary approval leaves at most so many heads. */
  freeze: number;
  /** A frozen group takes people again at so many heads. */
  thaw: number;
  /** Seats beyond the freeze line for each kind of priority. */
  reserve: Readonly<Record<Priority, number>>;
};

type Settings = Pick<Fleet, 'target' | 'platformLimit' | 'divertAt' | 'freezeAt' | 'thawMargin' | 'reserve' | 'size'>;

/** The size of a group: its own, else that of its fleet. */
export function sizeOf(fleet: Pick<Fleet, 'size'>, group: Pick<GroupEntry, 'size'>): GroupSize {
  return group.size ?? fleet.size ?? 'standard';
}

/**
 * The lines of a group of this size. Never a line beyond what the platform holds, and the freeze line is never below one head. `certified`: a
 * super group without a checked certificate holds what an ordinary one does. A cross-company group never holds more than the platform allows,
 * whatever its fleet says. [000][003]
 */
export function linesOf(fleet: Settings, size: GroupSize, certified: boolean): Lines {
  const { limit, target } = sizesOf(fleet, size, certified);
  const { divertAt = usual.divertAt, freezeAt = usual.freezeAt, thawMargin = usual.thawMargin } = fleet;
  const freeze = Math.max(1, Math.floor((target * freezeAt) / 100));
  const thaw = Math.max(0, Math.min(freeze - 1, Math.floor((target * (freezeAt - thawMargin)) / 100)));
  return { target, limit, freeze, thaw, divert: Math.floor((target * divertAt) / 100), reserve: sharesOf(target - freeze, fleet.reserve) };
}

function sizesOf(fleet: Settings, size: GroupSize, certified: boolean): Pick<Lines, 'target' | 'limit'> {
  const { platformLimit, target } = fleet;
  const capped = (most: number, wanted: number) => {
    const limit = Math.min(most, platformLimit ?? most);
    return { limit, target: Math.min(limit, wanted) };
  };
  if (size === 'cross_company') return capped(sizeLimits.cross_company, target ?? sizeLimits.cross_company);
  if (size === 'super' && !certified) return capped(sizeLimits.standard, fleet.size === 'super' ? usual.target : (target ?? usual.target));
  // A super group in a fleet of small ones is as large as super groups are.
  if (size === 'super' && fleet.size !== 'super') return { limit: Math.max(platformLimit ?? 0, sizeLimits.super), target: sizeLimits.super };
  const limit = platformLimit ?? Math.max(sizeLimits[size], target ?? 0);
  return { limit, target: Math.min(limit, target ?? (size === 'standard' ? usual.target : sizeLimits[size])) };
}

/**
 * The reserve in whole seats by the shares of the kinds, the largest remainders first, so that a reserve of a single seat belongs to somebody
 * and no share is given out twice.
 */
function sharesOf(kept: number, shares: Fleet['reserve']): Record<Priority, number> {
  const per = (kind: Priority) => (shares === undefined ? usual.shares[kind] : (shares[kind] ?? 0));
  const exact = priorities.map((kind) => ({ kind, share: (kept * per(kind)) / 100 }));
  const seats = Object.fromEntries(exact.map(({ kind, share }) => [kind, Math.floor(share)])) as Record<Priority, number>;
  const whole = Math.floor(exact.reduce((sum, { share }) => sum + share, 0) + 1e-9);
  const left = whole - Object.values(seats).reduce((sum, count) => sum + count, 0);
  const byRemainder = exact.toSorted((one, other) => (other.share % 1) - (one.share % 1));
  for (const { kind } of byRemainder.slice(0, left)) seats[kind] += 1;
  return seats;
}
