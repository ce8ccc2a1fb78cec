import { z } from 'zod';
import { keySchema, plainText } from './text.ts';

/** How a product is asked about a UID: what is called, and how its answer is read. [002] */

/** What is known of a UID. `proven`: it exists and is this person's. `could_not_ask`: nothing was learnt. */
export const uidOutcomes = ['proven', 'exists', 'unknown', 'malformed', 'could_not_ask'] as const;
export type UidOutcome = (typeof uidOutcomes)[number];

/** A JSON pointer (RFC 6901), such as /data/email. */
const pointer = plainText(200).regex(/^(?:\/[^/]{1,60}){1,8}$/u, 'pointer_form');
const headerName = z.string().max(60).regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'header_form');
const headerValue = z.string().trim().min(1).max(500).regex(/^[\x20-\x7e]{1,500}$/, 'form');
/** What a field of the answer is compared with, as text: true, ok, 0. */
const compared = z.array(plainText(60)).min(1).max(10);

export const uidServiceFields = {
  url: plainText(1000).describe('Address with {uid} and, if the product can compare, {email}; both only in path or query.'),
  method: z.enum(['GET', 'POST']).default('GET'),
  body: z.array(z.strictObject({ name: plainText(60), value: plainText(200) })).max(10).default([]).describe('Fields that are sent with POST as JSON; {uid} and {email} are filled in.'),
  headers: z.array(z.strictObject({ name: headerName, value: headerValue })).max(10).default([]).describe('Headers that are no secret.'),
  mode: z.enum(['match', 'look_up']).describe('match: the product says whether UID and e-mail belong together. look_up: it answers the e-mail of a UID, which is compared here and not kept.'),
  matchPath: pointer.optional().describe('match: where the answer says yes or no.'),
  matchValues: compared.default(['true']).describe('match: what means yes.'),
  emailPath: pointer.optional().describe('look_up: where the e-mail stands; a list is read as well.'),
  absentStatuses: z.array(z.int().min(200).max(499)).max(10).default([404]).describe('Statuses that mean: there is no such UID.'),
  absentPath: pointer.optional().describe('A field that tells that there is no such UID.'),
  absentValues: z.array(plainText(60)).max(10).default([]).describe('Its values that say so. Empty: when it is missing or null.'),
  timeoutSeconds: z.int().min(1).max(10).default(5).describe('For everything together.'),
  enabled: z.boolean().default(true),
};

export const putUidServiceSchema = z.strictObject({
  product: keySchema,
  ...uidServiceFields,
  secretHeaders: z.array(z.strictObject({ name: headerName, value: headerValue.optional().describe('Left out: it stays what it is.') })).max(5).default([]).describe('Headers that are kept sealed and never answered.'),
  revision: z.int().min(0).describe('0 for a new one.'),
});
export type PutUidService = z.output<typeof putUidServiceSchema>;

export const uidServiceSchema = z.object({
  product: keySchema,
  ...uidServiceFields,
  secretHeaders: z.array(z.object({ name: z.string().max(60) })).max(5),
  revision: z.int().min(1),
});
export type UidService = z.infer<typeof uidServiceSchema>;
export type UidServiceSettings = Omit<z.output<typeof uidServiceSchema>, 'secretHeaders' | 'revision'>;
export const uidServicesSchema = z.object({ items: z.array(uidServiceSchema).max(100) });
export const byProductSchema = z.strictObject({ product: keySchema });

/** Why nothing was learnt, or how an answer came about; each has a sentence in common/locales/admission-outside. */
export const uidReasons = [
  'already_proven', 'matched', 'not_matched', 'no_such_uid', 'digits_only', 'not_set_up', 'switched_off', 'secret_lost', 'too_often', 'no_email', 'redirected',
  'status', 'not_json', 'field_missing', 'too_slow', 'too_large', 'not_allowed', 'host_unknown', 'unreachable', 'address_broken',
] as const;
export type UidReason = (typeof uidReasons)[number];

export const tryUidServiceSchema = z.strictObject({ product: keySchema, uid: z.string().trim().min(1).max(64), email: z.string().trim().max(254).pipe(z.email()) });
export const uidTriedSchema = z.object({
  answer: z.enum(uidOutcomes),
  reason: z.enum(uidReasons),
  explanation: z.string().max(1000).describe('What that means and what to mend, in the reader’s language.'),
  status: z.int().optional().describe('The HTTP status, when there was an answer.'),
  milliseconds: z.int().min(0),
  fields: z.array(z.string().max(200)).max(40).describe('Where the answer has fields, as JSON pointers; never what they hold.'),
});
