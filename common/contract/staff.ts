import { z } from 'zod';
import { revisionSchema } from './centre-operations.ts';
import { pagedInput, pagedOutput } from './paging.ts';
import { emailSchema } from './people.ts';
import { personIdSchema } from './persons.ts';
import { grantSchema, roleNames, scopeSchema } from './rights.ts';
import { keySchema, languageSchema, localizedText, plainText, typedText } from './text.ts';

const instant = z.iso.datetime();
const who = z.object({ id: z.uuid(), name: z.string().max(60) });

export const listStaffSchema = z.strictObject({ role: z.enum(roleNames).optional(), ...pagedInput });
export const staffMemberSchema = z.object({ id: z.uuid(), name: z.string().max(60), email: z.string().max(300).optional(), disabled: z.boolean(), grants: z.array(grantSchema).max(500) });
export type StaffMemberView = z.infer<typeof staffMemberSchema>;
export const staffListedSchema = pagedOutput(staffMemberSchema);

export const changeRoleSchema = z.strictObject({ id: personIdSchema, role: z.enum(roleNames), scope: scopeSchema });
export const rolesChangedSchema = z.object({ id: z.uuid(), grants: z.array(grantSchema).max(500) });

export const teamSchema = z.object({ key: keySchema, name: localizedText(60), archivedAt: instant.optional(), members: z.int().min(0), revision: revisionSchema });
export type TeamView = z.infer<typeof teamSchema>;
export const teamsListedSchema = z.object({ items: z.array(teamSchema).max(500) });
export const createTeamSchema = z.strictObject({ key: keySchema, name: localizedText(60) });
export const renameTeamSchema = createTeamSchema.extend({ revision: revisionSchema });
export const teamRefSchema = z.strictObject({ key: keySchema, revision: revisionSchema });

export const invitationDays = { least: 1, most: 30, usual: 7 } as const;
export const invitationStates = ['open', 'expired', 'accepted', 'revoked'] as const;
export type InvitationState = (typeof invitationStates)[number];

export const inviteStaffSchema = z.strictObject({
  email: emailSchema,
  grants: z.array(grantSchema).min(1).max(20),
  language: languageSchema.optional(),
  note: typedText(500).optional().describe('Shown in the mail and on the page of the invitation.'),
  days: z.coerce.number().int().min(invitationDays.least).max(invitationDays.most).optional().describe(`How many days it holds; ${invitationDays.usual} when left out.`),
});
export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string().max(300),
  grants: z.array(grantSchema).max(20),
  language: languageSchema,
  note: plainText(500).optional(),
  state: z.enum(invitationStates),
  invitedBy: who.optional(),
  createdAt: instant,
  sentAt: instant.optional(),
  expiresAt: instant,
  endedAt: instant.optional(),
  acceptedBy: who.optional(),
});
export type InvitationView = z.infer<typeof invitationSchema>;
export const listInvitationsSchema = z.strictObject({ state: z.enum(invitationStates).optional(), ...pagedInput });
export const invitationsListedSchema = pagedOutput(invitationSchema);
export const invitationRefSchema = z.strictObject({ id: z.uuid() });

export const invitationTokenSchema = z.strictObject({ token: z.string().max(100) });
/** What the page of an invitation shows to who holds its link. `needs`: what has to happen before it can be accepted. */
export const openInvitationSchema = z.object({
  email: z.string().max(300),
  by: z.string().max(60).optional(),
  note: z.string().max(500).optional(),
  grants: z.array(grantSchema).max(20),
  name: z.string().max(60).optional().describe('Whose entry it goes to, when there is one.'),
  needs: z.enum(['name', 'nothing', 'sign_in', 'other_account']),
  expiresAt: instant,
});
export type OpenInvitation = z.infer<typeof openInvitationSchema>;
export const acceptInvitationSchema = z.strictObject({ token: z.string().max(100), name: typedText(60).optional() });
export const invitationAcceptedSchema = z.object({ name: z.string().max(60), started: z.object({ token: z.string().max(100), expiresAt: instant }).optional().describe('The session that began; absent for who was signed in.') });

export const staffPolicySchema = z.object({ secondFactorRequired: z.boolean(), revision: revisionSchema });
export const staffPolicyReadSchema = staffPolicySchema.extend({ own: z.boolean().describe('Whether the reader’s own session has a second factor.') });
export const updateStaffPolicySchema = z.strictObject({ secondFactorRequired: z.boolean(), revision: revisionSchema });

export const addOperatorSchema = z.strictObject({ email: emailSchema, name: typedText(60).optional() });
export const operatorAddedSchema = z.object({
  id: z.uuid(), name: z.string().max(60), created: z.boolean(), added: z.boolean().describe('False when they were an operator already.'), address: z.string().max(2100).describe('The link that lets them in, once.'), expiresAt: instant,
});
export const operatorsListedSchema = z.object({ items: z.array(who.extend({ email: z.string().max(300).optional() })).max(1000) });
