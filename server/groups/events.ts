import { z } from 'zod';
import { intakes } from '../../common/contract/fleet.ts';
import { noNextReasons } from '../../common/contract/groups.ts';
import { defineEvents } from '../platform/index.ts';
import { seatKinds } from './schema.ts';

const fleet = z.string().max(48);
/** Where it happened, so that only who has a role there hears of it. */
const scope = z.strictObject({ kind: z.literal('fleet'), key: fleet });
const reason = z.string().max(60);
const inFleet = { fleet, scope };

/** What happens to fleets, groups and seats. */
export const groupsEvents = defineEvents({
  'group.opened': { summary: 'A group takes people from now on.', subject: 'group', data: z.strictObject({ ...inFleet, reason }), forWebhooks: true },
  'group.wanted': { summary: 'The next group of a fleet is needed, and somebody has to make it.', subject: 'group', data: z.strictObject({ ...inFleet, reason }), forWebhooks: true },
  'group.intake_changed': { summary: 'A group takes more or less than before: open, diverting, frozen or closed.', subject: 'group', data: z.strictObject({ ...inFleet, from: z.enum(intakes), to: z.enum(intakes), reason }), forWebhooks: true },
  'group.archived': { summary: 'A group was archived: it can be read and takes nobody.', subject: 'group', data: z.strictObject({ ...inFleet, reason }), forWebhooks: true },
  'group.restored': { summary: 'An archived group lives again.', subject: 'group', data: z.strictObject({ ...inFleet, reason }), forWebhooks: true },
  'group.dissolved': { summary: 'A group is no more.', subject: 'group', data: z.strictObject({ ...inFleet, reason }), forWebhooks: true },
  'group.counted': { summary: 'Somebody counted the heads of a group where it lives.', subject: 'group', data: z.strictObject({ ...inFleet, count: z.int().min(0) }), forWebhooks: true },
  'group.over_limit': { summary: 'A group has more heads than its platform is said to hold.', subject: 'group', data: z.strictObject({ ...inFleet, heads: z.int().min(0), limit: z.int().min(0) }), forWebhooks: true },
  'group.wanted_still': { summary: 'A group that is needed has not been made after some hours.', subject: 'group', data: z.strictObject({ ...inFleet, step: z.enum(['reminder', 'escalation']), hours: z.int().min(0) }), forWebhooks: true },
  'group.count_due': { summary: 'The heads of a group were last counted too long ago.', subject: 'group', data: z.strictObject({ ...inFleet, days: z.int().min(0).nullable() }), forWebhooks: true },
  'group.idle': { summary: 'Little is said in a group: it may be archived, or will be in a week.', subject: 'group', data: z.strictObject({ ...inFleet, average: z.number().min(0), action: z.enum(['suggest', 'archive']) }), forWebhooks: true },
  'fleet.renamed': { summary: 'A fleet goes by another key; its old links lead on.', subject: 'fleet', data: z.strictObject({ ...inFleet, from: fleet }), forWebhooks: true },
  'fleet.merged': { summary: 'A fleet went into another, with its groups and everyone in them.', subject: 'fleet', data: z.strictObject({ ...inFleet, from: fleet, groups: z.int().min(0), seats: z.int().min(0) }), forWebhooks: true },
  'fleet.merge_undone': { summary: 'A fleet that had gone into another is one of its own again, with its groups and everyone in them.', subject: 'fleet', data: z.strictObject({ ...inFleet, into: fleet }), forWebhooks: true },
  'seat.taken': { summary: 'Somebody has a seat in a group, or one is held for them.', subject: 'seat', data: z.strictObject({ ...inFleet, group: z.uuid(), person: z.uuid().nullable(), kind: z.enum(seatKinds), state: z.enum(['reserved', 'member']) }), forWebhooks: true },
  'seat.restored': { summary: 'A seat that had ended stands again, because what ended it was undone.', subject: 'seat', data: z.strictObject({ ...inFleet, group: z.uuid(), person: z.uuid().nullable(), kind: z.enum(seatKinds), state: z.enum(['reserved', 'member']) }), forWebhooks: true },
  'seat.confirmed': { summary: 'Whose seat was held is in the group.', subject: 'seat', data: z.strictObject({ ...inFleet, group: z.uuid(), person: z.uuid().nullable() }), forWebhooks: true },
  'seat.ended': { summary: 'A seat is free again.', subject: 'seat', data: z.strictObject({ ...inFleet, group: z.uuid(), person: z.uuid().nullable(), because: reason, application: z.uuid().nullable(), wasMember: z.boolean() }), forWebhooks: true },
  'fleet.full': { summary: 'A fleet takes nobody any more, and no further group is opened by itself: it has as many as it may.', subject: 'fleet', data: z.strictObject({ ...inFleet, reason: z.enum(noNextReasons) }), forWebhooks: true },
  'fleet.seats_free': { summary: 'A fleet that could take nobody has a free seat.', subject: 'fleet', data: z.strictObject(inFleet), forWebhooks: true },
});
