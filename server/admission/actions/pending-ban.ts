import { isFresh, takeBackSeconds } from '../../../common/contract/undo.ts';
import { refuse, type Refusal } from '../../platform/index.ts';
import type { Standing } from '../store/barred.ts';

/** Whether nothing but a ban keeps them out that whoever made it can still take back: nothing is decided by it before it stands. */
export function isPending({ bannedSince, counted }: Pick<Standing, 'bannedSince' | 'counted'>, chances: number, now: Date): boolean {
  return bannedSince !== null && isFresh(bannedSince, now) && counted < chances;
}

/** Who is barred at this moment is told to come again in a moment, and not why: by then it stands, or never was. */
export function inAMoment(): { ok: false; refusal: Refusal } {
  return refuse('in_a_moment', { parameters: { seconds: takeBackSeconds + 1 } });
}
