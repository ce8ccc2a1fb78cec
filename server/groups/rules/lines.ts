import { sizeLimits, type Fleet, type GroupEntry, type GroupSize, type Priority } from '../../../common/contract/fleet.ts';

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

/** The lines of a group of this size. Never a line beyond what the platform holds, and the freeze line is never below one head. [000][003] */
export function linesOf(fleet: Settings, size: GroupSize): Lines {
  const limit = size === 'super' && fleet.size !== 'super' ? Math.max(fleet.platformLimit ?? 0, sizeLimits.super) : (fleet.platformLimit ?? Math.max(sizeLimits[size], fleet.target ?? 0));
  const target = Math.min(limit, size === 'super' && fleet.size !== 'super' ? sizeLimits.super : (fleet.target ?? (size === 'standard' ? usual.target : sizeLimits[size])));
  const { divertAt = usual.divertAt, freezeAt = usual.freezeAt, thawMargin = usual.thawMargin } = fleet;
  const freeze = Math.max(1, Math.floor((target * freezeAt) / 100));
  const thaw = Math.max(0, Math.min(freeze - 1, Math.floor((target * (freezeAt - thawMargin)) / 100)));
  const kept = target - freeze;
  const share = (kind: Priority) => Math.floor((kept * (fleet.reserve?.[kind] ?? (fleet.reserve === undefined ? usual.shares[kind] : 0))) / 100);
  return {
    target, limit, freeze, thaw,
    divert: Math.floor((target * divertAt) / 100),
    reserve: { contributor: share('contributor'), invited: share('invited'), returning: share('returning'), staff: share('staff') },
  };
}
