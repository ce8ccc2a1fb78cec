import type { z } from 'zod';
import type { auditPageSchema, listAuditSchema } from '../../../common/contract/audit.ts';
import { subjectId, type SubjectNames } from '../ports.ts';
import { done, listAuditEntries, pageFrom, readIdCursor, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';

/** The change history, latest first, a page at a time, with what things are called now beside their keys. */
export async function listAudit(namesOf: SubjectNames, work: Work, { limit, cursor, ...filter }: z.output<typeof listAuditSchema>): Promise<Outcome<z.input<typeof auditPageSchema>>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const found = await listAuditEntries(work.db, { ...filter, after: after.value }, rowsToRead(limit));
  const names = await namesOf(work, found.map(({ subject }) => subject));
  return done(pageFrom(found, limit, (entry) => ({ ...entry, subject: { ...entry.subject, ...names.get(subjectId(entry.subject)) } }), ({ id }) => [id]));
}
