import { z } from 'zod';
import { apps, audiences } from './channel.ts';
import { keySchema, localizedText, plainText, webAddressSchema } from './text.ts';

export const documentLinks = z
  .array(z.strictObject({ title: localizedText(120), url: webAddressSchema }))
  .max(20)
  .optional();

/** A topic: what people talk about; it has one fleet per platform. [000][002] */
export const topicSchema = z
  .strictObject({
    key: keySchema,
    name: localizedText(60),
    description: localizedText(600).optional(),
    rules: localizedText(2000).optional().describe('What may and may not be discussed here (Markdown). [002]'),
    offTopicTo: keySchema.optional().describe('Topic to which everything else is sent. [002]'),
    documents: documentLinks.describe('Product documents. [000]'),
    note: localizedText(400).optional(),
  })
  .describe('Topic.');
export type Topic = z.infer<typeof topicSchema>;

export const groupStates = ['preparing', 'active', 'archived', 'dissolved'] as const;
export const intakes = ['open', 'diverting', 'frozen', 'closed'] as const;
export type Intake = (typeof intakes)[number];

/** A group as it is described from outside; members, seats and admission come with the groups module. */
export const groupSchema = z
  .strictObject({
    key: keySchema,
    name: localizedText(80),
    term: z.int().min(1).max(240).optional().describe('Place in the line of solar terms: 1 is 立春. [000]'),
    number: z.string().max(20).regex(/^[0-9]{4,20}$/, 'group_number_form').optional().describe('Number by which a public group is found. [000]'),
    link: webAddressSchema.optional().describe("The platform's own invitation link."),
    handle: plainText(64).optional().describe('Public name such as @littleskin.'),
    state: z.enum(groupStates).optional().describe('Left out: active.'),
    intake: z.enum(intakes).optional().describe('What the group takes now. Left out: open. [000]'),
    note: localizedText(600).optional(),
    conditions: z.array(localizedText(300)).max(10).optional().describe('What one must fulfil to join. [000]'),
    documents: documentLinks,
  })
  .describe('Group: one room.');
export type GroupEntry = z.infer<typeof groupSchema>;

/** A fleet: the line of groups for a topic on one platform. [000][002] */
export const fleetSchema = z
  .strictObject({
    key: keySchema,
    topic: keySchema,
    name: localizedText(80).optional().describe("The topic's name when left out."),
    platform: z.enum(['web', 'manual']).describe('web: built in. manual: lives elsewhere, kept by hand.'),
    app: z.enum(apps).describe('The program in which its groups live.'),
    audience: z.array(z.enum(audiences)).min(1).max(audiences.length).optional().describe('Who may join. Left out: everyone.'),
    target: z.int().min(2).max(100_000).optional().describe('Size that is aimed at, against noise. Left out: 500. [000]'),
    platformLimit: z.int().min(2).max(1_000_000).optional().describe('Hard limit of the platform.'),
    divertAt: z.int().min(1).max(100).optional().describe('Per cent of the target above which the next group is opened. Left out: 60. [000]'),
    freezeAt: z.int().min(1).max(100).optional().describe('Per cent of the target above which approval is frozen. Left out: 80. [000]'),
    naming: z.enum(['solar_terms', 'numbers', 'list']).optional().describe('How groups are named. Left out: solar_terms. [000]'),
    asks: z.array(localizedText(300)).max(10).optional().describe('What is asked of applicants. [000][002]'),
    conditions: z.array(localizedText(300)).max(10).optional(),
    howToJoin: z.array(localizedText(300)).max(10).optional().describe('Steps in words. [000]'),
    readings: z.array(keySchema).max(10).optional(),
    groups: z.array(groupSchema).max(240).optional(),
    note: localizedText(600).optional(),
    documents: documentLinks,
  })
  .describe('Fleet: the line of groups for one topic on one platform.');
export type Fleet = z.infer<typeof fleetSchema>;
