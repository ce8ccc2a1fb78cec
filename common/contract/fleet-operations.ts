import { z } from 'zod';
import { documentLinks, groupSchema, groupSizes } from './fleet.ts';
import { fleetStandingSchema } from './groups.ts';
import { pagedInput, pagedOutput } from './paging.ts';
import { keySchema, localizedText, plainText, typedText, webAddressSchema } from './text.ts';

/** What can be done with fleets and their groups, and what it answers. */

const instant = z.iso.datetime();
const id = z.uuid();
const text = z.string().max(4000);
const count = z.int().min(0);

export const atFleet = z.strictObject({ fleet: keySchema });
export const atGroup = z.strictObject({ group: id });
const revision = z.int().min(1).describe('The revision of the group that was looked at.');
const why = typedText(300);

export const listFleetStandingsSchema = z.strictObject({ topic: keySchema.optional(), ...pagedInput });
export const fleetStandingsSchema = pagedOutput(fleetStandingSchema);
/** What fleets are called, to choose one of them. */
export const fleetNamesSchema = z.object({ items: z.array(z.object({ key: keySchema, name: text, topicName: text, platform: z.enum(['web', 'manual']) })).max(2000) });

/** What a moderator may say of a group, although the description of the centre is not theirs. null takes the value away. */
const described = {
  name: localizedText(80).nullable(),
  number: groupSchema.shape.number.unwrap().nullable(),
  link: webAddressSchema.nullable(),
  handle: plainText(64).nullable(),
  note: localizedText(600).nullable(),
  conditions: z.array(localizedText(300)).max(10),
  documents: documentLinks.unwrap(),
  owner: localizedText(60).nullable(),
  public: z.boolean().nullable(),
  size: z.enum(groupSizes).nullable(),
  organisation: plainText(120).nullable(),
};
export const groupChangesSchema = z.strictObject(described).partial();
export type GroupChanges = z.infer<typeof groupChangesSchema>;

export const openGroupSchema = z.strictObject({
  fleet: keySchema,
  state: z.enum(['active', 'preparing']).optional().describe('preparing: it has to be made first. Left out: active.'),
  ...groupChangesSchema.shape,
});
export type OpenGroup = z.output<typeof openGroupSchema>;

export const updateGroupSchema = z.strictObject({ group: id, revision, changes: groupChangesSchema });
export const activateGroupSchema = z.strictObject({ group: id, number: described.number.optional(), link: described.link.optional(), handle: described.handle.optional() });
export type ActivateGroup = z.output<typeof activateGroupSchema>;
export const holdGroupSchema = z.strictObject({ group: id, held: z.enum(['diverting', 'frozen', 'closed']).nullable().describe('null: decided by the seats again.'), reason: why.optional() });
export type HoldGroup = z.output<typeof holdGroupSchema>;
export const endGroupSchema = z.strictObject({ group: id, reason: why.optional(), evenLast: z.boolean().optional().describe('Also when no other group of the fleet takes people.') });
export type EndGroup = z.output<typeof endGroupSchema>;

export const renameFleetSchema = z.strictObject({ fleet: keySchema, key: keySchema.describe('The new key. The old one still leads here.') });
export const mergeFleetsSchema = z.strictObject({ fleet: keySchema, into: keySchema });
/** What would become of two fleets that are merged. */
export const fleetMergeSchema = z.object({
  fleet: keySchema,
  into: keySchema,
  groups: count.describe('Groups that go over.'),
  seats: count.describe('Seats that go over.'),
  twice: count.describe('People with a seat in both: the later one ends.'),
  waiting: count,
  inReview: count,
  beyondMaximum: count.describe('So many groups more than the fleet is to have.'),
  obstacle: z.enum(['other_platform', 'too_many_groups']).optional(),
});

/** For so long two fleets that became one can be parted again. */
export const mergeUndoMinutes = 10;
export const fleetMergesSchema = z.object({ items: z.array(z.object({ from: keySchema.describe('The key of the fleet that went over.'), name: text, at: instant, until: instant.describe('Until then it can be undone.') })).max(20) });
export const undoFleetMergeSchema = z.strictObject({ fleet: keySchema, from: keySchema.describe('The key of the fleet that went over.') });
export const fleetPartedSchema = z.object({ fleet: keySchema.describe('That is described by itself again.'), seatsLost: count.describe('Seats that ended by the merge and could not be given again: their holder has left, or there is no room.') });

