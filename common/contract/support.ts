import { z } from 'zod';
import { apps, audiences, channelKinds, suits } from './channel.ts';
import { ownEntitlementSchema } from './entitlements.ts';
import { planKinds, readingKinds, supportLevels } from './centre.ts';
import { intakes } from './fleet.ts';
import { keySchema, languageSchema } from './text.ts';

/** What the public pages and the API show: texts in one language, instants as ISO 8601 in UTC. */

const text = z.string().max(20_000);
const instant = z.iso.datetime();

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const dayRangesSchema = z.object({ days: z.array(z.enum(weekdays)).max(7), ranges: z.array(z.string().max(11)).max(12) });

/** Hours in words: grouped weekdays with their ranges, the zone, and the next days that differ. */
export const hoursViewSchema = z.object({
  key: z.union([z.literal('always'), z.literal('unstated'), keySchema]),
  name: text.optional(),
  timeZone: z.string().max(64),
  lines: z.array(dayRangesSchema).max(7),
  shorthand: z.object({ days: z.int(), hours: z.number() }).optional(),
  publicHolidays: z.enum(['none', 'china']),
  holidaysKnownUntil: z.int().optional().describe('Last year that the holiday data knows.'),
  soon: z
    .array(z.object({ date: z.iso.date(), ranges: z.array(z.string().max(11)).max(12), because: z.enum(['exception', 'holiday', 'make_up']), name: text.optional() }))
    .max(40)
    .describe('Days that differ within the next four weeks.'),
  note: text.optional(),
});
export type HoursView = z.infer<typeof hoursViewSchema>;

export const statusSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('always') }),
  z.object({ state: z.literal('unstated') }),
  z.object({ state: z.literal('open'), until: instant.nullable() }),
  z.object({ state: z.literal('emergency_only'), opensAt: instant.nullable() }).describe('May be tried in an emergency, without promise.'),
  z.object({ state: z.literal('closed'), opensAt: instant.nullable() }),
  z.object({ state: z.literal('out_of_order'), reason: text, until: instant.nullable() }),
]);
export type ChannelStatus = z.infer<typeof statusSchema>;

const label = text.optional();
export const entryViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('url'), url: text, label, qr: z.boolean() }),
  z.object({ kind: z.literal('email'), address: text, label }),
  z.object({ kind: z.literal('phone'), number: text, label }),
  z.object({ kind: z.literal('account'), app: z.enum(apps), id: text, label }),
  z.object({ kind: z.literal('qr'), content: text, label }),
  z.object({ kind: z.literal('fleet'), fleet: keySchema, topic: keySchema, name: text, label }),
  z.object({ kind: z.literal('steps'), steps: z.array(text).max(10), url: text.optional(), label }),
]);
export type EntryView = z.infer<typeof entryViewSchema>;

export const promiseViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('realtime'), now: z.boolean().describe('Holds at this moment: the channel is open and its answering hours run.') }),
  z.object({
    kind: z.literal('within'),
    minutes: z.int(),
    dueAt: instant.nullable().describe('When the promise falls due if one writes now; null when its calendar never opens.'),
  }),
]);

/** Measured first response of the last 30 days, in seconds; null while nothing was measured. */
export const measuredSchema = z.object({ p50: z.number().min(0), p90: z.number().min(0), count: z.int().min(1) }).nullable();

export const channelViewSchema = z.object({
  key: keySchema,
  kind: z.enum(channelKinds),
  name: text,
  description: text.optional(),
  suits: z.array(z.enum(suits)).max(suits.length),
  audience: z.array(z.enum(audiences)).max(audiences.length),
  products: z.array(z.object({ key: keySchema, name: text })).max(50),
  acceptance: hoursViewSchema,
  answering: hoursViewSchema,
  emergency: hoursViewSchema.optional(),
  hoursLabel: text.optional(),
  status: statusSchema,
  promise: promiseViewSchema.optional(),
  measured: measuredSchema,
  entries: z.array(entryViewSchema).max(12),
  recommended: z.boolean(),
  readings: z.array(z.object({ key: keySchema, title: text })).max(10),
  note: text.optional(),
});
export type ChannelView = z.infer<typeof channelViewSchema>;

