import type { ProductParts } from '../../parts.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import { tellApplicant } from './grace.ts';
import { endedUnasked, insertUidRequest, markAsked, owedApplications } from './store/outages.ts';

/** When a window is over, whoever was let in without a UID is asked for it, once. [002] */
export async function askOwedUids(parts: Pick<ProductParts, 'reader' | 'configuration' | 'secrets'>, work: JobWork): Promise<void> {
  await work.step(async ({ db, publish }) => {
    for (const window of await endedUnasked(db, work.now)) {
      // A declared window is closed by its own end: nobody else says so.
      if (window.until === undefined) await publish({ name: 'grace.ended', subject: window.id, data: { product: window.product, kind: window.kind } });
      for (const { id, fleet, personId, language, owedUntil } of await owedApplications(db, window.id)) {
        if (await insertUidRequest(db, id, window.id, work.now)) await tellApplicant(parts, { db, now: work.now }, { applicationId: id, personId, fleet, language, what: 'uid_owed', until: owedUntil });
      }
      await markAsked(db, window.id, work.now);
    }
  });
}
