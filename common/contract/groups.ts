import { z } from 'zod';
import { apps } from './channel.ts';
import { groupSchema, groupStates, intakes, mostListedGroups, offeringStrategies, priorities } from './fleet.ts';
import { keySchema, languageSchema } from './text.ts';

/** How groups stand: what the console shows of fleets, and what visitors are told before they join. */

const instant = z.iso.datetime();
const id = z.uuid();
const text = z.string().max(4000);
const count = z.int().min(0);

/** The numbers by which seats are given, in heads. */
export const linesSchema = z.object({ target: count, limit: count, divert: count, freeze: count, thaw: count, reserve: z.object(Object.fromEntries(priorities.map((kind) => [kind, count])) as Record<(typeof priorities)[number], typeof count>) });

/** A group as it stands, for who runs it. */
export const groupStandingSchema = z.object({
  id,
  fleet: keySchema,
  key: keySchema,
  name: text,
  /** Place in the line; with solar terms the number of the term. */
  position: z.int().min(1),
  term: z.int().optional(),
  state: z.enum(groupStates),
  intake: z.enum(intakes),
  held: z.enum(['diverting', 'frozen', 'closed']).optional().describe('Set by hand.'),
  members: count.describe('Whom the centre let in and who is in.'),
  others: count.describe('Heads that were counted there besides.'),
  reserved: count.describe('Seats that are held for somebody.'),
  occupied: count.describe('All of these together.'),
  uncertified: z.boolean().optional().describe('A super group without a checked certificate: it holds what an ordinary group does. [003]'),
  reserveUsed: z.object(Object.fromEntries(priorities.map((kind) => [kind, count])) as Record<(typeof priorities)[number], typeof count>),
  lines: linesSchema,
  number: z.string().max(20).optional(),
  public: z.boolean(),
  intakeReason: z.string().max(40).describe('Why it takes what it takes.'),
  entry: groupSchema.describe('As it is described.'),
  preparedSince: instant.optional().describe('Since when it is wanted and not there yet.'),
  observedAt: instant.optional().describe('When heads were last counted by hand.'),
  idle: z.object({ since: instant, action: z.enum(['suggest', 'archive']) }).optional().describe('Since when it is said that little is said there; archive: a week later it is archived by itself. [003]'),
  revision: z.int().min(1),
});
export type GroupStanding = z.infer<typeof groupStandingSchema>;
/** What a count that is taken back leaves behind. */
export const countUndoneSchema = groupStandingSchema.extend({ stays: z.object({ id, name: text }).optional().describe('The next group, which was opened because of the count and stays.') });

/** Why no further group is opened for a fleet that takes nobody. */
export const noNextReasons = ['maximum_groups', 'line_full'] as const;
export type NoNext = (typeof noNextReasons)[number];

/** A fleet as it stands. */
export const fleetStandingSchema = z.object({
  key: keySchema,
  topic: keySchema,
  name: text,
  topicName: text,
  platform: z.enum(['web', 'manual']),
  app: z.enum(apps),
  strategy: z.enum(offeringStrategies),
  maximumGroups: z.int().optional(),
  takesPeople: z.boolean().describe('An ordinary applicant would get a seat now.'),
  waiting: count.describe('People on the waitlist.'),
  inReview: count.describe('Applications that wait for a moderator.'),
  members: count,
  nowhere: z.enum(['all_frozen', 'reserve_used', 'next_being_prepared', 'closed', 'no_group']).optional().describe('Why nobody gets a seat now.'),
  full: z.enum(noNextReasons).optional().describe('Nobody gets a seat, and no further group is opened by itself: maximum_groups, as many are open as the fleet may have; line_full, it has as many as a fleet may have at all.'),
  ending: count.describe('Applications that would end with the fleet.'),
  features: z.object({ joinsAtOnce: z.boolean(), opensGroups: z.boolean(), knowsMembers: z.boolean(), countsMessages: z.boolean() }).describe('What the platform does by itself.'),
  groups: z.array(groupStandingSchema).max(mostListedGroups),
});
export type FleetStanding = z.infer<typeof fleetStandingSchema>;

/** How heads are known: the platform tells (always), somebody counted them then, or nobody did (never): then `heads` are only those whom the centre let in. */
export const countedSchema = z.union([z.literal('always'), z.literal('never'), instant]);

/** Where a visitor would land, as the join page says it. */
export const landingViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('group'), name: text, term: z.int().optional(), heads: count, target: count, counted: countedSchema, intake: z.enum(intakes) }),
  z.object({ kind: z.literal('waitlist'), waiting: count, reason: z.enum(['all_frozen', 'next_being_prepared', 'closed', 'no_group', 'others_wait']).describe('others_wait: a seat is free, for those who wait.') }),
]);
export type LandingView = z.infer<typeof landingViewSchema>;

/** A group of a fleet as visitors see it. */
export const shownGroupSchema = z.object({ key: keySchema, name: text, term: z.int().optional(), number: z.string().max(20).optional(), heads: count, target: count, counted: countedSchema, intake: z.enum(intakes), note: text.optional(), conditions: z.array(text).max(10), documents: z.array(z.object({ title: text, url: text })).max(20) });

export const joinFleetSchema = z.object({
  key: keySchema,
  topic: keySchema,
  name: text,
  topicName: text,
  app: z.enum(apps),
  /** Approved people are in at once; elsewhere they get in by themselves with a code. */
  joinsAtOnce: z.boolean(),
  landing: landingViewSchema,
  groups: z.array(shownGroupSchema).max(240),
  languages: z.array(languageSchema).max(2),
  /** Half of those who were decided in the last 30 days waited at most so many seconds; null while too few were. */
  usualWait: z.object({ p50: z.number(), p90: z.number(), count: z.int() }).nullable(),
  note: text.optional(),
});
export type JoinFleet = z.infer<typeof joinFleetSchema>;
