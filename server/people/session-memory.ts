import { randomUUID } from 'node:crypto';
import type { Database, Log } from '../platform/index.ts';
import type { Notifications, OwnWords } from '../platform/database/index.ts';
import { isToBeTouched } from './rules/session-lifetime.ts';
import { findSession, sayStanding, standingWord, type SignedIn } from './store/sessions.ts';

/** Sessions that were looked up a moment ago, so that reading does not ask the database each time who reads. */
export type SessionMemory = {
  /** The person behind a live session, as `findSession` answers. */
  find(tokenHash: string, now: Date): Promise<SignedIn | undefined>;
  /** How many are kept, and whether any may be. */
  stats(): { kept: number; hears: boolean };
  close(): void;
};

/** The bound on how long another node may be wrong if a word should ever be lost. */
const longestMilliseconds = 2_000;
const mostSessions = 5_000;
const proveEveryMilliseconds = 5_000;

/**
 * Sessions in memory, for at most two seconds. One word of any change empties it: of a transaction of this process before its writer is
 * answered, of another process as soon as PostgreSQL passes it on. A look-up that began before a word is not kept after it. Nothing is kept
 * until the listening connection has proved that it hears, and once it is lost. docs/adr/0012-sessions-in-memory.md says why. `elapsed`
 * answers milliseconds that only go forward, whatever happens to the clock.
 */
export function createSessionMemory({ database, ownWords, notifications, log, find = findSession, elapsed = () => performance.now() }: { database: Database; ownWords: OwnWords; notifications: Pick<Notifications, 'listen' | 'connected'>; log: Log; find?: typeof findSession; elapsed?: () => number }): SessionMemory {
  const kept = new Map<string, { found: SignedIn; until: number }>();
  let generation = 0;
  let hears = false;
  let asked = Number.NEGATIVE_INFINITY;
  /** Nobody else says it, so hearing it shows that this connection is told what is said. */
  let proof = '';

  const forget = () => {
    generation += 1;
    kept.clear();
  };
  const goDeaf = () => {
    hears = false;
    proof = '';
    asked = Number.NEGATIVE_INFINITY;
    forget();
  };
  /** A pooler in transaction mode lets somebody LISTEN and never tells them anything. */
  const prove = () => {
    asked = elapsed();
    proof = `proof ${randomUUID()}`;
    void sayStanding(database, proof).catch((error: unknown) => log.debug('sessions.proof_failed', { error }));
  };
  ownWords.hear(standingWord, forget);
  const stop = notifications.listen(standingWord, {
    heard(payload) {
      if (payload === '') forget();
      else if (payload === proof) hears = true;
    },
    missed() {
      goDeaf();
      prove();
    },
    lost: goDeaf,
  });

  return {
    async find(tokenHash, now) {
      const began = elapsed();
      const known = kept.get(tokenHash);
      if (known !== undefined && began < known.until && known.found.endsAt > now && !isToBeTouched(known.found.seenAt, now)) return known.found;
      const before = generation;
      const found = await find(database, tokenHash, now);
      if (!hears) {
        if (notifications.connected() && began - asked > proveEveryMilliseconds) prove();
      } else if (found !== undefined && before === generation && !isToBeTouched(found.seenAt, now)) {
        makeRoom(kept, began);
        kept.set(tokenHash, { found, until: began + longestMilliseconds });
      }
      return found;
    },
    stats: () => ({ kept: kept.size, hears }),
    close() {
      stop();
      goDeaf();
    },
  };
}

/** The oldest goes first; what is over goes with it. */
function makeRoom(kept: Map<string, { until: number }>, now: number): void {
  for (const [tokenHash, { until }] of kept) {
    if (kept.size < mostSessions && until > now) return;
    kept.delete(tokenHash);
  }
}
