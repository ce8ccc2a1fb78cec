import type { Centre, SectionName } from '../../../common/contract/centre.ts';
import type { Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { advanceState, lockState, readContent, type CentreState, type StateChange } from '../store/state.ts';

/** A change under way: it holds the lock, so nothing else changes the content until it commits. */
export type Change = { state: CentreState; centre: Centre | null; revision: number };

export type ChangedSubject = { section: SectionName; key: string } | { section: 'settings' } | { section: 'centre' };

/** Takes the locks and reads what is there; `revision` is the content revision that the change will have. */
export async function beginChange(work: Work, keeper: CentreKeeper): Promise<Change> {
  await keeper.fleets?.lock(work);
  const state = await lockState(work.db);
  const { centre } = await readContent(work.db);
  return { state, centre, revision: state.revision + 1 };
}

/** Counts the revision up, tells everyone, and shows the new content in this process as soon as it is committed. */
export async function finishChange(work: Work, keeper: CentreKeeper, change: Change, subject: ChangedSubject, stateChange: StateChange = {}): Promise<void> {
  await advanceState(work.db, change.revision, work.now, stateChange);
  await work.publish({ name: 'centre.changed', subject: 'key' in subject ? `${subject.section}/${subject.key}` : subject.section, data: { revision: change.revision } });
  const written = await readContent(work.db);
  if (written.centre !== null) await keeper.fleets?.describe(work, keeper, written.centre, change.revision);
  const content = keeper.fleets === undefined ? written : await readContent(work.db);
  work.afterCommit(() => keeper.show(content));
}
