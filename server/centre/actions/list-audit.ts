import type { z } from 'zod';
import type { auditPageSchema, listAuditSchema } from '../../../common/contract/audit.ts';
import { done, listAuditEntries, pageFrom, readIdCursor, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';

/** The change history, latest first, a page at a time. */
export async function listAudit(work: Work, { limit, cursor, ...filter }: z.output<typeof listAuditSchema>): Promise<Outcome<z.input<typeof auditPageSchema>>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const found = await listAuditEntries(work.db, { ...filter, after: after.value }, rowsToRead(limit));
  return done(pageFrom(found, limit, (entry) => entry, ({ id }) => [id]));
}
