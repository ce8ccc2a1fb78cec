import { z } from 'zod';
import { revisionSchema } from './centre-operations.ts';
import { pagedInput, pagedOutput } from './paging.ts';
import { identityKinds, proofMethods, signInMethods } from './people.ts';
import { grantSchema, permissionSchema, roleNames, scopeSchema } from './rights.ts';
import { languageSchema, typedText } from './text.ts';

const instant = z.iso.datetime();
export const personIdSchema = z.uuid().describe('Id of a person.');
const nameSchema = typedText(60);

/** How an account was typed: any text, its form is judged by its kind. */
const typedAccountSchema = z.string().trim().min(1).max(300);
const issuerSchema = z.string().trim().min(1).max(300).describe('The product of a UID (its key), the issuer of an OIDC subject.');

export const accountSchema = z.strictObject({ kind: z.enum(identityKinds), account: typedAccountSchema, issuer: issuerSchema.optional() });

export const personStates = ['active', 'disabled', 'merged'] as const;
export type PersonState = (typeof personStates)[number];

export const identitySchema = z.object({
  id: z.uuid(),
  kind: z.enum(identityKinds),
  issuer: z.string().max(300).optional(),
  typed: z.string().max(300).describe('As it was written.'),
  canonical: z.string().max(300).describe('In the form that is compared.'),
  provenAt: instant.optional(),
  provenHow: z.enum(proofMethods).optional(),
  createdAt: instant,
  withdrawnAt: instant.optional().describe('When an operator took its proof back: nobody signs in with it.'),
  others: z.int().min(0).describe('How many other persons say to have the same account.'),
});
export type IdentityView = z.infer<typeof identitySchema>;

export const personLineSchema = z.object({
  id: z.uuid(),
  name: z.string().max(60),
  state: z.enum(personStates),
  createdAt: instant,
  identities: z.array(z.object({ kind: z.enum(identityKinds), typed: z.string().max(300), proven: z.boolean() })).max(8).describe('The first of their accounts, proven ones first.'),
  roles: z.array(z.enum(roleNames)).max(roleNames.length),
});
export type PersonLine = z.infer<typeof personLineSchema>;

export const listPersonsSchema = z.strictObject({
  search: z.string().max(100).optional().describe('Part of a name, the beginning of an address, number, login or UID; several words must all be found. Whoever bears exactly this comes first.'),
  state: z.enum(personStates).optional().describe('active when left out.'),
  staff: z.enum(['true', 'false']).optional().describe('Only people with a role, or only people without.'),
  ...pagedInput,
});
export const personsListedSchema = pagedOutput(personLineSchema);

const roleHeldSchema = grantSchema.extend({ grantedAt: instant, grantedBy: z.object({ id: z.uuid(), name: z.string().max(60) }).optional() });

export const personSchema = z.object({
  id: z.uuid(),
  name: z.string().max(60),
  language: languageSchema,
  state: z.enum(personStates),
  createdAt: instant,
  disabledAt: instant.optional(),
  mergedInto: z.object({ id: z.uuid(), name: z.string().max(60) }).optional(),
  identities: z.array(identitySchema).max(500),
  roles: z.array(roleHeldSchema).max(500),
  sessions: z.int().min(0).describe('How many sessions live.'),
  merged: z.array(z.object({ merge: z.uuid(), id: z.uuid(), name: z.string().max(60), at: instant })).max(100).describe('Entries that were merged into this one.'),
  similar: z.array(z.object({ id: z.uuid(), name: z.string().max(60), kind: z.enum(identityKinds) })).max(20).describe('Other persons with one of the same accounts.'),
  revision: revisionSchema,
});
export type PersonView = z.infer<typeof personSchema>;

const identitiesMaximum = 20;
export const addPersonSchema = z.strictObject({ name: nameSchema, language: languageSchema.optional(), accounts: z.array(accountSchema).max(identitiesMaximum).optional() });
export const personRefSchema = z.strictObject({ id: personIdSchema });
export const renamePersonSchema = z.strictObject({ id: personIdSchema, name: nameSchema, language: languageSchema.optional(), revision: revisionSchema });
export const changeStateSchema = z.strictObject({ id: personIdSchema, revision: revisionSchema });
export const personChangedSchema = z.object({ id: z.uuid(), revision: revisionSchema });

