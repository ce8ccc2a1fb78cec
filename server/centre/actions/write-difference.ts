import type { Centre, SectionEntry } from '../../../common/contract/centre.ts';
import type { Work } from '../../platform/index.ts';
import type { CentreChange } from '../rules/difference.ts';
import { deleteEntries, orderEntries, putEntries } from '../store/entries.ts';

/** Writes what differs, section by section, with one line of history for each entry that is added, changed or removed. */
export async function writeDifference(work: Work, found: CentreChange, before: Centre | null, after: Centre, revision: number): Promise<void> {
  for (const { section, added, changed, removed, moved } of found.sections) {
    await deleteEntries(work.db, section, removed.map(({ key }) => key), revision, work.now);
    await putEntries(work.db, section, [...added, ...changed.map((change) => change.after)], revision, work.now);
    if (added.length + moved.length + removed.length > 0) await orderEntries(work.db, section, after[section].map(({ key }) => key));
    for (const entry of added) await work.audit({ subjectKind: section, subjectKey: entry.key, before: null, after: entry });
    for (const change of changed) await work.audit({ subjectKind: section, subjectKey: change.after.key, before: change.before, after: change.after });
    for (const entry of removed) await work.audit({ subjectKind: section, subjectKey: entry.key, before: entry, after: null });
    for (const { key } of moved) await work.audit({ subjectKind: section, subjectKey: key, before: { place: placeOf(before?.[section], key) }, after: { place: placeOf(after[section], key) } });
  }
}

function placeOf(entries: readonly SectionEntry[] | undefined, key: string): number {
  return (entries ?? []).findIndex((entry) => entry.key === key) + 1;
}
