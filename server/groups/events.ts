import { z } from 'zod';
import { intakes } from '../../common/contract/fleet.ts';
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
  'seat.taken': { summary: 'Somebody has a seat in a group, or one is held for them.', subject: 'seat', data: z.strictObject({ ...inFleet, group: z.uuid(), person: z.uuid().nullable(), kind: z.enum(seatKinds), state: z.enum(['reserved', 'member']) }), forWebhooks: true },
  'seat.confirmed': { summary: 'Whose seat was held is in the group.', subject: 'seat', data: z.strictObject({ ...inFleet, group: z.uuid(), person: z.uuid().nullable() }), forWebhooks: true },
  'seat.ended': { summary: 'A seat is free again.', subject: 'seat', data: z.strictObject({ ...inFleet, group: z.uuid(), person: z.uuid().nullable(), because: reason, application: z.uuid().nullable(), wasMember: z.boolean() }), forWebhooks: true },
  'fleet.seats_free': { summary: 'A fleet that could take nobody has a free seat.', subject: 'fleet', data: z.strictObject(inFleet), forWebhooks: true },
});
