import { z } from 'zod';
import { pagedInput, pagedOutput } from './paging.ts';
import { plainText } from './text.ts';

/** What the history tells of beside the sections of the centre and its settings, in the groups in which pages list it. */
export const auditKinds = {
  groups: ['group', 'seat', 'group_code', 'check_link', 'announcement', 'group_invitation', 'application', 'appeal', 'strike', 'ban', 'raid', 'raid_settings', 'reject_reason', 'uid_service', 'outage_probe', 'grace_window', 'forge'],
  people: ['person', 'staff_invitation', 'staff_policy', 'team', 'organisation', 'department', 'member', 'domain', 'certificate', 'entitlement', 'import', 'privacy_notice', 'privacy_consent', 'retention'],
  programs: ['api_key', 'webhook', 'hook', 'sign_in_provider'],
  running: ['centre', 'proposal', 'notice_bot', 'notice_kind', 'notice_delivery', 'duty_roster', 'mail', 'backup', 'upkeep', 'delivery', 'job'],
} as const;
export type AuditKind = (typeof auditKinds)[keyof typeof auditKinds][number];
export const auditKindNames: readonly AuditKind[] = Object.values(auditKinds).flat();

/** The change history: who changed what, and how it was before and after. */
export const auditEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.string().max(20), id: z.uuid().optional(), name: z.string().max(100).optional(), key: z.object({ id: z.uuid(), name: z.string().max(60) }).optional().describe('The API key that was used.') }),
  operation: z.string().max(60),
  subject: z.object({
    kind: z.string().max(60),
    key: z.string().max(100),
    name: z.string().max(300).optional().describe('What a group, a person or an organisation is called now; missing for what is gone, and for what goes by its key.'),
    fleet: z.string().max(60).optional().describe('The fleet of a group.'),
  }),
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
