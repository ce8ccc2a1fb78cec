import { z } from 'zod';
import { defineEvents } from '../platform/index.ts';

export const programsEvents = defineEvents({
  'key.created': { summary: 'Somebody made an API key.', subject: 'api_key', data: z.strictObject({ owner: z.uuid(), expiresAt: z.iso.datetime() }), forWebhooks: true },
  'hook.received': { summary: 'Another system told something through an incoming hook.', subject: 'hook', data: z.strictObject({ type: z.string().max(100) }), forWebhooks: true },
  'webhook.switched_off': { summary: 'A webhook was switched off because it failed for days, or because its receiver answered 410.', subject: 'webhook', data: z.strictObject({ because: z.enum(['failing', 'gone']) }), forWebhooks: true },
  'key.revoked': { summary: 'An API key was revoked.', subject: 'api_key', data: z.strictObject({ owner: z.uuid() }), forWebhooks: true },
});
