import { dateOf, dayNumberOf, instantsOf, localOf } from '../calendar/index.ts';
import { readTypedDay } from './typed-day.ts';

/** How long a platform's own QR code usually holds, in days, when nothing is said. [003][000] */
export const usualCodeDays = 7;
/** The furthest end that is believed; beyond it something was mistyped. Days. */
export const furthestCodeDays = 366;

/** What was read from the words: when the code ends, or that it never does. `said`: by which part of the words. */
export type CodeExpiry = { ok: true; at: Date | null; said: 'nothing' | 'day' | 'days' | 'never' } | { ok: false; code: 'expiry_form' | 'expiry_past' | 'expiry_far' };

const dayMilliseconds = 86_400_000;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * When a platform's QR code ends, from what a moderator enters: a day in any form, a number of days, or the whole sentence that the platform
 * prints below the code, such as 该二维码7天内(12月6日前)有效，重新进入将更新. Days are those of `timeZone`.
 *
 * A day is the last day, whole; with 前 or "before" it is the first day on which the code holds no more, because a dead code must not be shown
 * and a living one is only replaced some hours early. A day without a year is the one nearest to `now`. With nothing said, seven days. [003][000]
 */
export function readCodeExpiry(typed: string, now: Date, timeZone: string): CodeExpiry {
  const words = typed.normalize('NFKC').trim().toLowerCase().slice(0, 300);
  if (words === '') return { ok: true, at: daysFrom(now, usualCodeDays), said: 'nothing' };
  if (/永久|长期有效|不过期|不会过期|一直有效|never|permanent|no expiry|does not expire/.test(words)) return { ok: true, at: null, said: 'never' };
  const days = daysIn(words);
  const today = Math.floor(localOf(timeZone, now.getTime()) / dayMilliseconds);
  const near = today + (days ?? 0);
  const named = dayIn(words, today, near);
  if (named === null) return { ok: false, code: 'expiry_form' };
  if (named !== undefined) return judged(endOf(named, timeZone), now, 'day');
  if (days === undefined) return { ok: false, code: 'expiry_form' };
  return judged(daysFrom(now, days), now, 'days');
}

function judged(at: Date, now: Date, said: 'day' | 'days'): CodeExpiry {
  if (at.getTime() <= now.getTime()) return { ok: false, code: 'expiry_past' };
  if (at.getTime() > now.getTime() + furthestCodeDays * dayMilliseconds) return { ok: false, code: 'expiry_far' };
  return { ok: true, at, said };
}

function daysFrom(now: Date, days: number): Date {
  return new Date(now.getTime() + days * dayMilliseconds);
}

type Named = { day: number; /** Where the day stands in the words, for what is said right behind it. */ behind: string; before: string };

/** The day that the words name; undefined when they name none, null when what they name is no day. */
function dayIn(words: string, today: number, near: number): Named | undefined | null {
  const relative = /大后天|后天|明天|明日|今天|今日|day after tomorrow|tomorrow|today/.exec(words);
  if (relative !== null) return placed(words, relative, today + (relativeDays[relative[0]] ?? 0));
  const whole = /(?<!\d)\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)[日号]?|(?<!\d)20\d{6}(?!\d)/.exec(words);
  if (whole !== null) return placed(words, whole, dayNumber(readTypedDay(whole[0].replace('号', '日'))));
  const english = inEnglish(words);
  if (english !== undefined) return placed(words, english, inYear(english.year, english.month, english.day, near));
  const short = /(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]?/.exec(words);
  if (short !== null) return placed(words, short, inYear(undefined, Number(short[1]), Number(short[2]), near));
  const figures = /(?<![\d./-])(\d{1,2})[/.-](\d{1,2})(?![\d./-])/.exec(words);
  return figures === null ? undefined : placed(words, figures, ofFigures(Number(figures[1]), Number(figures[2]), near));
}

type English = { 0: string; index: number; day: number; month: number; year: string | undefined };

