import { describe, expect, test } from 'vitest';
import { cpuSeconds } from '../../test/harness/cpu.ts';
import { readCodeExpiry } from './code-expiry.ts';

/** 2026-11-29 10:30 in Shanghai, a Sunday. */
const now = new Date('2026-11-29T02:30:00Z');
const zone = 'Asia/Shanghai';
const read = (typed: string, at = now, timeZone = zone) => {
  const found = readCodeExpiry(typed, at, timeZone);
  return found.ok ? (found.at?.toISOString() ?? 'never') : found.code;
};

/** The beginning of a day in Shanghai. */
const start = (day: string) => new Date(`${day}T00:00:00+08:00`).toISOString();
/** So many days from now, to the second. */
const later = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();

describe('the sentence that a platform prints below its code', () => {
  test.each([
    ['该二维码7天内(12月6日前)有效，重新进入将更新', '2026-12-06'],
    ['该二维码7天内（12月6日前）有效，重新进入将更新', '2026-12-06'],
    ['该二维码 7 天内 (12 月 6 日前) 有效', '2026-12-06'],
    ['该二维码７天内（１２月６日前）有效', '2026-12-06'],
    ['该群二维码有效期至2026年12月6日', '2026-12-07'],
    ['二维码将于 2026-12-06 过期', '2026-12-07'],
    ['This QR code is valid for 7 days (before 12/6) and updates on re-entry', '2026-12-06'],
    ['This QR code will expire in 7 days (before December 6)', '2026-12-06'],
    ['Valid until 12/6 and will update upon joining group', '2026-12-07'],
  ])('%s', (typed, day) => expect(read(typed)).toBe(start(day)));
});

describe('a day is the last one, whole', () => {
  test.each([
    ['2026-12-06', '2026-12-07'], ['2026/12/6', '2026-12-07'], ['2026.12.6', '2026-12-07'], ['2026年12月6日', '2026-12-07'], ['2026 年 12 月 6 日', '2026-12-07'], ['20261206', '2026-12-07'],
    ['12月6日', '2026-12-07'], ['12月6号', '2026-12-07'], ['12/6', '2026-12-07'], ['12-6', '2026-12-07'], ['12.6', '2026-12-07'], ['  12月6日  ', '2026-12-07'],
    ['6 Dec', '2026-12-07'], ['Dec 6', '2026-12-07'], ['December 6, 2026', '2026-12-07'], ['6th of December 2026', '2026-12-07'], ['Dec 6th', '2026-12-07'],
    ['到 12月6日', '2026-12-07'], ['截止12月6日', '2026-12-07'], ['今天', '2026-11-30'], ['明天', '2026-12-01'], ['后天', '2026-12-02'], ['大后天', '2026-12-03'], ['tomorrow', '2026-12-01'], ['the day after tomorrow', '2026-12-02'],
  ])('%s', (typed, day) => expect(read(typed)).toBe(start(day)));
});

describe('with 前 or before, it holds no more on that day', () => {
  test.each([['12月6日前', '2026-12-06'], ['12月6日之前有效', '2026-12-06'], ['before 12/6', '2026-12-06'], ['before Dec 6', '2026-12-06'], ['2026-12-06前', '2026-12-06'], ['明天前', '2026-11-30']])('%s', (typed, day) => expect(read(typed)).toBe(start(day)));
});

test.each([
  ['2026-12-06 18:30', '2026-12-06T18:30:00+08:00'],
  ['12月6日18:30前', '2026-12-06T18:30:00+08:00'],
  ['12月6日 18点', '2026-12-06T18:00:00+08:00'],
  ['12月6日下午6点', '2026-12-06T18:00:00+08:00'],
  ['今天 23:00', '2026-11-29T23:00:00+08:00'],
  ['2026-12-06T18:30', '2026-12-06T18:30:00+08:00'],
])('a time that is said counts: %s', (typed, at) => expect(read(typed)).toBe(new Date(at).toISOString()));

test.each([['7天', 7], ['7 天内有效', 7], ['七天', 7], ['七日内', 7], ['十天', 10], ['三十天', 30], ['一周', 7], ['两周内有效', 14], ['7', 7], ['30', 30], ['7d', 7], ['valid for 7 days', 7], ['2 weeks', 14], ['1 day', 1], ['', 7], ['   ', 7]])('days count from now: %s', (typed, days) =>
  expect(read(typed)).toBe(later(days)));

test.each(['永久有效', '长期有效', '不会过期', 'never', 'Permanent', 'does not expire'])('some codes never end: %s', (typed) => expect(read(typed)).toBe('never'));

describe('a day without a year is the nearest', () => {
  const christmas = new Date('2026-12-28T02:30:00Z');
  test('after the turn of the year', () => expect(read('该二维码7天内(1月4日前)有效', christmas)).toBe(start('2027-01-04')));
  test('and one that has just gone by is not taken for next year’s', () => expect(read('11月20日')).toBe('expiry_past'));
  test('29 February exists where its year has one', () => expect(read('2月29日', new Date('2028-02-20T02:00:00Z'))).toBe(start('2028-03-01')));
  test('day and month change places only where that alone makes sense', () => {
    expect(read('26/12')).toBe(start('2026-12-27'));
    expect(read('valid for 7 days, before 6/12')).toBe(start('2026-12-06'));
  });
});

test.each([
  ['nonsense', 'expiry_form'], ['13月40日', 'expiry_form'], ['2026-02-30', 'expiry_form'], ['31 Feb', 'expiry_form'], ['有效', 'expiry_form'], ['天', 'expiry_form'],
  ['2026-11-28', 'expiry_past'], ['11月29日前', 'expiry_past'], ['0天', 'expiry_past'], ['今天 10:00', 'expiry_past'], ['2025-12-06', 'expiry_past'],
  ['2028-01-01', 'expiry_far'], ['400天', 'expiry_far'],
])('what cannot be meant is refused with its reason: %s', (typed, code) => expect(read(typed)).toBe(code));

test('days are those of the centre', () => {
  expect(read('2026-12-06', now, 'America/New_York')).toBe('2026-12-07T05:00:00.000Z');
  expect(read('今天', new Date('2026-11-29T20:00:00Z'))).toBe(start('2026-12-01'));
});

test('a time that the clock skips is the next one', () => {
  expect(read('2027-03-14 02:30', now, 'America/New_York')).toBe('2027-03-14T07:00:00.000Z');
});

test('long words cost nothing', () => {
  const long = ['1'.repeat(100_000), '十'.repeat(100_000), ' '.repeat(100_000) + '天', '12月'.repeat(40_000), 'dec '.repeat(20_000)];
  expect(cpuSeconds(() => long.forEach((typed) => read(typed)))).toBeLessThan(1);
});
