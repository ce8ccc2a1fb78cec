import { z } from 'zod';
import { pagedInput, pagedOutput } from './paging.ts';
import { plainText } from './text.ts';

/** The change history: who changed what, and how it was before and after. */
export const auditEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.string().max(20), id: z.uuid().optional(), name: z.string().max(100).optional(), key: z.object({ id: z.uuid(), name: z.string().max(60) }).optional().describe('The API key that was used.') }),
  operation: z.string().max(60),
  subject: z.object({ kind: z.string().max(60), key: z.string().max(100) }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const listAuditSchema = z.strictObject({
  subjectKind: plainText(60).optional().describe('For example a section such as channels, or settings.'),
  subjectKey: plainText(100).optional(),
  ...pagedInput,
});
export const auditPageSchema = pagedOutput(auditEntrySchema);
