import { z } from 'zod';
import { defineEvents } from '../platform/index.ts';

const fleet = z.string().max(48);
/** Where it happened, so that only who has a role there hears of it. */
const scope = z.strictObject({ kind: z.literal('fleet'), key: fleet });
const inFleet = { fleet, scope };

/** What happens to codes, check links and announcements. */
export const groupsCodesEvents = defineEvents({
  'group.code_entered': { summary: 'A group has a new QR code of its platform, or an earlier one again.', subject: 'group', data: z.strictObject({ ...inFleet, code: z.uuid() }), forWebhooks: true },
  'group.code_expiring': { summary: 'A platform’s QR code ends within so many hours.', subject: 'group', data: z.strictObject({ ...inFleet, code: z.uuid(), hours: z.int() }), forWebhooks: true },
  'group.code_ended': { summary: 'A platform’s QR code is shown no more: its date has come, or it was found dead.', subject: 'group', data: z.strictObject({ ...inFleet, code: z.uuid(), because: z.enum(['expired', 'marked_dead', 'reported']) }), forWebhooks: true },
  'seat.code_checked': { summary: 'Whoever approves on the platform has checked a one-time code.', subject: 'seat', data: z.strictObject({ ...inFleet, group: z.uuid(), person: z.uuid().nullable() }), forWebhooks: true },
  'fleet.check_link_created': { summary: 'A link was made by which one-time codes are checked without an account.', subject: 'check_link', data: z.strictObject(inFleet), forWebhooks: true },
  'fleet.check_link_restored': { summary: 'The revoking of a link by which one-time codes are checked was taken back.', subject: 'check_link', data: z.strictObject(inFleet), forWebhooks: true },
  'fleet.check_link_revoked': { summary: 'A link by which one-time codes are checked was revoked.', subject: 'check_link', data: z.strictObject(inFleet), forWebhooks: true },
  'announcement.posted': { summary: 'Something was announced to the members of a fleet or a group.', subject: 'announcement', data: z.strictObject({ ...inFleet, group: z.uuid().nullable(), confirm: z.boolean() }), forWebhooks: true },
  'announcement.withdrawn': { summary: 'An announcement was taken down.', subject: 'announcement', data: z.strictObject({ ...inFleet, group: z.uuid().nullable() }), forWebhooks: true },
  'announcement.restored': { summary: 'An announcement that was taken down stands again.', subject: 'announcement', data: z.strictObject({ ...inFleet, group: z.uuid().nullable() }), forWebhooks: true },
  'announcement.acknowledged': { summary: 'A member has confirmed an announcement.', subject: 'announcement', data: z.strictObject({ ...inFleet, person: z.uuid() }), forWebhooks: true },
});
