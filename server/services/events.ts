import { z } from 'zod';
import { defineEvents } from '../platform/index.ts';

const facts = z.strictObject({ product: z.string().max(48), plan: z.string().max(48), person: z.uuid().optional(), organisation: z.uuid().optional() });

export const servicesEvents = defineEvents({
  'entitlement.granted': { summary: 'Somebody, or an organisation, may use a plan of a product.', subject: 'entitlement', data: facts, forWebhooks: true },
  'entitlement.changed': { summary: 'An entitlement changed.', subject: 'entitlement', data: facts, forWebhooks: true },
  'entitlement.ended': { summary: 'An entitlement was ended before its time.', subject: 'entitlement', data: facts, forWebhooks: true },
  'entitlement.expired': { summary: 'The last day of an entitlement has passed.', subject: 'entitlement', data: facts, forWebhooks: true },
  'entitlement.used': { summary: 'Uses of an entitlement were taken or given back.', subject: 'entitlement', data: z.strictObject({ count: z.int(), usesLeft: z.int().min(0).nullable() }), forWebhooks: true },
});
