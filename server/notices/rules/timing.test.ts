import { describe, expect, test } from 'vitest';
import { neverAwake, quietUntil, sendTime, type Timing } from './timing.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const nights: Timing = { timeZone: 'Asia/Shanghai', quiet: { mon: ['22:00-07:00'], tue: ['22:00-07:00'], wed: ['22:00-07:00'], thu: ['22:00-07:00'], fri: ['22:00-24:00'], sat: ['00:00-24:00'], sun: ['00:00-24:00'] }, urgentPasses: false, digest: 'off', digestAt: '09:00' };

describe('quiet hours', () => {
  test('hold a notice until they end, over midnight and over a whole weekend', () => {
    expect(sendTime(nights, 'push', 'normal', at('2026-11-18T21:59'))).toEqual({ at: at('2026-11-18T21:59'), held: false });
    expect(sendTime(nights, 'push', 'normal', at('2026-11-18T22:00'))).toEqual({ at: at('2026-11-19T07:00'), held: true });
    // Friday night to Monday 00:00.
    expect(sendTime(nights, 'email', 'normal', at('2026-11-20T23:00'))).toEqual({ at: at('2026-11-23T00:00'), held: true });
    expect(quietUntil(nights, at('2026-11-19T07:00'))).toBeUndefined();
  });

  test('are the reader’s, in their own time zone', () => {
    expect(sendTime({ ...nights, timeZone: 'Europe/Berlin' }, 'push', 'normal', at('2026-11-18T22:00'))).toEqual({ at: at('2026-11-18T22:00'), held: false });
  });

  test('let urgent things pass only where the person allows it', () => {
    const night = at('2026-11-18T23:00');
    expect(sendTime(nights, 'push', 'urgent', night)).toMatchObject({ held: true });
    expect(sendTime({ ...nights, urgentPasses: true }, 'push', 'urgent', night)).toEqual({ at: night, held: false });
    expect(sendTime({ ...nights, urgentPasses: true }, 'push', 'normal', night)).toMatchObject({ held: true });
  });

  test('that never end are told apart, however they are written', () => {
    expect(neverAwake(nights)).toBe(false);
    const whole = ['00:00-24:00'];
    expect(neverAwake({ quiet: { mon: whole, tue: whole, wed: whole, thu: whole, fri: whole, sat: whole, sun: whole } })).toBe(true);
    const around = ['06:00-06:01', '06:01-06:00'];
    expect(neverAwake({ quiet: { mon: around, tue: around, wed: around, thu: around, fri: around, sat: around, sun: around } })).toBe(true);
    expect(neverAwake({ quiet: { mon: whole, tue: whole, wed: whole, thu: whole, fri: whole, sat: whole, sun: ['00:00-23:59'] } })).toBe(false);
  });
});

describe('the daily summary', () => {
  const gathered: Timing = { ...nights, digest: 'daily', digestAt: '09:00' };
  test('gathers mails until its hour, and nothing else', () => {
    expect(sendTime(gathered, 'email', 'normal', at('2026-11-18T10:00'))).toEqual({ at: at('2026-11-19T09:00'), held: true });
    expect(sendTime(gathered, 'push', 'normal', at('2026-11-18T10:00'))).toEqual({ at: at('2026-11-18T10:00'), held: false });
    expect(sendTime(gathered, 'email', 'urgent', at('2026-11-18T10:00'))).toEqual({ at: at('2026-11-18T10:00'), held: false });
  });

  test('that falls into quiet hours waits for their end', () => {
    expect(sendTime(gathered, 'email', 'normal', at('2026-11-20T10:00'))).toEqual({ at: at('2026-11-23T00:00'), held: true });
  });
});
