import { z } from 'zod';
import { daySchema } from './day.ts';
import type { IdentityKind } from './people.ts';
import { fileUploadSchema, fileViewSchema } from './file.ts';
import { pagedInput, pagedOutput } from './paging.ts';
import { plainText, typedText } from './text.ts';

const revision = z.int().min(1).max(Number.MAX_SAFE_INTEGER).describe('The revision that was read; another one is refused as stale.');
const revisionView = z.int().min(1);
const day = daySchema;
const instant = z.iso.datetime();

/** Bounds of an organisation: deep and large enough for a group of companies, small enough to be read as a whole. */
export const departmentDepth = 8;
export const departmentLimit = 500;
export const domainLimit = 20;
export const certificateLimit = 50;

export const organisationStates = ['active', 'archived'] as const;
export type OrganisationState = (typeof organisationStates)[number];

/** What happens when somebody proves an address of a verified domain. */
export const domainJoinings = ['off', 'suggest', 'add'] as const;
export type DomainJoining = (typeof domainJoinings)[number];

export const organisationFields = {
  name: typedText(120),
  aliases: z.array(typedText(120)).max(10).describe('Other names, such as the short or the English one; they are searched too.'),
  note: z.string().trim().max(2000).describe('For staff only.'),
  domainJoining: z.enum(domainJoinings).describe('What happens when somebody proves an e-mail address of a verified domain: nothing, a suggestion, or membership.'),
};

export const organisationSummarySchema = z.object({
  id: z.uuid(),
  name: z.string().max(120),
  aliases: z.array(z.string().max(120)).max(10),
  state: z.enum(organisationStates),
  members: z.int().min(0).describe('Current members.'),
  suggested: z.int().min(0).describe('Suggested members that wait for a decision.'),
  certificate: z.enum(['none', 'submitted', 'verified', 'rejected', 'expired']).describe('State of the certificate that counts.'),
  createdAt: instant,
});
export type OrganisationSummary = z.infer<typeof organisationSummarySchema>;

export const departmentViewSchema = z.object({
  id: z.uuid(),
  parent: z.uuid().optional(),
  name: z.string().max(80),
  archived: z.boolean(),
  members: z.int().min(0).describe('Current members of this very department.'),
  revision: revisionView,
});
export type DepartmentView = z.infer<typeof departmentViewSchema>;

export const domainViewSchema = z.object({
  id: z.uuid(),
  domain: z.string().max(253),
  state: z.enum(['pending', 'verified']),
  how: z.enum(['dns', 'operator']).optional(),
  verifiedAt: instant.optional(),
  checkedAt: instant.optional().describe('When its DNS was looked at last.'),
  record: z.object({ name: z.string().max(260), value: z.string().max(120) }).describe('The TXT record that proves the domain.'),
  revision: revisionView,
});
export type DomainView = z.infer<typeof domainViewSchema>;

export const certificateStates = ['submitted', 'verified', 'rejected', 'expired'] as const;
export type CertificateState = (typeof certificateStates)[number];
export const certificateViewSchema = z.object({
  id: z.uuid(),
  organisation: z.uuid(),
  issuer: z.string().max(120),
  number: z.string().max(80),
  validUntil: day.optional().describe('The last day on which it is valid; left out when it does not end.'),
  state: z.enum(certificateStates),
  reason: z.string().max(500).optional().describe('Why it was rejected.'),
  document: fileViewSchema,
  submittedAt: instant,
  decidedAt: instant.optional(),
  decidedBy: z.string().max(60).optional(),
  revision: revisionView,
});
export type CertificateView = z.infer<typeof certificateViewSchema>;

export const organisationSchema = organisationSummarySchema.extend({
  note: z.string().max(2000),
  domainJoining: z.enum(domainJoinings),
  departments: z.array(departmentViewSchema).max(departmentLimit * 2),
  domains: z.array(domainViewSchema).max(domainLimit),
  certificates: z.array(certificateViewSchema).max(certificateLimit).describe('Empty for who may not check certificates.'),
  revision: revisionView,
});
export type Organisation = z.infer<typeof organisationSchema>;

export const listOrganisationsSchema = z.strictObject({
  search: typedText(80).optional().describe('Part of a name or an alias.'),
  state: z.enum(organisationStates).optional().describe('active when left out.'),
  certificate: z.enum(['submitted']).optional().describe('Only those with a certificate that waits to be checked.'),
  ...pagedInput,
});
export const organisationPageSchema = pagedOutput(organisationSummarySchema);

