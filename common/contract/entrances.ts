import { z } from 'zod';
import { applicationStates } from './admission.ts';
import { priorities } from './fleet.ts';
import { fileUploadSchema } from './file.ts';
import { importReportSchema, listImportLinesSchema, listImportsSchema } from './imports.ts';
import { pagedInput, pagedOutput } from './paging.ts';
import { identityKinds } from './people.ts';
import { keySchema, typedText } from './text.ts';

/** The other ways in: invitations, adding by hand and by program, lists of members. [003] */

const instant = z.iso.datetime();
const id = z.uuid();
const text = z.string().max(4000);

export const groupInvitationDays = { least: 1, most: 30, usual: 7 } as const;
export const groupInvitationUses = { least: 1, most: 10_000, usual: 1 } as const;

/** An account anywhere, as somebody typed it. */
export const typedAccountSchema = z.strictObject({
  kind: z.enum(identityKinds),
  account: typedText(254),
  issuer: z.string().max(200).optional().describe('The product of a UID, the provider of an OIDC subject.'),
});
export type TypedAccount = z.infer<typeof typedAccountSchema>;

export const createGroupInvitationSchema = z.strictObject({
  fleet: keySchema,
  days: z.coerce.number().int().min(groupInvitationDays.least, 'invitation_days').max(groupInvitationDays.most, 'invitation_days').optional().describe(`How many days it holds; ${groupInvitationDays.usual} when left out. [003]`),
  uses: z.coerce.number().int().min(groupInvitationUses.least).max(groupInvitationUses.most).optional().describe(`How many people it lets in; ${groupInvitationUses.usual} when left out.`),
  priority: z.enum(priorities).optional().describe('Whoever comes by it may use this kind of priority’s share of the reserve. [000]'),
  account: typedAccountSchema.optional().describe('Only whoever has proven this account can use it, once.'),
  note: typedText(300).optional(),
});

export const groupInvitationStates = ['open', 'used_up', 'expired', 'revoked'] as const;
export type GroupInvitationState = (typeof groupInvitationStates)[number];

export const groupInvitationSchema = z.object({
  id,
  fleet: keySchema,
  fleetName: text,
  state: z.enum(groupInvitationStates),
  priority: z.enum(priorities).optional(),
  account: z.object({ kind: z.enum(identityKinds), shown: text }).optional(),
  usesGranted: z.int().min(1),
  usesLeft: z.int().min(0),
  note: text.optional(),
  createdBy: z.object({ id, name: text }).optional(),
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.optional(),
  revision: z.int().min(1),
});
export type GroupInvitation = z.infer<typeof groupInvitationSchema>;

/** A new invitation; its link is shown once. */
export const groupInvitationMadeSchema = z.object({ invitation: groupInvitationSchema, link: z.string().max(300) });

export const listGroupInvitationsSchema = z.strictObject({ fleet: keySchema.optional(), state: z.enum(groupInvitationStates).optional(), ...pagedInput });
export const groupInvitationPageSchema = pagedOutput(groupInvitationSchema);
export const atInvitation = z.strictObject({ id });
export const listInvitationUsesSchema = z.strictObject({ id, ...pagedInput });
export const invitationUsesSchema = pagedOutput(
  z.object({ application: id, state: z.enum(applicationStates), person: z.object({ id, name: text }).optional(), at: instant, returnedAt: instant.optional().describe('The use was given back, because nothing came of the application.') }),
);

/** Whatever is sent as a token is answered alike when it opens nothing: used, expired, revoked, made up, or no token at all (D2). */
export const openGroupInvitationSchema = z.strictObject({ token: z.unknown().describe('The token of the link.') });
/** Where an invitation leads, for who holds its link. */
export const openedGroupInvitationSchema = z.object({
  fleet: keySchema,
  fleetName: text,
  topicName: text,
  priority: z.enum(priorities).optional(),
  by: text.optional(),
  expiresAt: instant,
  personal: z.boolean().describe('It is for somebody, who proves the account that it names.'),
  forYou: z.boolean().optional().describe('Whoever is signed in has proven that account. Left out where nobody is signed in.'),
});
export type OpenedGroupInvitation = z.infer<typeof openedGroupInvitationSchema>;

/** Lets somebody in by the word of staff. */
export const addFleetMemberSchema = z.strictObject({
  fleet: keySchema,
  person: id.optional().describe('Whom the centre knows; or an account.'),
  account: typedAccountSchema.optional(),
  name: typedText(60).optional().describe('What somebody is called whom the centre does not know yet.'),
  priority: z.enum(priorities).optional().describe('The reserve may be used, within this kind’s share.'),
  group: keySchema.optional().describe('The group that is wanted; it is given while it takes people.'),
  inside: z.boolean().optional().describe('They are in the group already, where it lives elsewhere: they are a member at once. Left out, the seat is held there until they say that they are in.'),
});
export const fleetMemberAddedSchema = z.object({ application: id, person: id, state: z.enum(applicationStates), group: z.object({ id, name: text }).optional(), already: z.boolean().describe('They had a seat before; nothing was changed.'), told: z.boolean().describe('A mail with the way in and the one-time code goes to them. False for who is in already, and where no address is known: then somebody has to tell them.') });

/** Most lines of one list of members. [003] */
export const memberImportLimit = 200;
const fleet = keySchema;
export const previewFleetImportSchema = z.strictObject({ fleet, file: fileUploadSchema });
export const atFleetImport = z.strictObject({ fleet, id });
export const listFleetImportsSchema = listImportsSchema.extend({ fleet });
export const listFleetImportLinesSchema = listImportLinesSchema.extend({ fleet });
export const fleetImportReportSchema = importReportSchema.extend({ fleet });
export const fleetImportTemplateSchema = z.strictObject({ fleet, format: z.enum(['csv', 'xlsx']) });