export const addIdentitySchema = accountSchema.extend({ id: personIdSchema });
export const identityRefSchema = z.strictObject({ id: personIdSchema, identity: z.uuid() });
export const identityChangedSchema = z.object({ id: z.uuid(), identity: z.uuid() });
const claimOfOtherSchema = z.strictObject({ person: z.uuid(), account: z.string().max(300) });
export const identityConfirmedSchema = identityChangedSchema.extend({ displaced: z.array(claimOfOtherSchema).max(100).describe('Others who only claimed the account, and do so no more.') });
export const undoConfirmationSchema = identityRefSchema.extend({ claims: z.array(claimOfOtherSchema).max(100).optional().describe('What confirming displaced, as it answered: it is claimed again.') });

export const sessionLineSchema = z.object({
  id: z.uuid(), createdAt: instant, seenAt: instant, expiresAt: instant, method: z.enum(signInMethods), secondFactor: z.boolean(), device: z.string().max(1000), network: z.string().max(100),
});
export const sessionsListedSchema = z.object({ items: z.array(sessionLineSchema).max(200) });
export const sessionRefSchema = z.strictObject({ id: personIdSchema, session: z.uuid() });
export const sessionsEndedSchema = z.object({ ended: z.int().min(0) });

/** What merging would do: `moves` what goes over from the entry that disappears, `stays` what the kept one has already. */
export const mergePreviewSchema = z.object({
  kept: z.object({ id: z.uuid(), name: z.string().max(60) }),
  gone: z.object({ id: z.uuid(), name: z.string().max(60) }),
  identities: z.array(z.object({ kind: z.enum(identityKinds), typed: z.string().max(300), proven: z.boolean(), moves: z.boolean() })).max(500),
  roles: z.array(grantSchema).max(500).describe('Roles that the kept entry gains.'),
  rows: z.array(z.object({ area: z.string().max(60), count: z.int().min(1) })).max(40).describe('How much moves, by part of the centre.'),
  ends: z.array(z.object({ area: z.string().max(60), what: z.string().max(60).describe('What it is, as the part of the centre calls it: `credential` is a password, `sign_in_totp` an authenticator app.'), count: z.int().min(1) })).max(40).describe('What both have of which one stays, by part of the centre. The other ends, and is brought back when the merge is undone.'),
  sessions: z.int().min(0).describe('Sessions that end, of both.'),
  conflicts: z.array(z.enum(['names_differ', 'disabled', 'both_staff', 'same_account_claimed'])).max(10),
});
export type MergePreview = z.infer<typeof mergePreviewSchema>;
export const previewMergeSchema = z.strictObject({ id: personIdSchema, other: personIdSchema.describe('The entry that would disappear.') });
export const mergePersonsSchema = previewMergeSchema;
export const mergedSchema = z.object({ merge: z.uuid(), kept: z.uuid(), gone: z.uuid() });
export const mergeRefSchema = z.strictObject({ id: personIdSchema, merge: z.uuid() });
export const splitPersonSchema = z.strictObject({ id: personIdSchema, identities: z.array(z.uuid()).min(1).max(100), name: nameSchema });
export const splitSchema = z.object({ id: z.uuid(), created: z.uuid() });

/** May they, where, and because of which role. */
export const rightsExplainedSchema = z.object({
  id: z.uuid(),
  name: z.string().max(60),
  secondFactor: z.enum(['missing', 'needed']).optional().describe('The centre asks its staff for a second factor. `missing`: all of this rests until one is set up; `needed`: it holds in sessions that began with one.'),
  items: z.array(z.object({ permission: permissionSchema, where: z.union([z.literal('everywhere'), z.array(scopeSchema).max(500)]), because: z.array(grantSchema).max(500) })).max(100),
});
export type RightsExplained = z.infer<typeof rightsExplainedSchema>;

export const rightsTableSchema = z.object({
  items: z.array(z.object({ permission: permissionSchema, operator: z.enum(['centre', 'part']).optional(), moderator: z.enum(['centre', 'part']).optional(), agent: z.enum(['centre', 'part']).optional() })).max(100),
});
