import type { SectionName } from '../../../common/contract/centre.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { movedOrder } from '../rules/order.ts';
import { liveKeys, orderEntries } from '../store/entries.ts';
import { beginChange, finishChange } from './change.ts';

/** Puts an entry before another, or last. Answers the section's keys in their new order. */
export async function moveEntry(keeper: CentreKeeper, section: SectionName, work: Work, input: { key: string; before: string | null }): Promise<Outcome<{ keys: string[] }>> {
  const change = await beginChange(work, keeper);
  const before = await liveKeys(work.db, section);
  const after = movedOrder(before, input.key, input.before);
  if (after === undefined) return refuse('not_found');
  if (after.every((key, index) => key === before[index])) return done({ keys: after });
  await orderEntries(work.db, section, after);
  await work.audit({ subjectKind: section, subjectKey: input.key, before: { place: before.indexOf(input.key) + 1 }, after: { place: after.indexOf(input.key) + 1 } });
  await finishChange(work, keeper, change, { section, key: input.key });
  return done({ keys: after });
}
