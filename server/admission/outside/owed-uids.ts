import { undoSeconds } from '../../../common/contract/moderation.ts';
import type { ProductParts } from '../../parts.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import { uidOwedDays } from '../actions/owed-uid.ts';
import { tellApplicant } from './grace.ts';
import { endedUnasked, insertUidRequest, markAsked, owedUnasked, setOwedUntil } from './store/outages.ts';

/** So many are written to in one step. */
const atOnce = 100;

/**
 * Whoever was let in without a UID is asked for it, once: when the window is over, or at once where it was over by then or there was none. From
 * that day on they have their time; a decision that can still be undone is waited for. [002]
 */
export async function askOwedUids(parts: Pick<ProductParts, 'reader' | 'configuration' | 'secrets'>, work: JobWork): Promise<void> {
  const { now } = work;
  await work.step(async ({ db, publish }) => {
    for (const window of await endedUnasked(db, now)) {
      // A declared window is closed by its own end: nobody else says so.
      if (window.until === undefined) await publish({ name: 'grace.ended', subject: window.id, data: { product: window.product, kind: window.kind } });
      await markAsked(db, window.id, now);
    }
  });
  const owes = { decidedBy: new Date(now.getTime() - (undoSeconds + 1) * 1000), now };
  for (let asked = atOnce; asked === atOnce && !work.signal.aborted; ) {
    asked = await work.step(async ({ db }) => {
      const owing = await owedUnasked(db, owes, atOnce);
      for (const { id, fleet, personId, language, owedUntil, window } of owing) {
        if (!(await insertUidRequest(db, id, window, now))) continue;
        const until = new Date(Math.max(owedUntil.getTime(), now.getTime() + uidOwedDays * 86_400_000));
        await setOwedUntil(db, id, until);
        await tellApplicant(parts, { db, now }, { applicationId: id, personId, fleet, language, what: 'uid_owed', until });
      }
      return owing.length;
    });
  }
}
