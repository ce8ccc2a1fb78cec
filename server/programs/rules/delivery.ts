import { failingDays } from '../../../common/contract/webhooks.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Pauses after the first, second … failed attempt; after the last one a delivery is given up, about three days after it began. */
export const pauses: readonly number[] = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 6 * hour, 8 * hour, 12 * hour, 12 * hour, 12 * hour, 12 * hour];

/** The longest pause that a receiver can ask for with Retry-After. */
const longestWish = 6 * hour;

/** What is known after an attempt. `attempts` counts this one; `random` is between 0 and 1. */
export type AttemptFacts = { status: number | undefined; retryAfterSeconds: number | undefined; attempts: number; failingSince: Date | null; now: Date; random: number };

export type Verdict = {
  delivery: { state: 'delivered' } | { state: 'waiting'; nextAttemptAt: Date } | { state: 'failed' };
  endpoint: { health: 'good' } | { health: 'failing' } | { health: 'off'; because: 'failing' | 'gone' };
};

/** What becomes of a delivery and its receiver. 2xx has arrived; 410 asks never to be told again; everything else is tried later. */
export function judgeAttempt({ status, retryAfterSeconds, attempts, failingSince, now, random }: AttemptFacts): Verdict {
  if (status !== undefined && status >= 200 && status < 300) return { delivery: { state: 'delivered' }, endpoint: { health: 'good' } };
  if (status === 410) return { delivery: { state: 'failed' }, endpoint: { health: 'off', because: 'gone' } };
  const pause = pauses[attempts - 1];
  const wish = status === 429 || status === 503 ? Math.min((retryAfterSeconds ?? 0) * second, longestWish) : 0;
  // Pauses differ by up to a tenth, so that what failed together does not come back together.
  const delivery: Verdict['delivery'] = pause === undefined ? { state: 'failed' } : { state: 'waiting', nextAttemptAt: new Date(now.getTime() + Math.max(wish, pause * (0.9 + random / 5))) };
  const failing = failingSince !== null && now.getTime() - failingSince.getTime() >= failingDays * 24 * hour;
  return { delivery, endpoint: failing ? { health: 'off', because: 'failing' } : { health: 'failing' } };
}

/** Seconds of a Retry-After header that gives seconds; anything else is no wish. */
export function readRetryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}
