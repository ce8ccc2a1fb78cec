import { z } from 'zod';
import { admissionSchema } from './admission-policy.ts';
import { apps, audiences } from './channel.ts';
import { keySchema, languageSchema, localizedText, plainText, webAddressSchema } from './text.ts';

export const documentLinks = z
  .array(z.strictObject({ title: localizedText(120), url: webAddressSchema }))
  .max(20)
  .optional();

const aliases = z.array(keySchema).max(20).optional().describe('Earlier names below /g/ that still lead here.');

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
    aliases,
  })
  .describe('Topic.');
export type Topic = z.infer<typeof topicSchema>;

export const groupStates = ['preparing', 'active', 'archived', 'dissolved'] as const;
export const intakes = ['open', 'diverting', 'frozen', 'closed'] as const;
export type Intake = (typeof intakes)[number];

/** How large a group may be on platforms that tell sizes apart: a super group needs a verified enterprise. [003] */
export const groupSizes = ['standard', 'super', 'cross_company'] as const;
export type GroupSize = (typeof groupSizes)[number];
/** How many a group of a size holds when the fleet names no limit of its own. [000][003] */
export const sizeLimits: Readonly<Record<GroupSize, number>> = { standard: 500, super: 2000, cross_company: 500 };

/** A group as it is described from outside; who is in it and what it takes now is kept by the groups module. */
export const groupSchema = z
  .strictObject({
    key: keySchema,
    name: localizedText(80).optional().describe('Left out: by the naming of the fleet and the name of its topic. [000]'),
    term: z.int().min(1).max(240).optional().describe('Place in the line of solar terms: 1 is 立春. [000]'),
    number: z.string().max(20).regex(/^[0-9]{4,20}$/, 'group_number_form').optional().describe('Number by which a public group is found. [000]'),
    link: webAddressSchema.optional().describe("The platform's own invitation link."),
    handle: plainText(64).optional().describe('Public name such as @littleskin.'),
    state: z.enum(groupStates).optional().describe('Left out: a new group is active; one that was archived or dissolved stays so, and only active, written out, reopens it.'),
    intake: z.enum(intakes).optional().describe('Held by hand: it takes no more than this, however many seats are free. Left out: decided by the seats. [000]'),
    public: z.boolean().optional().describe('Found by number and name. Left out: as the fleet. [000]'),
    size: z.enum(groupSizes).optional().describe('Left out: as the fleet. super needs an organisation with a checked certificate. [003]'),
    organisation: plainText(120).optional().describe('The organisation by whose certificate a super group exists, by its name. Left out: as the fleet. [003]'),
    owner: localizedText(60).optional().describe('Who runs the group, as members are told.'),
    note: localizedText(600).optional(),
    conditions: z.array(localizedText(300)).max(10).optional().describe('What one must fulfil to join. [000]'),
    documents: documentLinks,
  })
  .describe('Group: one room.');
export type GroupEntry = z.infer<typeof groupSchema>;

/** So many groups of a fleet are open or being prepared at most: ten rounds of solar terms. */
export const mostGroups = 240;
/** So many it lists, with those that are archived: they stand in nobody's way. */
export const mostListedGroups = 960;

/** A fleet: the line of groups for a topic on one platform. [000][002] */
export const offeringStrategies = ['newest', 'fill_to_freeze', 'spread'] as const;
export type OfferingStrategy = (typeof offeringStrategies)[number];
/** Reasons for which somebody may use the reserve beyond the freeze line. [000][003] */
export const priorities = ['contributor', 'invited', 'returning', 'staff'] as const;
export type Priority = (typeof priorities)[number];

const percent = z.int().min(0).max(100);
const reserveSchema = z
  .strictObject({ contributor: percent, invited: percent, returning: percent, staff: percent })
  .partial()
  .refine((shares) => Object.values(shares).reduce((sum, share) => sum + (share ?? 0), 0) <= 100, 'shares_above_hundred')
  .describe('How many per cent of the reserve each kind of priority may use. Left out: contributor 40, invited 30, returning 20, staff 10. [000]');

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
    thawMargin: z.int().min(0).max(50).optional().describe('Points below the freeze line at which a frozen group takes people again. Left out: 5.'),
    strategy: z.enum(offeringStrategies).optional().describe('Which group is offered first. Left out: newest. [000]'),
    reserve: reserveSchema.optional(),
    maximumGroups: z.int().min(1).max(240).optional().describe('Most groups that are open at the same time. Left out: as many as are needed.'),
    size: z.enum(groupSizes).optional().describe('Left out: standard. A super group without a checked certificate holds what a standard one does; a cross-company one holds 500 at most. [003]'),
    organisation: plainText(120).optional().describe('The organisation by whose certificate its super groups exist, also those that are opened by themselves, by its name. [003]'),
    public: z.boolean().optional().describe('Its groups are found by number and name. Left out: true. [000]'),
    naming: z.enum(['solar_terms', 'numbers', 'list']).optional().describe('How groups are named. Left out: solar_terms. [000]'),
    names: z.array(localizedText(60)).max(240).optional().describe('Names in their order, for the naming list.'),
    languages: z.array(languageSchema).min(1).max(2).optional().describe('What is spoken there. Left out: the languages of the centre.'),
    idle: z
      .strictObject({
        below: z.int().min(1).max(100_000).optional().describe('Messages a day. Left out: 50. [003]'),
        days: z.int().min(1).max(365).optional().describe('Days over which the average is taken. Left out: 14.'),
        action: z.enum(['suggest', 'archive']).optional().describe('archive: with a warning seven days before. Left out: suggest.'),
      })
      .optional()
      .describe('When a group counts as idle. [003]'),
    welcome: localizedText(2000).optional().describe('What new members are told first (Markdown). [002]'),
    admission: admissionSchema.optional(),
    aliases,
    asks: z.array(localizedText(300)).max(10).optional().describe('What is asked of applicants. [000][002]'),
    conditions: z.array(localizedText(300)).max(10).optional(),
    howToJoin: z.array(localizedText(300)).max(10).optional().describe('Steps in words. [000]'),
    readings: z.array(keySchema).max(10).optional(),
    groups: z.array(groupSchema).max(mostListedGroups).optional(),
    note: localizedText(600).optional(),
    documents: documentLinks,
  })
  .describe('Fleet: the line of groups for one topic on one platform.');
export type Fleet = z.infer<typeof fleetSchema>;
