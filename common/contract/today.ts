import { z } from 'zod';
import { sectionNames } from './centre.ts';
import { keySchema } from './text.ts';

/** What needs the operator today, most urgent first; each code has its sentence in common/locales/today. */
export const todayCodes = [
  'channel_back_overdue', 'channel_out_of_order', 'holidays_unknown', 'proposals_open', 'no_channels', 'channel_without_entries', 'example_shown',
  'exception_soon', 'holidays_end', 'hours_unstated', 'text_missing_language',
] as const;
export type TodayCode = (typeof todayCodes)[number];

export const todayItemSchema = z.object({
  code: z.enum(todayCodes),
  subject: z.object({ section: z.enum([...sectionNames, 'settings']), key: keySchema.optional(), name: z.string().max(200) }).optional(),
  at: z.string().max(40).optional().describe('The instant (ISO 8601) or the local date that it is about.'),
  count: z.int().min(0).optional(),
  fields: z.array(z.string().max(300)).max(20).optional().describe('Dotted paths of the texts that lack a language.'),
});
export type TodayItem = z.infer<typeof todayItemSchema>;

export const todaySchema = z.object({ items: z.array(todayItemSchema).max(200), more: z.int().min(0).describe('Items beyond those listed.') });