export const urgencies = ['emergency', 'now', 'hour', 'later'] as const;
export type Urgency = (typeof urgencies)[number];
export const entitlementKinds = [...planKinds, 'unknown'] as const;
export type EntitlementKind = (typeof entitlementKinds)[number];

/** Why a channel stands where it stands; each code has its sentence in common/locales/adviser. */
export const adviceReasons = [
  'live_now', 'live_without_promise', 'phone_in_emergency', 'phone_in_emergency_without_promise', 'phone_may_be_tried', 'answered_within', 'written_outside_hours', 'writing_always_possible', 'no_hurry_writing',
  'no_hurry_documents', 'answers_at_once', 'free_issue_tracker', 'open_to_everyone', 'sponsor_one_to_one', 'recommended_by_centre', 'suits_subject', 'for_topic',
  'closed_until', 'closed_for_good', 'out_of_order', 'paid_only', 'sponsor_only', 'contributor_only', 'other_product', 'not_for_subject',
  'answered_next_opening', 'improvement_only',
  'documents_anytime', 'for_audience', 'audience_only', 'for_products', 'everyone_for_subject', 'other_topic', 'off_topic_only',
  'open_now', 'live_unstated', 'written_unstated',
] as const;
export type AdviceReason = (typeof adviceReasons)[number];

export const reasonSchema = z.object({
  code: z.enum(adviceReasons),
  at: instant.optional().describe('The instant that the sentence names.'),
  minutes: z.int().optional(),
  subject: text.optional().describe('What the sentence names, in the reader’s language: a subject, topic, audience, product or the reason of an outage.'),
});
export type Reason = z.infer<typeof reasonSchema>;

export const adviceLineSchema = z.object({ channel: channelViewSchema, reasons: z.array(reasonSchema).min(1).max(6) });
export type AdviceLine = z.infer<typeof adviceLineSchema>;

export const notReachedStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('retry'), channel: keySchema, name: text, at: instant.nullable().describe('null: in a few minutes') }),
  z.object({ kind: z.literal('other_channel'), channel: keySchema, name: text }),
  z.object({ kind: z.literal('contact'), contact: keySchema, name: text, role: text.optional(), when: text, entries: z.array(entryViewSchema).max(6) }),
]);

export type NotReachedStep = z.infer<typeof notReachedStepSchema>;

/** What somebody signed in may use, and whether it counted in the answer. */
export const myEntitlementsSchema = z.object({ counts: z.boolean(), items: z.array(ownEntitlementSchema).max(50) });
export type MyEntitlements = z.infer<typeof myEntitlementsSchema>;

export const adviceSchema = z.object({
  at: instant,
  timeZone: z.string().max(64),
  product: keySchema.optional(),
  plan: keySchema.optional(),
  entitlement: z.enum(entitlementKinds),
  mine: myEntitlementsSchema.optional().describe('What whoever asks may use; left out for strangers and who has nothing.'),
  about: z.string().max(64).optional(),
  urgency: z.enum(urgencies),
  standardHours: z
    .object({ open: z.boolean(), until: instant.nullable(), opensAt: instant.nullable(), hours: hoursViewSchema.optional() })
    .describe('Where hours is left out the centre states none, and open says nothing.'),
  best: z.array(adviceLineSchema).max(200).describe('What to use, best first.'),
  later: z.array(adviceLineSchema).max(200).describe('Closed now, by next opening.'),
  others: z.array(adviceLineSchema).max(200).describe('Not for this case, with the reason.'),
  notReached: z.array(notReachedStepSchema).max(20),
  readings: z.array(z.object({ key: keySchema, title: text, url: text.optional() })).max(50).describe('What to read before asking.'),
  holidaysUnknown: z.boolean().describe('The clock has passed the last year that the holiday data knows.'),
});
export type Advice = z.infer<typeof adviceSchema>;

