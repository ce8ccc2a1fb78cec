import type { z } from 'zod';
import type { auditPageSchema, listAuditSchema } from '../../../common/contract/audit.ts';
import { done, listAuditEntries, type Outcome, type Work } from '../../platform/index.ts';

const usualPage = 50;

/** The change history, latest first, a page at a time. */
export async function listAudit(work: Work, { limit = usualPage, ...filter }: z.output<typeof listAuditSchema>): Promise<Outcome<z.input<typeof auditPageSchema>>> {
  const found = await listAuditEntries(work.db, filter, limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return done({ items, ...(found.length > limit && last !== undefined ? { next: last.id } : {}) });
}
