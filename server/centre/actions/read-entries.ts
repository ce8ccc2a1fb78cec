import { sectionLimit, type SectionName } from '../../../common/contract/centre.ts';
import type { EntryRecord } from '../../../common/contract/centre-operations.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { findEntry, listEntries } from '../store/entries.ts';

/** A section in its order, or what was deleted from it, latest first. */
export async function readEntries<Name extends SectionName>(section: Name, work: Work, deleted: boolean): Promise<Outcome<{ items: EntryRecord<Name>[] }>> {
  return done({ items: await listEntries(work.db, section, deleted ? 'deleted' : 'live', sectionLimit) });
}

/** One entry that is not deleted. */
export async function readEntry<Name extends SectionName>(section: Name, work: Work, key: string): Promise<Outcome<EntryRecord<Name>>> {
  const found = await findEntry(work.db, section, key);
  return found === undefined || found.deletedAt !== undefined ? refuse('not_found') : done(found);
}
