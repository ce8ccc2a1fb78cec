import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { due, elapsed, parseRange, validateCalendar, weekdays } from '../../common/calendar/index.ts';
import type { CalendarException, HolidayDay, Pause, ServiceCalendar, TimeRange, WeekRanges } from '../../common/calendar/index.ts';

const kinds = ['due', 'elapsed', 'error'] as const;

// Times, dates and zones are text here: a case of kind `error` may hold wrong ones, and refusing them is the product's work.
const rangesSchema = z.array(z.tuple([z.string(), z.string()]));
const calendarSchema = z.looseObject({
  tz: z.string(),
  hours: z.partialRecord(z.enum(weekdays), rangesSchema),
  holidays: z.array(z.string()).optional(),
  shifts: z.record(z.string(), rangesSchema).optional(),
});
const base = { id: z.string().min(1), from: z.string().optional(), note: z.string().optional(), cal: calendarSchema, start: z.string() };
const pauses = z.array(z.tuple([z.string(), z.string()])).default([]);
const caseSchema = z.discriminatedUnion('kind', [
  z.looseObject({ ...base, kind: z.literal('due'), minutes: z.number(), pauses, expect: z.iso.datetime({ offset: true }) }),
  z.looseObject({ ...base, kind: z.literal('elapsed'), end: z.string(), pauses, expect: z.number() }),
  z.looseObject({ ...base, kind: z.literal('error'), minutes: z.number().optional(), end: z.string().optional(), pauses }),
]);

/** One service-hours case: what is asked of a calendar and what the answer must be. */
export type SlaCase = z.infer<typeof caseSchema>;
type CaseCalendar = z.infer<typeof calendarSchema>;

export type CasesRead = { ok: true; cases: SlaCase[] } | { ok: false; sentence: string };

/** Reads a file of service-hours cases; a file that cannot be used is refused with one sentence that names the cure. */
export function readCases(file: string): CasesRead {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return refuse(`There is no file ${file}: check the path.`);
    if (code === 'EISDIR') return refuse(`${file} is a folder: name the JSON file in it.`);
    if (code === 'EACCES' || code === 'EPERM') return refuse(`${file} may not be read: give yourself the right to read it.`);
    throw error;
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(`${file} is not JSON (${error.message}): mend it there.`);
  }
  if (!Array.isArray(data)) return refuse(`${file} holds no list: the file is a JSON array of cases.`);
  if (data.length === 0) return refuse(`${file} holds no cases: put at least one into the list.`);
  return checkCases(file, data);
}

function refuse(sentence: string): CasesRead {
  return { ok: false, sentence };
}

function checkCases(file: string, data: unknown[]): CasesRead {
  const cases: SlaCase[] = [];
  for (const [index, value] of data.entries()) {
    const parsed = caseSchema.safeParse(value);
    if (parsed.success) {
      cases.push(parsed.data);
      continue;
    }
    const { id, kind } = z.looseObject({ id: z.unknown(), kind: z.unknown() }).catch({ id: undefined, kind: undefined }).parse(value);
    const name = `case ${index + 1}${typeof id === 'string' ? ` (${id})` : ''}`;
    if (kind !== undefined && !kinds.some((known) => known === kind)) {
      return refuse(`${file}, ${name}: unknown kind ${JSON.stringify(kind)}; use one of ${kinds.join(', ')}.`);
    }
    const [issue] = parsed.error.issues;
    return refuse(`${file}, ${name}: ${issue?.path.join('.') || 'the case'}: ${issue?.message ?? 'not of the format'}; mend it there.`);
  }
  return { ok: true, cases };
}

/** What a case expects and what the product answers, in the same words. */
export type Outcome = { id: string; passed: boolean; expected: string; got: string; ignored: string[] };

/** Asks the product what a case asks. */
export function runCase(slaCase: SlaCase): Outcome {
  const got = answer(slaCase);
  const expected = expectation(slaCase);
  const passed = slaCase.kind === 'error' ? got.startsWith('refused') : got === expected;
  const ignored = Object.keys(slaCase.cal).filter((key) => !(key in calendarSchema.shape)).map((key) => `cal.${key}`);
  return { id: slaCase.id, passed, expected, got, ignored };
}

function expectation(slaCase: SlaCase): string {
  if (slaCase.kind === 'due') return new Date(slaCase.expect).toISOString();
  return slaCase.kind === 'elapsed' ? `${slaCase.expect} min` : 'refused';
}

function answer(slaCase: SlaCase): string {
  const read = readCalendar(slaCase.cal);
  if (!read.ok) return `refused: ${read.reason}`;
  const start = readInstant(slaCase.start);
  const interruptions: Pause[] = slaCase.pauses.map(([from, to]) => ({ start: readInstant(from), end: readInstant(to) }));
  if ([start, ...interruptions.flatMap((pause) => [pause.start, pause.end])].some(Number.isNaN)) return 'refused: not_an_instant';
  if (slaCase.kind === 'elapsed' || (slaCase.kind === 'error' && slaCase.minutes === undefined)) {
    const end = readInstant(slaCase.end ?? '');
    return Number.isNaN(end) ? 'refused: not_an_instant' : `${elapsed(read.calendar, start, end, interruptions) / 60} min`;
  }
  const result = due(read.calendar, start, (slaCase.minutes ?? 0) * 60, interruptions);
  return result.ok ? new Date(result.at).toISOString() : `refused: ${result.reason}`;
}

function readInstant(text: string): number {
  return z.iso.datetime({ offset: true }).safeParse(text).success ? Date.parse(text) : Number.NaN;
}

type CalendarRead = { ok: true; calendar: ServiceCalendar } | { ok: false; reason: string };

function readCalendar(cal: CaseCalendar): CalendarRead {
  const refusals: string[] = [];
  const readRanges = (ranges: [string, string][] = []): TimeRange[] => ranges.flatMap(([from, to]) => {
    const parsed = parseRange(`${from}-${to}`);
    if (parsed.ok) return [parsed.range];
    refusals.push(parsed.reason);
    return [];
  });
  const week: WeekRanges = {
    mon: readRanges(cal.hours.mon), tue: readRanges(cal.hours.tue), wed: readRanges(cal.hours.wed), thu: readRanges(cal.hours.thu),
    fri: readRanges(cal.hours.fri), sat: readRanges(cal.hours.sat), sun: readRanges(cal.hours.sun),
  };
  const shifts = Object.entries(cal.shifts ?? {});
  const exceptions: CalendarException[] = shifts.map(([date, ranges]) => ({ from: date, to: date, ranges: readRanges(ranges) }));
  const dates = cal.holidays ?? [];
  if (dates.some((date) => !z.iso.date().safeParse(date).success)) refusals.push('not_a_date');
  const days = new Map<string, HolidayDay>(dates.map((date) => [date, { date, kind: 'holiday', name: { 'zh-CN': '假日', en: 'holiday' } }]));
  const calendar = { timeZone: cal.tz, week, holidays: { firstYear: 1900, lastYear: 2199, days }, exceptions };
  refusals.push(...validateCalendar(calendar).map((problem) => problem.reason));
  return refusals.length > 0 ? { ok: false, reason: refusals.join(', ') } : { ok: true, calendar };
}
