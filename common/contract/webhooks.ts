import { z } from 'zod';
import { pagedInput, pagedOutput } from './paging.ts';
import { typedText, webAddressSchema } from './text.ts';

/** Addresses outside that hear of events (Standard Webhooks). */

/** Chooses every event, also those that come with a later version. */
export const everyEvent = '*';
/** Receivers of a centre, the ones that are off too. */
export const mostWebhooks = 50;
export const mostEvents = 300;
/** How long the secret before counts beside the new one. */
export const rotationHours = 24;
/** A receiver that has failed for so long without a break is switched off. */
export const failingDays = 5;
/** How long deliveries are listed. */
export const deliveryDays = 30;

const instant = z.iso.datetime();
const id = z.uuid();

export const webhookIdSchema = z.strictObject({ id });
export const deliveryIdSchema = z.strictObject({ id, delivery: id });
/** What the names of events begin with; the console has a word for each. */
export const eventGroups = [
  'centre', 'proposal', 'people', 'organisation', 'certificate', 'entitlement', 'import', 'fleet', 'group', 'seat', 'announcement', 'application', 'invitation', 'strike', 'ban', 'appeal', 'uid_service', 'forge', 'grace', 'raid',
  'privacy', 'key', 'hook', 'webhook', 'mail', 'notices', 'upkeep',
] as const;

export const switchedOffReasons = ['failing', 'gone'] as const;
export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const webhookSchema = z.object({
  id,
  address: z.string().max(2000),
  description: z.string().max(200),
  events: z.array(z.string().max(100)).max(mostEvents).describe('Names of the catalogue, or * for every event.'),
  enabled: z.boolean(),
  switchedOff: z.object({ at: instant, because: z.enum(switchedOffReasons) }).optional().describe('The centre switched it off: it failed for days, or answered 410.'),
  failingSince: instant.optional(),
  lastSuccessAt: instant.optional(),
  waiting: z.int().min(0).describe('Deliveries that have not arrived yet.'),
  failed: z.int().min(0).describe('Deliveries of the last 30 days that were given up.'),
  earlierSecretUntil: instant.optional().describe('Until then messages are signed with the secret before too.'),
  createdAt: instant,
  deletedAt: instant.optional(),
  revision: z.int().min(1),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** The inputs; `names` are the events of the catalogue that receivers outside may choose. */
export function webhookInputs(names: readonly string[]) {
  const events = z.array(z.enum([everyEvent, ...names])).min(1).max(mostEvents).refine((list) => new Set(list).size === list.length, 'not_unique').describe('Names of the catalogue, or * for every event.');
  const fields = {
    address: webAddressSchema.describe('Where messages are posted; redirects are not followed, and places inside a network are refused.'),
    description: typedText(200).optional(),
    events,
    enabled: z.boolean().optional().describe('true when left out.'),
  };
  return { create: z.strictObject(fields), update: z.strictObject({ id, ...fields, dropWaiting: z.boolean().optional().describe('true: what waited while it was off is given up instead of sent, when this switches it on; it can be sent again one by one or with a replay.'), revision: z.int().min(1) }) };
}

export const webhookSecretSchema = z.object({ webhook: webhookSchema, secret: z.string().max(100).describe('Begins with whsec_. It is shown here and never again.') });
export const listWebhooksSchema = z.strictObject({ deleted: z.enum(['true', 'false']).optional().describe('true: what was deleted and can be brought back.'), ...pagedInput });
export const webhooksSchema = pagedOutput(webhookSchema);

export const webhookEventSchema = z.object({ name: z.string().max(100), summary: z.string().max(300), subject: z.string().max(60).describe('What the subject is the id or key of.'), data: z.record(z.string(), z.unknown()).describe('The JSON Schema of data.') });
export const webhookEventsSchema = z.object({ items: z.array(webhookEventSchema).max(mostEvents) });

export const deliverySchema = z.object({
  id,
  event: z.string().max(100),
  eventId: id.describe('The webhook-id header: the same in every attempt and replay.'),
  subject: z.string().max(200),
  state: z.enum(deliveryStates),
  attempts: z.int().min(0),
  createdAt: instant,
  nextAttemptAt: instant.optional(),
  endedAt: instant.optional(),
  lastStatus: z.int().optional().describe('HTTP status of the last attempt.'),
  lastProblem: z.string().max(60).optional().describe('Why the last attempt got no answer.'),
});
export type Delivery = z.infer<typeof deliverySchema>;
export const attemptSchema = z.object({ at: instant, status: z.int().optional(), problem: z.string().max(60).optional(), milliseconds: z.int().min(0), answer: z.string().max(1100).describe('The first kilobyte of the answer.') });
export const deliveryDetailSchema = deliverySchema.extend({ body: z.string().max(100_000).describe('What is posted, byte for byte.'), tries: z.array(attemptSchema).max(100).describe('Attempts, latest first.') });
export const listDeliveriesSchema = z.strictObject({ id, state: z.enum(deliveryStates).optional(), event: z.string().min(1).max(100).optional(), ...pagedInput });
export const deliveriesSchema = pagedOutput(deliverySchema);
export const replaySchema = z.strictObject({ id, since: z.iso.datetime({ offset: true }).max(40).describe('Deliveries that failed since then, and events that happened meanwhile while the webhook was off.') });
export const replayedSchema = z.object({ queued: z.int().min(0), more: z.boolean().describe('There were more than 1,000: ask again.') });
