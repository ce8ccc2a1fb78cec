import type { Limit } from './define.ts';

/** How a limit stands for somebody: uses left, seconds until the count begins anew, and seconds to wait when this use was one too many, else 0. */
export type LimitState = { remaining: number; resetSeconds: number; waitSeconds: number };

export type RateLimiter = {
  /** Takes one use of `name` for `who`. Answers the seconds to wait when it was one too many, else 0. */
  take(name: string, who: string, limit: Limit, now: number): number;
  /** The same, and how the limit stands then. */
  use(name: string, who: string, limit: Pick<Limit, 'count' | 'seconds'>, now: number): LimitState;
  /** How the limit stands, without a use. */
  look(name: string, who: string, limit: Pick<Limit, 'count' | 'seconds'>, now: number): LimitState;
  /** Gives one use back: what succeeded was no guess. One only, so that a success of one's own hides no guesses at others. */
  giveBack(name: string, who: string): void;
};

/** Counts uses per bucket in fixed windows; bounded, so that an attacker who changes addresses cannot fill the memory. */
export function createRateLimiter(maximumBuckets = 50_000): RateLimiter {
  const buckets = new Map<string, { count: number; ends: number }>();

  const use: RateLimiter['use'] = (name, who, limit, now) => {
    const key = `${name}\n${who}`;
    const bucket = buckets.get(key);
    // An end further away than a whole window: the clock was set back, and the window would last as much longer.
    if (bucket === undefined || bucket.ends <= now || bucket.ends > now + limit.seconds * 1000) {
      if (buckets.size >= maximumBuckets) makeRoom(buckets, now);
      buckets.delete(key);
      buckets.set(key, { count: 1, ends: now + limit.seconds * 1000 });
      return { remaining: Math.max(0, limit.count - 1), resetSeconds: limit.seconds, waitSeconds: 0 };
    }
    bucket.count += 1;
    return stateOf(bucket, limit, now);
  };

  return {
    use,
    take: (name, who, limit, now) => use(name, who, limit, now).waitSeconds,
    look(name, who, limit, now) {
      const bucket = buckets.get(`${name}\n${who}`);
      if (bucket === undefined || bucket.ends <= now || bucket.ends > now + limit.seconds * 1000) return { remaining: limit.count, resetSeconds: limit.seconds, waitSeconds: 0 };
      return stateOf(bucket, limit, now);
    },
    giveBack(name, who) {
      const bucket = buckets.get(`${name}\n${who}`);
      if (bucket !== undefined && bucket.count > 0) bucket.count -= 1;
    },
  };
}

function stateOf(bucket: { count: number; ends: number }, limit: Pick<Limit, 'count'>, now: number): LimitState {
  const resetSeconds = Math.max(1, Math.ceil((bucket.ends - now) / 1000));
  return { remaining: Math.max(0, limit.count - bucket.count), resetSeconds, waitSeconds: bucket.count > limit.count ? resetSeconds : 0 };
}

function makeRoom(buckets: Map<string, { ends: number }>, now: number): void {
  for (const [key, { ends }] of buckets) if (ends <= now) buckets.delete(key);
  // Nothing had ended: the oldest tenth goes, the map keeps insertion order.
  let surplus = buckets.size >= 1 ? Math.ceil(buckets.size / 10) : 0;
  for (const key of buckets.keys()) {
    if (surplus-- <= 0) break;
    buckets.delete(key);
  }
}
