import { z } from 'zod';
import { defineEvents } from '../../platform/index.ts';

const fleet = z.string().max(48);
const inFleet = { fleet, scope: z.strictObject({ kind: z.literal('fleet'), key: fleet }) };
const outage = { product: z.string().max(48), kind: z.enum(['observed', 'declared']) };

/** What happens to whom admission asks outside. */
export const outsideEvents = defineEvents({
  'uid_service.changed': { summary: 'How a product is asked about a UID was changed.', subject: 'product', data: z.strictObject({}), forWebhooks: true },
  'forge.changed': { summary: 'A place where contributors prove who they are was changed.', subject: 'forge', data: z.strictObject({}), forWebhooks: true },
  'grace.began': { summary: 'A product cannot be reached: its UID may be left out, and rejections do not count.', subject: 'grace_window', data: z.strictObject({ ...outage, from: z.iso.datetime() }), forWebhooks: true },
  'grace.ended': { summary: 'A product can be reached again.', subject: 'grace_window', data: z.strictObject(outage), forWebhooks: true },
  'raid.began': { summary: 'So many apply to a fleet at once that every application is looked at.', subject: 'fleet', data: z.strictObject(inFleet), forWebhooks: true },
  'raid.ended': { summary: 'Applications to a fleet are decided as usual again.', subject: 'fleet', data: z.strictObject(inFleet), forWebhooks: true },
});
