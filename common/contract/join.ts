import { z } from 'zod';
import { checkKinds } from './admission-policy.ts';
import { audiences } from './channel.ts';
import { joinFleetSchema } from './groups.ts';
import { keySchema } from './text.ts';

/** What visitors are told before they join: where they land, what is asked and why. Nothing about anybody. */

const text = z.string().max(4000);

/** The fields of the form. Which are there follows from the fleet's policy; they are the answers of `common/contract/admission.ts`. */
export const joinFieldNames = ['realName', 'reason', 'question', 'uid', 'pullRequest'] as const;
export type JoinFieldName = (typeof joinFieldNames)[number];

export const joinFieldSchema = z.object({
  name: z.enum(joinFieldNames),
  label: text,
  hint: text.optional().describe('What is expected, and where it is found.'),
  why: text.describe('What it is asked for.'),
  example: text.optional(),
  required: z.boolean(),
  form: z.enum(['line', 'lines', 'digits', 'address']),
  maximum: z.int().min(1),
});
export type JoinField = z.infer<typeof joinFieldSchema>;

/** A fleet as its join page shows it. */
export const joinFleetPageSchema = joinFleetSchema.extend({
  /** Name below /g/ that leads to this fleet alone. */
  address: z.string().max(120),
  /** Whether one applies here. A fleet without a policy that lives elsewhere is joined there, by number or link, while a group takes people; when none does, one applies for a place on the waitlist. */
  applies: z.boolean(),
  audience: z.array(z.enum(audiences)).max(audiences.length),
  waiting: z.int().min(0).describe('People on the waitlist for whom no seat is held yet.'),
  /** The group in which one would land, where everybody joins by its number or link. */
  ways: z.object({ group: keySchema, number: z.string().max(20).optional(), handle: z.string().max(64).optional(), link: z.string().max(2000).optional() }).optional(),
  fields: z.array(joinFieldSchema).max(joinFieldNames.length),
  /** Further checks in words, such as a proof that one is human. */
  checks: z.array(z.object({ check: z.enum(checkKinds), text })).max(checkKinds.length),
  conditions: z.array(text).max(40),
  steps: z.array(text).max(10),
  readings: z.array(z.object({ key: keySchema, title: text, url: z.string().max(2000).optional(), confirm: z.boolean().describe('To be confirmed with the application.') })).max(10),
  chances: z.int().min(1).describe('Counted rejections after which nothing more is accepted.'),
  /** Whether a moderator reads every application. */
  review: z.boolean(),
  isForSome: z.boolean().describe('The fleet is not for everyone: of whom the centre does not know to belong, a moderator decides.'),
  confirmHours: z.int().min(1).describe('How long an approved seat is held where one gets in by oneself.'),
  offerHours: z.int().min(1).describe('How long a seat is held that is offered to somebody on the waitlist.'),
});
export type JoinFleetPage = z.infer<typeof joinFleetPageSchema>;

export const readJoinPageSchema = z.strictObject({ name: keySchema, fleet: keySchema.optional().describe('One fleet of the topic that is named.') });

/** What a name below /g/ leads to. */
export const joinPageSchema = z.object({
  /** The name under which it is kept; another one that was asked for leads on here. */
  name: keySchema,
  kind: z.enum(['topic', 'fleet']),
  title: text,
  description: text.optional(),
  rules: text.optional().describe('Markdown'),
  note: text.optional(),
  topic: z.object({ key: keySchema, name: text, fleets: z.int().min(1) }),
  offTopicTo: z.object({ key: keySchema, name: text }).optional(),
  documents: z.array(z.object({ title: text, url: z.string().max(2000) })).max(20),
  fleets: z.array(joinFleetPageSchema).max(100),
  searchable: z.boolean().describe('Some of these groups is found by its number or name.'),
  example: z.boolean(),
  timeZone: z.string().max(64),
});
export type JoinPage = z.infer<typeof joinPageSchema>;

/** How every fleet stands, in few words: what the support page shows beside what is described. */
export const joinStripSchema = z.object({
  items: z
    .array(
      z.object({
        key: keySchema,
        address: z.string().max(120).describe('Name below /g/.'),
        applies: z.boolean(),
        landing: joinFleetSchema.shape.landing,
        groups: z.array(joinFleetSchema.shape.groups.element.pick({ key: true, name: true, term: true, heads: true, target: true, counted: true, intake: true })).max(240),
      }),
    )
    .max(500),
});
export type JoinStrip = z.infer<typeof joinStripSchema>;
