import { z } from 'zod';
import { calendarSchema } from './calendar.ts';
import { fieldProblemSchema } from './problem.ts';
import { adviceQuestionSchema, weekdays } from './support.ts';
import { keySchema } from './text.ts';

/** A year that the year view shows; as text it comes from an address. */
export const yearSchema = z.coerce.number<number | string>().int().min(2000, 'year_too_early').max(2100, 'year_too_late').describe('Year, 2000 to 2100.');

export const calendarDaySchema = z.object({
  date: z.iso.date(),
  weekday: z.enum(weekdays),
  ranges: z.array(z.string().max(11)).max(12).describe('HH:MM-HH:MM; empty when closed.'),
  because: z.enum(['week', 'exception', 'holiday', 'make_up']),
  name: z.string().max(400).optional().describe('Name of the holiday or note of the exception.'),
  beyondData: z.boolean().describe('Holidays matter to this day but its year is not known yet: the week is a guess.'),
});
export type CalendarDay = z.infer<typeof calendarDaySchema>;

/** What a service calendar says about every day of a year. */
export const calendarYearSchema = z.object({
  key: keySchema,
  name: z.string().max(60),
  timeZone: z.string().max(64),
  year: z.int(),
  days: z.array(calendarDaySchema).max(366),
  openDays: z.int(),
  openMinutes: z.int(),
  holidaysKnownUntil: z.int().optional().describe('Last year that the holiday data knows; left out where holidays do not matter.'),
});
export type CalendarYear = z.infer<typeof calendarYearSchema>;

export const previewCalendarSchema = z.strictObject({ calendar: calendarSchema.describe('Draft that is not saved.'), year: yearSchema });

/** The year of a draft; `year` is null while problems keep it from being counted. */
export const calendarPreviewSchema = z.object({ problems: z.array(fieldProblemSchema).max(500), year: calendarYearSchema.nullable() });
export type CalendarPreview = z.infer<typeof calendarPreviewSchema>;

/** The adviser at another time. */
export const adviceSimulationSchema = adviceQuestionSchema.extend({
  at: z
    .string()
    .max(40)
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?$/, 'instant_form')
    .describe("2026-10-01T10:00 in the centre's time zone, or an instant with its zone."),
});
