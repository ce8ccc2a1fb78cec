import type { z } from 'zod';
import { longestWindowDays, type outageProbeSchema, type outageProbesSchema, type putOutageProbeSchema } from '../../../common/contract/outages.ts';
import type { byProductSchema } from '../../../common/contract/uid-service.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import { failureSpacing, stepProbe, unobservedGrace } from '../rules/outage.ts';
import { closeWindow, openWindow, type GraceWork } from './grace.ts';
import { isProduct } from './products.ts';
import { findProbe, insertProbe, listProbes, lockProbe, noteCheck, openObserved, setProbeDeleted, setWindowEnd, updateProbe, type KeptProbe } from './store/outages.ts';

type Parts = Pick<ProductParts, 'reader' | 'configuration' | 'secrets' | 'outbound'>;
type Shown = z.input<typeof outageProbeSchema>;
const day = 86_400_000;

function shown({ product, url, statuses, timeoutSeconds, enabled, checkedAt, lastReason, revision, state }: KeptProbe): Shown {
  const standing = !enabled ? 'off' : checkedAt === undefined ? 'waiting' : state.down ? (state.answersSince === null ? 'down' : 'recovering') : state.failures > 0 ? 'failing' : 'up';
  return { product, url, statuses, timeoutSeconds, enabled, state: standing, revision, ...(checkedAt === undefined ? {} : { checkedAt: checkedAt.toISOString() }), ...(lastReason === undefined ? {} : { lastReason }) };
}

export async function showProbes(work: Work): Promise<Outcome<z.input<typeof outageProbesSchema>>> {
  return done({ items: (await listProbes(work.db)).map(shown) });
}

/** Makes or changes the probe of a product. What it saw before counts no more, and an outage that it had seen is over. */
export function putProbeWith(parts: Parts) {
  return async (work: Work, input: z.output<typeof putOutageProbeSchema>): Promise<Outcome<Shown>> => {
    const { product, revision, enabled, ...settings } = input;
    if (!isProduct(parts, product)) return refuse('not_found');
    const before = await findProbe(work.db, product);
    if (revision === 0) {
      if (!(await insertProbe(work.db, product, settings, enabled, work.now))) return refuse('already_exists');
    } else if ((await updateProbe(work.db, product, settings, enabled, revision)) === undefined) return refuse(before === undefined ? 'not_found' : 'stale_revision');
    await endObserved(work, product);
    await work.audit({ subjectKind: 'outage_probe', subjectKey: product, before: before === undefined ? null : recorded(before), after: { ...settings, enabled } });
    const now = await findProbe(work.db, product);
    return now === undefined ? refuse('not_found') : done(shown(now));
  };
}

const recorded = ({ url, statuses, timeoutSeconds, enabled }: KeptProbe) => ({ url, statuses, timeoutSeconds, enabled });

export async function deleteProbe(work: Work, { product }: z.output<typeof byProductSchema>): Promise<Outcome<{ product: string }>> {
  const before = await findProbe(work.db, product);
  if (before === undefined || !(await setProbeDeleted(work.db, product, work.now))) return refuse('not_found');
  await endObserved(work, product);
  await work.audit({ subjectKind: 'outage_probe', subjectKey: product, before: recorded(before), after: null });
  return done({ product });
}

export async function restoreProbe(work: Work, { product }: z.output<typeof byProductSchema>): Promise<Outcome<Shown>> {
  if (!(await setProbeDeleted(work.db, product, null))) return refuse('not_found');
  const probe = await findProbe(work.db, product);
  if (probe === undefined) return refuse('not_found');
  await work.audit({ subjectKind: 'outage_probe', subjectKey: product, before: null, after: recorded(probe) });
  return done(shown(probe));
}

async function endObserved(work: GraceWork, product: string): Promise<void> {
  const open = await openObserved(work.db, product);
  if (open !== undefined) await closeWindow(work, open, open.endsBy < work.now ? open.endsBy : work.now);
}

/** Looks at every product that has a probe, and draws the conclusions. Of several programs that look at once, one counts. */
export async function checkProbes(parts: Parts, work: JobWork): Promise<void> {
  const due = (await listProbes(work.db)).filter(({ enabled, checkedAt }) => enabled && (checkedAt === undefined || work.now.getTime() - checkedAt.getTime() >= failureSpacing));
  await Promise.all(
    due.map(async (probe) => {
      const reason = await lookAt(parts, probe);
      await work.step((step) => conclude(parts, { ...step, now: work.now }, probe, reason));
    }),
  );
}

/** Why the product does not work, a code; undefined when it does. */
async function lookAt({ outbound }: Parts, { url, statuses, timeoutSeconds }: KeptProbe): Promise<string | undefined> {
  const answer = await outbound.fetchOutside(url, { timeoutMilliseconds: timeoutSeconds * 1000, maximumBytes: 1024 * 1024, redirects: statuses.some((status) => status >= 300 && status < 400) ? 0 : 3 });
  // A page that is longer than anybody wants to read came from a product that works.
  if (!answer.ok) return answer.reason === 'too_large' || answer.reason === 'encoding_unexpected' ? undefined : answer.reason;
  const works = statuses.length === 0 ? answer.status >= 200 && answer.status < 300 : statuses.includes(answer.status);
  return works ? undefined : `status_${answer.status}`;
}

/** The probe's lock comes before those of the fleets: nobody who holds one of theirs asks for it. */
async function conclude(parts: Parts, work: GraceWork, seen: KeptProbe, reason: string | undefined): Promise<void> {
  const probe = await lockProbe(work.db, seen.product);
  // Somebody else looked meanwhile, or the probe was changed: this look counts for nothing.
  if (probe === undefined || probe.revision !== seen.revision || probe.checkedAt?.getTime() !== seen.checkedAt?.getTime()) return;
  const { state, event } = stepProbe(probe.state, { at: work.now.getTime(), answered: reason === undefined });
  await noteCheck(work.db, probe.product, { state, reason, at: work.now });
  const longest = (from: number) => new Date(Math.min(work.now.getTime() + unobservedGrace, from + longestWindowDays * day));
  if (event.kind === 'down') {
    await endObserved(work, probe.product);
    await openWindow(parts, work, { product: probe.product, kind: 'observed', from: new Date(event.from), endsBy: longest(event.from), note: undefined, byPerson: undefined });
    return;
  }
  const open = await openObserved(work.db, probe.product);
  if (open === undefined) return;
  if (!state.down || open.endsBy.getTime() <= work.now.getTime()) await endObserved(work, probe.product);
  else await setWindowEnd(work.db, open.id, { endsBy: longest(open.from.getTime()) });
}
