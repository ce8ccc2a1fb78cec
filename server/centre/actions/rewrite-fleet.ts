import type { Fleet } from '../../../common/contract/fleet.ts';
import type { Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { findEntry, putEntries } from '../store/entries.ts';
import { advanceState, lockState, readContent } from '../store/state.ts';

type Rewriting = Pick<Work, 'db' | 'now' | 'publish'> & Partial<Pick<Work, 'afterCommit'>>;

/**
 * Changes the entry of a fleet from within: a group was opened, archived, or got another number. The caller holds the fleet's lock, which comes
 * before the centre's. An example stays just as it came, because nobody has edited it. `revision`: of the change of which this is a part.
 * Answers the entry before and after; undefined when there is no such entry.
 */
export async function rewriteFleet(work: Rewriting, keeper: CentreKeeper | undefined, key: string, change: (fleet: Fleet) => Fleet, revision?: number): Promise<{ before: Fleet; after: Fleet } | undefined> {
  const state = await lockState(work.db);
  const found = await findEntry(work.db, 'fleets', key);
  if (found === undefined || found.deletedAt !== undefined) return undefined;
  const before = found.entry as Fleet;
  const after = change(before);
  const next = revision ?? state.revision + 1;
  await putEntries(work.db, 'fleets', [after], next, work.now);
  if (revision !== undefined) return { before, after };
  await advanceState(work.db, next, work.now, state.exampleUntouched ? { exampleRevision: next } : {});
  await work.publish({ name: 'centre.changed', subject: `fleets/${key}`, data: { revision: next } });
  const content = await readContent(work.db);
  if (keeper !== undefined) work.afterCommit?.(() => keeper.show(content));
  return { before, after };
}
