import { z } from 'zod';
import { defineEvents } from '../platform/index.ts';

export const noticesEvents = defineEvents({
  'mail.failed': { summary: 'A mail could not be sent and was given up.', subject: 'mail', data: z.strictObject({ kind: z.string().max(100), reason: z.string().max(60) }), forWebhooks: true },
  'notices.bot_switched_off': { summary: 'The bot of a group failed for days and was switched off.', subject: 'bot', data: z.strictObject({ platform: z.string().max(20), reason: z.string().max(60) }), forWebhooks: true },
});
