import { sectionLimit, type SectionName } from '../../../common/contract/centre.ts';
import type { EntryRecord } from '../../../common/contract/centre-operations.ts';
import { done, pageFrom, readCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { findEntry, listDeletedEntries, listEntries } from '../store/entries.ts';

type Asked = { cursor?: string | undefined; limit?: number | undefined; deleted?: 'true' | 'false' | undefined };

/** A section in its order, or what was deleted from it, latest first; whole, or a page of it. */
export async function readEntries<Name extends SectionName>(section: Name, work: Work, { cursor, limit = sectionLimit, deleted }: Asked): Promise<Outcome<{ items: EntryRecord<Name>[]; next?: string }>> {
  const after = readCursor(cursor, 2);
  if (!after.ok) return after;
  const read = deleted === 'true' ? listDeletedEntries : listEntries;
  const rows = await read<Name>(work.db, section, after.value, rowsToRead(limit));
  if (rows === undefined) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  return done(pageFrom(rows, limit, ({ record }) => record, ({ place }) => place));
}

/** One entry that is not deleted. */
export async function readEntry<Name extends SectionName>(section: Name, work: Work, key: string): Promise<Outcome<EntryRecord<Name>>> {
  const found = await findEntry(work.db, section, key);
  return found === undefined || found.deletedAt !== undefined ? refuse('not_found') : done(found);
}