export const historyLineSchema = z.object({
  id,
  group: z.object({ id, name: text }),
  at: instant,
  what: z.string().max(40),
  reason: z.string().max(60),
  facts: z.record(z.string().max(40), z.union([z.string().max(400), z.number(), z.boolean(), z.null()])),
  by: z.object({ id, name: text }).optional(),
});
export type HistoryLine = z.infer<typeof historyLineSchema>;
export const listHistorySchema = z.strictObject({ fleet: keySchema, group: id.optional().describe('Left out: of all its groups.'), ...pagedInput });
export const historySchema = pagedOutput(historyLineSchema);

export const headCountSchema = z.strictObject({ group: id, count: z.int().min(0).max(1_000_000) });
/** Messages of so many days at once, as somebody counted them. */
const messages = z.int().min(0).max(10_000_000);
const day = z.iso.date();
/** As many days are looked back on. */
export const shownMessageDays = 30;
export const messageCountsSchema = z.strictObject({ group: id, days: z.array(z.strictObject({ day, count: messages.nullable().describe('Null takes the day away.') })).min(1).max(62) });
export const messageCountsEnteredSchema = z.object({ days: z.int().min(1), before: z.array(z.object({ day, count: messages.nullable() })).max(62).describe('What stood there; sent again, it takes this back.') });
export const messageDaysSchema = z.object({
  average: z.number().nullable().describe('Over the days of which something is known; null while nothing is.'),
  today: day.describe('By the clock of the centre.'),
  days: z.array(z.object({ day, count: messages, at: instant.optional().describe('When it was entered.'), by: z.object({ id, name: text }).optional().describe('Who entered it.') })).max(366),
});
export type MessageDays = z.infer<typeof messageDaysSchema>;

export const seatViewSchema = z.object({
  id,
  fleet: keySchema,
  group: z.object({ id, name: text }),
  person: z.object({ id, name: text }).optional(),
  name: text.describe('Of the person, or of the bot; empty for somebody who was erased.'),
  kind: z.enum(['ordinary', 'contributor', 'invited', 'returning', 'staff', 'bot']),
  fromReserve: z.boolean(),
  state: z.enum(['reserved', 'member', 'ended']),
  entrance: z.string().max(40),
  takenAt: instant,
  joinedAt: instant.optional(),
  expiresAt: instant.optional(),
  endedAt: instant.optional(),
  endedBecause: z.string().max(60).optional(),
});
export type SeatView = z.infer<typeof seatViewSchema>;
export const listGroupMembersSchema = z.strictObject({ group: id, search: typedText(100).optional(), ...pagedInput });
export const listFleetMembersSchema = z.strictObject({ fleet: keySchema, search: typedText(100).optional(), ...pagedInput });
export const seatPageSchema = pagedOutput(seatViewSchema);
export const listDeparturesSchema = z.strictObject({ fleet: keySchema, group: id.optional(), ...pagedInput });
export const removeGroupMemberSchema = z.strictObject({ seat: id, reason: why.optional() });
export const addBotSchema = z.strictObject({ group: id, name: typedText(60) });

export const ownGroupSchema = z.object({
  seat: id,
  group: id,
  /** By which the group is asked for. */
  key: keySchema,
  fleet: keySchema,
  topic: keySchema,
  name: text,
  topicName: text,
  term: z.int().optional(),
  state: z.enum(['reserved', 'member']),
  groupState: z.enum(['preparing', 'active', 'archived', 'dissolved']),
  platform: z.enum(['web', 'manual']),
  memberPage: z.boolean(),
  since: instant,
  expiresAt: instant.optional(),
  number: z.string().max(20).optional(),
  link: z.string().max(2000).optional(),
  handle: z.string().max(64).optional(),
});
export type OwnGroup = z.infer<typeof ownGroupSchema>;
export const ownGroupsSchema = z.object({ items: z.array(ownGroupSchema).max(500) });
