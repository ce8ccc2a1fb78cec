import { z } from 'zod';
import { keySchema, localizedText } from './text.ts';

/** `HH:MM-HH:MM`; an end before the start runs over midnight; `24:00` closes a day. */
export const timeRangeText = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'time_range_form')
  .describe('Local time range HH:MM-HH:MM, half-open; 22:00-06:00 runs over midnight; 00:00-24:00 is the whole day.');

export const timeRangesSchema = z.array(timeRangeText).max(12).describe('Ranges of one day; an empty list means closed.');

export const localDateSchema = z.iso.date().describe('Local date, YYYY-MM-DD.');

export const weekHoursSchema = z
  .strictObject({
    mon: timeRangesSchema.optional(),
    tue: timeRangesSchema.optional(),
    wed: timeRangesSchema.optional(),
    thu: timeRangesSchema.optional(),
    fri: timeRangesSchema.optional(),
    sat: timeRangesSchema.optional(),
    sun: timeRangesSchema.optional(),
  })
  .describe('Ranges per weekday; a weekday that is left out is closed.');

export const timeZoneSchema = z.string().min(1).max(64).refine(isTimeZone, 'time_zone').describe('IANA time zone, for example Asia/Shanghai.');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export const calendarExceptionSchema = z
  .strictObject({
    date: localDateSchema.describe('First day of the exception.'),
    until: localDateSchema.optional().describe('Last day, inclusive; the same day when left out.'),
    hours: timeRangesSchema.describe('What counts on these days instead; an empty list means closed.'),
    note: localizedText(200).optional().describe('Why, shown to visitors.'),
  })
  .describe('Days that differ; they win over public holidays and the week.');

/** A service calendar: when something is served, in local time. [001] */
export const calendarSchema = z
  .strictObject({
    key: keySchema,
    name: localizedText(60),
    timeZone: timeZoneSchema.optional().describe("The centre's time zone when left out."),
    hours: z.union([z.literal('24x7'), weekHoursSchema]).describe('24x7, or ranges per weekday.'),
    publicHolidays: z
      .enum(['none', 'china'])
      .optional()
      .describe('china: closed on public holidays, open on make-up working days. Left out: none. Never applies to 24x7.'),
    exceptions: z.array(calendarExceptionSchema).max(200).optional(),
    note: localizedText(400).optional().describe('Shown beside the hours.'),
  })
  .describe('Service calendar: time zone, weekly hours, holidays, exceptions.');

export type CalendarEntry = z.infer<typeof calendarSchema>;
