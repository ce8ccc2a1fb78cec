import { z } from 'zod';
import { keySchema, localizedText, plainText } from './text.ts';

/** Every check of an admission policy, in the order in which a new policy asks. `banned`, `strikes`, `audience` and `seats` are always asked, listed or not. */
export const checkKinds = [
  'banned', 'strikes', 'audience', 'human', 'reading', 'real_name', 'reason', 'organisation', 'question', 'uid', 'sibling', 'contributor', 'high_trust', 'seats',
] as const;
export type CheckKind = (typeof checkKinds)[number];
/** Those that a policy lists. */
export const policyCheckKinds = ['human', 'reading', 'real_name', 'reason', 'organisation', 'question', 'uid', 'sibling', 'contributor', 'high_trust'] as const satisfies readonly CheckKind[];

/** What a wrong answer leads to. `correct`: the form is mended and nothing is counted. `reject_and_count`: a strike. */
export const wrongEffects = ['correct', 'review', 'reject', 'reject_and_count'] as const;
export type WrongEffect = (typeof wrongEffects)[number];

const whenWrong = z.enum(wrongEffects).optional();
const check = <Kind extends CheckKind, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) => z.strictObject({ kind: z.literal(kind), whenWrong, ...shape });
/** A check that finds nothing wrong. */
const sparing = <Kind extends CheckKind, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) => z.strictObject({ kind: z.literal(kind), ...shape });

/** An account of a repository at a forge: the forge's key and owner/name. */
export const repositorySchema = z
  .string()
  .max(240)
  .regex(/^[a-z0-9-]{1,48}:[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/, 'repository_form')
  .describe('A forge and a repository of it, such as github:owner/name.');

export const checkSchema = z
  .discriminatedUnion('kind', [
    check('human', {}).describe('A proof of work in the browser, or a mailed code. Wrong is a proof that was made up; one that is missing, too old or used before, and a mistyped code, are asked for again. [002]'),
    check('reading', {}).describe('The readings of the fleet that ask for it are confirmed. [002]'),
    check('real_name', {}).describe('A real name is given. [003]'),
    check('reason', {
      parts: z.array(localizedText(30)).min(1).max(6).optional().describe('What the reason consists of, in order. Left out: company, business, name. [000]'),
      example: localizedText(120).optional().describe('Left out: 网钉科技-考勤排班-张三, or one that names the parts. [000]'),
    }).describe('A reason after a template. [000]'),
    check('organisation', { organisations: z.array(plainText(120)).min(1).max(20).describe('Names of organisations; one is enough. [000]') }).describe('Belongs to a named organisation. [000]'),
    check('question', {
      question: localizedText(300),
      review: z.boolean().optional().describe('A moderator reads every answer. Left out: a given answer is enough.'),
    }).describe('A free question.'),
    check('uid', {
      product: keySchema.describe('The product to which the UID belongs.'),
      label: localizedText(80).optional().describe('What people are asked for. Left out: the UID of the product.'),
      hint: localizedText(300).optional().describe('Where people find it.'),
    }).describe('The UID of a product: digits only, exists, and is the applicant’s. [002]'),
    sparing('sibling', { fleets: z.array(keySchema).min(1).max(20).describe('Fleets whose proofs are believed: exactly what they proved is not asked again. [002]') }).describe('Members of a trusted fleet.'),
    check('contributor', {
      repositories: z.array(repositorySchema).max(50).describe('Whose merged pull requests give priority at once. Empty: the group owner decides about every pull request. [000]'),
      required: z.boolean().optional().describe('Only contributors are admitted. Left out: they have priority. [000]'),
    }).describe('The author of a merged pull request. [000]'),
    check('high_trust', {}).describe('A passkey with verification on the device, for this very application. Wrong is a passkey that was tried and refused; one that is missing is asked for. [003]'),
  ])
  .describe('One check of an admission policy.');
export type Check = z.infer<typeof checkSchema>;
export type CheckOf<Kind extends Check['kind']> = Extract<Check, { kind: Kind }>;

/** Used where a check does not say what wrong means. */
export const usualEffects: Readonly<Record<CheckKind, WrongEffect>> = {
  banned: 'reject',
  strikes: 'reject',
  audience: 'review',
  human: 'correct',
  reading: 'correct',
  real_name: 'correct',
  reason: 'correct',
  organisation: 'reject',
  question: 'correct',
  uid: 'reject_and_count',
  sibling: 'review',
  contributor: 'review',
  high_trust: 'reject',
  seats: 'review',
};

/** Checks for which a policy says what wrong means. */
export function saysWhenWrong(kind: Check['kind']): boolean {
  return kind !== 'sibling';
}

/** How one gets into a fleet. */
export const admissionSchema = z
  .strictObject({
    checks: z
      .array(checkSchema)
      .max(20)
      .refine((checks) => new Set(checks.map(({ kind }) => kind)).size === checks.length, 'check_twice')
      .optional()
      .describe('Asked in this order; each kind once.'),
    chances: z.int().min(1).max(10).optional().describe('Counted rejections after which nothing more is accepted: the last one is the last. Left out: 3. [002]'),
    strikeList: keySchema.optional().describe('Fleets that name the same list count together. Left out: the list of the centre. [002]'),
    review: z.boolean().optional().describe('A moderator decides every application. Left out: what is plain is decided at once. [002]'),
    confirmHours: z.int().min(1).max(240).optional().describe('How long an approved applicant has to get in where the platform does not do it itself. Left out: 24.'),
    offerHours: z.int().min(1).max(240).optional().describe('How long an offered seat is held. Left out: 24.'),
  })
  .describe('Admission policy. [002]');
export type Admission = z.infer<typeof admissionSchema>;

/** Where a policy leaves something out. [002] */
export const admissionDefaults = { chances: 3, confirmHours: 24, offerHours: 24, strikeList: 'centre' } as const;
