import type { Limit } from './define.ts';

/** Counts uses per bucket in fixed windows; bounded, so that an attacker who changes addresses cannot fill the memory. */
export function createRateLimiter(maximumBuckets = 50_000): RateLimiter {
  const buckets = new Map<string, { count: number; ends: number }>();
  return {
    /** Takes one use of `name` for `who`. Answers the seconds to wait when it was one too many, else 0. */
    take(name, who, limit, now) {
      const key = `${name}\n${who}`;
      const bucket = buckets.get(key);
      if (bucket === undefined || bucket.ends <= now) {
        if (buckets.size >= maximumBuckets) makeRoom(buckets, now);
        buckets.delete(key);
        buckets.set(key, { count: 1, ends: now + limit.seconds * 1000 });
        return 0;
      }
      bucket.count += 1;
      return bucket.count > limit.count ? Math.max(1, Math.ceil((bucket.ends - now) / 1000)) : 0;
    },
    /** Gives one use back: what succeeded was no guess. One only, so that a success of one's own hides no guesses at others. */
    giveBack(name, who) {
      const bucket = buckets.get(`${name}\n${who}`);
      if (bucket !== undefined && bucket.count > 0) bucket.count -= 1;
    },
  };
}

export type RateLimiter = {
  take(name: string, who: string, limit: Limit, now: number): number;
  giveBack(name: string, who: string): void;
};

function makeRoom(buckets: Map<string, { ends: number }>, now: number): void {
  for (const [key, { ends }] of buckets) if (ends <= now) buckets.delete(key);
  // Nothing had ended: the oldest tenth goes, the map keeps insertion order.
  let surplus = buckets.size >= 1 ? Math.ceil(buckets.size / 10) : 0;
  for (const key of buckets.keys()) {
    if (surplus-- <= 0) break;
    buckets.delete(key);
  }
}
