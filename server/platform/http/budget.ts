import type { Context } from 'hono';
import type { LimitState, RateLimiter } from '../operations/rate-limit.ts';
import type { HttpEnvironment } from './context.ts';

/** Requests to the API per minute, for each network, person and key. */
export type ApiLimits = { network: number; person: number; key: number };

const windowSeconds = 60;

/** A limit that counted this request, as it is told in the answer's headers. */
type Counted = { name: string; count: number; seconds: number; state: LimitState };

/** What a request has used of its limits. One limit that is used up refuses the request; all are told. */
export type Budget = {
  /** Counts the request for its network, person or key; answers the seconds to wait, or 0. */
  spend(name: keyof ApiLimits, who: string): number;
  /** Tells the operation's own limit as well. */
  note(limit: { count: number; seconds: number }, state: LimitState): void;
  /** Writes the headers `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10). */
  tell(context: Context<HttpEnvironment>): void;
};

/** The budget of one request. */
export function createBudget(limiter: RateLimiter, limits: ApiLimits, now: () => number): Budget {
  const counted: Counted[] = [];
  return {
    spend(name, who) {
      const limit = { count: limits[name], seconds: windowSeconds };
      const state = limiter.use(`api ${name}`, who, limit, now());
      counted.push({ name, ...limit, state });
      return state.waitSeconds;
    },
    note: ({ count, seconds }, state) => void counted.push({ name: 'operation', count, seconds, state }),
    tell(context) {
      const { headers } = context.res;
      headers.set('ratelimit-policy', counted.map(({ name, count, seconds }) => `"${name}";q=${count};w=${seconds}`).join(', '));
      headers.set('ratelimit', counted.map(({ name, state }) => `"${name}";r=${state.remaining};t=${state.resetSeconds}`).join(', '));
    },
  };
}
