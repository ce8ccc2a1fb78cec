import type { AskingWork } from '../ports.ts';
import { countUse } from './store/proofs.ts';

/** At most `count` uses in `seconds`. */
type Limit = { count: number; seconds: number };

/**
 * Everything about joining that is limited besides the operations' own limits, in one place. They are kept in the database, so that they hold
 * for all programs on it together (D4). By whom: `uid` counts for the number that is asked about, whoever asks.
 */
export const joinLimits = {
  uid: { count: 10, seconds: 3600 },
  uid_person: { count: 20, seconds: 3600 },
  uid_network: { count: 120, seconds: 3600 },
  pull_request_person: { count: 20, seconds: 3600 },
  human_code: { count: 6, seconds: 3600 },
} as const satisfies Record<string, Limit>;
export type JoinLimit = keyof typeof joinLimits;

/**
 * Takes one use of what is limited; answers the seconds to wait when it was one too many, else 0: refuse `too_many_requests` with them, which
 * says `Retry-After` everywhere. Call it outside the transaction: a use counts also when nothing comes of it. Whom it counts for is kept as a
 * keyed hash only.
 */
export async function takeJoinUse(work: Pick<AskingWork, 'db' | 'now' | 'secrets'>, limit: JoinLimit, who: string): Promise<number> {
  const { count, seconds } = joinLimits[limit];
  const { uses, endsAt } = await countUse(work.db, work.secrets.keyedHash('admission.limit', JSON.stringify([limit, who])), seconds, work.now);
  return uses > count ? Math.max(1, Math.ceil((endsAt.getTime() - work.now.getTime()) / 1000)) : 0;
}
