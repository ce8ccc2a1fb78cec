import { z } from 'zod';
import { pagedInput, pagedOutput } from './paging.ts';
import { typedText } from './text.ts';

/** Addresses under which other systems tell the centre something. */
export const mostHooks = 50;
/** How long the ids of messages are remembered; far longer than a message can be repeated. */
export const hookMessageDays = 30;

const instant = z.iso.datetime();
const id = z.uuid();

export const hookIdSchema = z.strictObject({ id });
export const hookSchema = z.object({
  id,
  name: z.string().max(60),
  path: z.string().max(100).describe('Where the other system posts, below the centre’s address.'),
  enabled: z.boolean(),
  lastReceivedAt: instant.optional(),
  createdAt: instant,
  deletedAt: instant.optional(),
  revision: z.int().min(1),
});
export type Hook = z.infer<typeof hookSchema>;
export const hooksSchema = pagedOutput(hookSchema);
export const listHooksSchema = z.strictObject({ deleted: z.enum(['true', 'false']).optional(), ...pagedInput });
export const createHookSchema = z.strictObject({ name: typedText(60).describe('The system that tells something, such as a monitor.') });
export const updateHookSchema = z.strictObject({ id, name: typedText(60), enabled: z.boolean(), revision: z.int().min(1) });
export const hookSecretSchema = z.object({ hook: hookSchema, secret: z.string().max(100).describe('Begins with whsec_. It is shown here and never again.') });

/** Why a message was not taken. */
export const hookRefusals = ['unset', 'off', 'unsigned', 'untimely', 'wrong', 'unreadable', 'invalid', 'not_wanted'] as const;
export type HookRefusal = (typeof hookRefusals)[number];
export const hookOutcomes = ['taken', 'refused'] as const;
export const hookMessageSchema = z.object({
  at: instant.describe('When it came; the last of several that were refused for the same reason in the same minute.'),
  outcome: z.enum(hookOutcomes),
  messageId: z.string().max(300).optional().describe('The webhook-id of a message that was taken.'),
  type: z.string().max(100).optional().describe('What a message that was taken told.'),
  why: z.enum(hookRefusals).optional(),
  count: z.int().min(1).describe('How many were refused for this reason in this minute; 1 for a message that was taken.'),
});
export type HookMessage = z.infer<typeof hookMessageSchema>;
export const hookMessagesSchema = pagedOutput(hookMessageSchema);
export const listHookMessagesSchema = z.strictObject({ id, outcome: z.enum(hookOutcomes).optional(), ...pagedInput });

/** What other systems send, in the shape of Standard Webhooks; further fields are not read. */
export const incomingMessageSchema = z.looseObject({ type: z.string().min(1).max(100).regex(/^[A-Za-z0-9_.-]+$/) });
