import { z } from 'zod';

/** Every reason for which a request can be refused, with its HTTP status. The code is stable; its sentence is in common/locales/problems. */
export const problemStatuses = {
  invalid_input: 400,
  unreadable_body: 400,
  sign_in_required: 401,
  wrong_credentials: 401,
  wrong_code: 401,
  passkey_refused: 401,
  provider_refused: 401,
  invalid_key: 401,
  signature_refused: 401,
  second_factor_required: 403,
  recent_sign_in_required: 403,
  foreign_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  stale_revision: 409,
  already_exists: 409,
  already_set_up: 409,
  last_way_in: 409,
  address_taken: 409,
  still_referenced: 409,
  idempotency_key_reused: 409,
  section_full: 409,
  no_uses_left: 409,
  no_seats: 409,
  last_operator: 409,
  last_open_group: 409,
  maximum_groups: 409,
  certificate_needed: 409,
  group_state: 409,
  seat_ended: 409,
  seat_already: 409,
  no_seat_left: 409,
  already_asked: 409,
  already_member: 409,
  applicant_barred: 409,
  too_late: 409,
  account_known: 409,
  account_taken: 409,
  still_proven: 409,
  beyond_own_rights: 403,
  invitation_for_another: 409,
  not_an_example: 409,
  webhook_off: 409,
  precondition_failed: 412,
  body_too_large: 413,
  file_too_large: 413,
  wrong_content_type: 415,
  unknown_host: 421,
  invalid_centre: 422,
  too_many_requests: 429,
  internal_error: 500,
  unavailable: 503,
  storage_full: 507,
  busy: 503,
  commit_unknown: 503,
  disk_full: 507,
} as const;
export type ProblemCode = keyof typeof problemStatuses;

/** What is wrong with one field; `code` names a sentence in common/locales/fields. */
export const fieldProblemSchema = z.object({
  path: z.string().max(300).describe('Dotted path of the field.'),
  code: z.string().max(60),
  message: z.string().max(1000).describe('What is wrong and how to mend it, in the reader’s language.'),
  line: z.int().min(1).optional().describe('Line of the file that was sent, from 1.'),
  column: z.int().min(1).optional(),
});
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/** RFC 9457 problem details. */
export const problemSchema = z.object({
  type: z.string().max(200),
  title: z.string().max(1000),
  status: z.int(),
  code: z.enum(Object.keys(problemStatuses) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string().max(4000).optional(),
  requestId: z.string().max(64).optional(),
  fields: z.array(fieldProblemSchema).max(100).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