/** 6 Dec 2026, 6th of December, Dec. 6th, 2026: the first month that has a day beside it. */
function inEnglish(words: string): English | undefined {
  for (const { 0: name, index } of words.matchAll(/(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?/g)) {
    const [month, rest] = [months.indexOf(name.slice(0, 3)) + 1, words.slice(index + name.length)];
    const before = /(\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?$/.exec(words.slice(0, index));
    const behind = before === null ? /^\s(\d{1,2})(?:st|nd|rd|th)?(?!\d)/.exec(rest) : null;
    const day = before ?? behind;
    if (day === null) continue;
    const year = /^,?\s(\d{4})/.exec(rest.slice(behind?.[0].length ?? 0));
    const start = before?.index ?? index;
    return { 0: words.slice(start, index + name.length + (behind?.[0].length ?? 0) + (year?.[0].length ?? 0)), index: start, day: Number(day[1]), month, year: year?.[1] };
  }
  return undefined;
}

const relativeDays: Readonly<Record<string, number>> = { 今天: 0, 今日: 0, today: 0, 明天: 1, 明日: 1, tomorrow: 1, 后天: 2, 'day after tomorrow': 2, 大后天: 3 };

function placed(words: string, { 0: text, index }: { 0: string; index: number }, day: number | undefined): Named | null {
  return day === undefined ? null : { day, behind: words.slice(index + text.length), before: words.slice(0, index) };
}

function dayNumber(day: string | undefined): number | undefined {
  return day === undefined ? undefined : (dayNumberOf(day) ?? undefined);
}

/** Month first, as platforms print it; day first where only that is a day, or where it alone fits the number of days that was said too. */
function ofFigures(first: number, second: number, near: number): number | undefined {
  const [one, other] = [inYear(undefined, first, second, near), inYear(undefined, second, first, near)];
  if (one === undefined || other === undefined) return one ?? other;
  return Math.abs(one - near) > 45 && Math.abs(other - near) <= 2 ? other : one;
}

/** The day of the year that is said, else the one nearest to `near`. */
function inYear(said: string | undefined, month: number, day: number, near: number): number | undefined {
  const year = Number(said ?? dateOf(near).slice(0, 4));
  const number = (of: number) => dayNumber(`${of}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
  if (said !== undefined) return number(year);
  const candidates = [year - 1, year, year + 1].flatMap((of) => number(of) ?? []);
  return candidates.toSorted((one, other) => Math.abs(one - near) - Math.abs(other - near))[0];
}

/** The instant at which the code ends: at the time that is said, else with the day, or before it begins. */
function endOf({ day, behind, before }: Named, timeZone: string): Date {
  const clock = /^[\s,，t(（]{0,3}(?:(上午|下午|晚上|中午|am|pm)\s?)?(2[0-4]|[01]\d|\d)\s?[:时点]\s?([0-5]\d)?/.exec(behind);
  if (clock !== null) return instantAt(timeZone, day, minutesOf(clock, /^分?(?::[0-5]\d)?\s?(am|pm)/.exec(behind.slice(clock[0].length))?.[1]));
  const isBefore = /^\s?(?:之前|以前|前(?!后))/.test(behind) || /(?:before|prior to)\s?$/.test(before);
  return instantAt(timeZone, isBefore ? day : day + 1, 0);
}

function minutesOf([, part, hour = '0', minute = '0']: RegExpExecArray, after: string | undefined): number {
  const late = part === '下午' || part === '晚上' || part === 'pm' || after === 'pm';
  const hours = Number(hour);
  return (late && hours < 12 ? hours + 12 : hours) * 60 + Number(minute);
}

/** The first instant at which the local clock shows this time or, where the clock skips it, the next one. */
function instantAt(timeZone: string, day: number, minute: number): Date {
  const local = day * dayMilliseconds + minute * 60_000;
  const [found] = instantsOf(timeZone, local, local + dayMilliseconds);
  return new Date(found?.start ?? local);
}

const chineseDigits: Readonly<Record<string, number>> = { 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** A number of days or weeks that is said: 7天, 七天内, 三十天, 一周, 7 days, 2 weeks, or the number alone. */
function daysIn(words: string): number | undefined {
  const alone = /^\d{1,3}$/.exec(words);
  if (alone !== null) return Number(alone[0]);
  for (const { 0: unit, index } of words.matchAll(/天|日内|个?星期|周(?![一二三四五六日天末])|个?礼拜|days?\b|d\b|weeks?\b/g)) {
    const said = /(?<![\d月/.-])(\d{1,3}|[一两二三四五六七八九]?十[一两二三四五六七八九]?|[一两二三四五六七八九])\s?-?$/.exec(words.slice(0, index));
    const count = said?.[1] === undefined ? undefined : numberOf(said[1]);
    if (count !== undefined) return /天|日内|^d/.test(unit) ? count : count * 7;
  }
  return undefined;
}

function numberOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text];
  const ten = tens === '' ? 1 : tens === '0' ? 0 : chineseDigits[tens ?? ''];
  const one = ones === '' || ones === undefined ? 0 : chineseDigits[ones];
  return ten === undefined || one === undefined ? undefined : ten * 10 + one;
}