/** What a person asks the adviser: `plan` is `product` or `product/plan`, `about` is `suit:fault` or `topic:key`. */
export const adviceQuestionSchema = z.strictObject({
  language: languageSchema.optional(),
  plan: z.string().max(98).regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)?$/, 'key_form').optional().describe('product or product/plan'),
  about: z.string().max(64).regex(/^(?:suit:[a-z_]+|topic:[a-z0-9-]+)$/, 'about_form').optional().describe('suit:NAME or topic:KEY'),
  urgency: z.enum(urgencies).optional().describe('Left out: now.'),
  as: z.enum(['anyone']).optional().describe('anyone: as somebody who has no entitlements. Left out, those of whoever asks answer which plan they use.'),
});

export type AdviceQuestion = z.infer<typeof adviceQuestionSchema>;

const documentsView = z.array(z.object({ title: text, url: text })).max(20);

export const groupViewSchema = z.object({
  key: keySchema,
  name: text,
  term: z.int().optional(),
  number: text.optional(),
  link: text.optional(),
  handle: text.optional(),
  intake: z.enum(intakes),
  note: text.optional(),
  conditions: z.array(text).max(10),
  documents: documentsView,
});
export type GroupView = z.infer<typeof groupViewSchema>;

export const fleetViewSchema = z.object({
  key: keySchema,
  name: text,
  app: z.enum(apps),
  audience: z.array(z.enum(audiences)).max(audiences.length),
  target: z.int(),
  divertAt: z.int(),
  freezeAt: z.int(),
  asks: z.array(text).max(10),
  conditions: z.array(text).max(10),
  howToJoin: z.array(text).max(10),
  readings: z.array(z.object({ key: keySchema, title: text })).max(10),
  groups: z.array(groupViewSchema).max(240),
  note: text.optional(),
  documents: documentsView,
});
export type FleetView = z.infer<typeof fleetViewSchema>;

export const topicViewSchema = z.object({
  key: keySchema,
  name: text,
  description: text.optional(),
  rules: text.optional(),
  offTopicTo: z.object({ key: keySchema, name: text }).optional(),
  documents: documentsView,
  note: text.optional(),
  fleets: z.array(fleetViewSchema).max(100),
});
export type TopicView = z.infer<typeof topicViewSchema>;

export const supportPageSchema = z.object({
  language: languageSchema,
  languages: z.array(languageSchema).max(2),
  example: z.boolean().describe('True while the centre is an example: numbers and addresses are not links, pages are not indexed.'),
  name: text,
  tagline: text.optional(),
  about: text.optional().describe('Markdown'),
  website: text.optional(),
  timeZone: z.string().max(64),
  products: z
    .array(z.object({ key: keySchema, name: text, description: text.optional(), url: text.optional(), plans: z.array(z.object({ key: keySchema, name: text, kind: z.enum(planKinds), note: text.optional() })).max(20) }))
    .max(500),
  subjects: z.array(z.enum(suits)).max(suits.length).describe('Subjects that at least one channel is good for.'),
  advice: adviceSchema.describe('The answer for the question that was asked, or for the usual one.'),
  channels: z.array(channelViewSchema).max(500),
  scope: z.array(z.object({ key: keySchema, topic: text, product: text.optional(), level: z.enum(supportLevels), note: text.optional() })).max(500),
  services: z
    .array(z.object({ key: keySchema, name: text, description: text.optional(), purchase: z.array(z.object({ where: text, how: text, entries: z.array(entryViewSchema).max(4) })).max(20), documents: documentsView, note: text.optional() }))
    .max(500),
  readings: z.array(z.object({ key: keySchema, kind: z.enum(readingKinds), title: text, body: text.optional(), url: text.optional(), confirm: z.boolean() })).max(500),
  questions: z.array(z.object({ key: keySchema, question: text, answer: text, product: text.optional() })).max(500),
  safetyNotes: z.array(z.object({ key: keySchema, text, domains: z.array(z.string().max(253)).max(20) })).max(500),
  contacts: z.array(z.object({ key: keySchema, name: text, role: text.optional(), when: text, entries: z.array(entryViewSchema).max(6), note: text.optional() })).max(500),
  topics: z.array(topicViewSchema).max(500),
  searchable: z.boolean().describe('Some group is found by its number or name.'),
  notReached: text.optional().describe('Markdown'),
});
export type SupportPage = z.infer<typeof supportPageSchema>;