export const removedKinds = ['member', 'department', 'domain', 'certificate'] as const;
export const removedOfOrganisationSchema = z.object({
  items: z.array(z.object({ kind: z.enum(removedKinds), id: z.uuid(), name: z.string().max(300), removedAt: instant })).max(100).describe('The latest first. Certificates only for who may check them, and as long as their documents are kept.'),
});
export type RemovedOfOrganisation = z.infer<typeof removedOfOrganisationSchema>;

export const createOrganisationSchema = z.strictObject({ name: organisationFields.name, aliases: organisationFields.aliases.optional(), note: organisationFields.note.optional(), domainJoining: organisationFields.domainJoining.optional() });
export const updateOrganisationSchema = z.strictObject({ id: z.uuid(), revision, name: organisationFields.name.optional(), aliases: organisationFields.aliases.optional(), note: organisationFields.note.optional(), domainJoining: organisationFields.domainJoining.optional() });

export const atOrganisation = z.strictObject({ organisation: z.uuid() });
export const atId = z.strictObject({ id: z.uuid() });
export const atRevision = z.strictObject({ id: z.uuid(), revision });

export const createDepartmentSchema = z.strictObject({ organisation: z.uuid(), name: typedText(80), parent: z.uuid().optional() });
export const updateDepartmentSchema = z.strictObject({ id: z.uuid(), revision, name: typedText(80).optional(), parent: z.uuid().nullable().optional().describe('null: to the top.') });

export const memberSources = ['manual', 'import', 'domain', 'scim'] as const;
export type MemberSource = (typeof memberSources)[number];
export const memberStates = ['current', 'future', 'past', 'suggested', 'removed'] as const;

/** Kinds of accounts by which somebody can be named before the centre knows them. */
export const namingKinds = ['email', 'phone', 'product_uid'] as const satisfies readonly IdentityKind[];

/** Somebody as they are named where they may not be known yet: with an account, and joined to the person who proves it. */
export const accountNamedSchema = z.strictObject({
  kind: z.enum(namingKinds),
  value: typedText(254),
  product: typedText(48).optional().describe('For a product UID: the key of the product.'),
});
export type AccountNamed = z.infer<typeof accountNamedSchema>;

export const memberViewSchema = z.object({
  id: z.uuid(),
  organisation: z.uuid(),
  organisationName: z.string().max(120),
  person: z.uuid().optional().describe('Left out while nobody has proven the account.'),
  name: z.string().max(60),
  account: z.object({ kind: z.enum(namingKinds), value: z.string().max(254) }).optional(),
  department: z.uuid().optional(),
  departmentName: z.string().max(80).optional(),
  title: z.string().max(80).optional(),
  from: day,
  until: day.optional().describe('The first day on which they no longer belong to it.'),
  source: z.enum(memberSources),
  state: z.enum(memberStates),
  revision: revisionView,
});
export type MemberView = z.infer<typeof memberViewSchema>;

export const listMembersSchema = z.strictObject({ organisation: z.uuid(), department: z.uuid().optional().describe('With everything below it.'), search: typedText(80).optional(), state: z.enum(['current', 'suggested', 'past', 'all']).optional(), ...pagedInput });
export const memberPageSchema = pagedOutput(memberViewSchema);
export const listMembershipsSchema = z.strictObject({ person: z.uuid() });
export const membershipsSchema = z.object({ items: z.array(memberViewSchema).max(100) });

const memberFields = { department: z.uuid().nullable().optional(), title: z.string().trim().max(80).optional(), from: day.optional(), until: day.nullable().optional() };
export const addMemberSchema = z.strictObject({ organisation: z.uuid(), person: z.uuid().optional(), account: accountNamedSchema.optional(), name: typedText(60).optional().describe('What the person is called until they say so themselves.'), ...memberFields });
export const updateMemberSchema = z.strictObject({ id: z.uuid(), revision, ...memberFields });

export const addDomainSchema = z.strictObject({ organisation: z.uuid(), domain: z.string().trim().min(3).max(253) });

export const submitCertificateSchema = z.strictObject({ organisation: z.uuid(), issuer: typedText(120), number: typedText(80), validUntil: day.optional(), document: fileUploadSchema });
export const decideCertificateSchema = z.strictObject({
  id: z.uuid(),
  revision,
  decision: z.enum(['verified', 'rejected', 'submitted']).describe('submitted takes a decision back.'),
  reason: plainText(500).optional().describe('Asked for with a rejection; the organisation is told.'),
});
