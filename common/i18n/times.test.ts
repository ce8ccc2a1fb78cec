import { describe, expect, test } from 'vitest';
import type { ChannelStatus, HoursView } from '../contract/support.ts';
import {
  describeDays, describeDifferingDay, describeDuration, describeHolidays, describeHours, describeInstant, describeMeasured, describePromise, describeRanges, describeStatus, exactTime,
} from './times.ts';

const zone = 'Asia/Shanghai';
/** Saturday. */
const saturday = '2026-06-13T17:45:00+08:00';

function inBoth(write: (language: 'zh-CN' | 'en') => string): [string, string] {
  return [write('zh-CN'), write('en')];
}

describe('an instant as people say it', () => {
  test.each([
    ['2026-06-13T20:00:00+08:00', '20:00', '20:00'],
    ['2026-06-14T08:00:00+08:00', '明天 08:00', 'tomorrow 08:00'],
    ['2026-06-15T08:00:00+08:00', '周一 08:00', 'Monday 08:00'],
    ['2026-06-19T08:00:00+08:00', '周五 08:00', 'Friday 08:00'],
    ['2026-06-20T08:00:00+08:00', '6 月 20 日 08:00', '20 June 08:00'],
    ['2026-06-12T08:00:00+08:00', '6 月 12 日 08:00', '12 June 08:00'],
    ['2027-01-04T08:00:00+08:00', '2027 年 1 月 4 日 08:00', '4 January 2027 08:00'],
  ])('%s is %s, %s', (at, chinese, english) => {
    expect(inBoth((language) => describeInstant(at, saturday, zone, language))).toEqual([chinese, english]);
  });

  test('tomorrow begins at midnight, not 24 hours from now', () => {
    expect(describeInstant('2026-06-14T00:10:00+08:00', '2026-06-13T23:50:00+08:00', zone, 'zh-CN')).toBe('明天 00:10');
    expect(describeInstant('2026-06-14T00:10:00+08:00', '2026-06-14T00:05:00+08:00', zone, 'zh-CN')).toBe('00:10');
  });

  test('tomorrow may be next year', () => {
    expect(describeInstant('2027-01-01T08:00:00+08:00', '2026-12-31T20:00:00+08:00', zone, 'en')).toBe('tomorrow 08:00');
  });

  test('an end at midnight belongs to the day that ends', () => {
    expect(describeInstant('2026-06-13T16:00:00Z', saturday, zone, 'zh-CN', { end: true })).toBe('24:00');
    expect(describeInstant('2026-06-13T16:00:00Z', saturday, zone, 'zh-CN')).toBe('明天 00:00');
  });

  test.each([
    ['America/New_York', '10:00', '10:00'],
    ['Asia/Kathmandu', '19:45', '19:45'],
    ['Pacific/Auckland', '明天 02:00', 'tomorrow 02:00'],
  ])('in %s the clock shows %s', (timeZone, chinese, english) => {
    expect(inBoth((language) => describeInstant('2026-06-13T14:00:00Z', '2026-06-13T09:45:00Z', timeZone, language))).toEqual([chinese, english]);
  });

  test('a clock that is put forward at night moves no day', () => {
    expect(describeInstant('2026-03-29T08:00:00+02:00', '2026-03-28T08:00:00+01:00', 'Europe/Berlin', 'en')).toBe('tomorrow 08:00');
  });

  test('is given in full for the title on hover', () => {
    expect(inBoth((language) => exactTime('2026-10-08T00:00:00Z', zone, language))).toEqual(['2026 年 10 月 8 日（周四）08:00，Asia/Shanghai', 'Thursday 8 October 2026, 08:00 (Asia/Shanghai)']);
  });
});

describe('the state of a channel', () => {
  test.each<[ChannelStatus, string, string]>([
    [{ state: 'always' }, '随时可用', 'always available'],
    [{ state: 'unstated' }, '服务时间没有写明', 'hours not stated'],
    [{ state: 'open', until: '2026-06-13T12:00:00Z' }, '服务中 · 至 20:00', 'open until 20:00'],
    [{ state: 'open', until: '2026-06-14T04:00:00Z' }, '服务中 · 至明天 12:00', 'open until tomorrow 12:00'],
    [{ state: 'open', until: null }, '服务中', 'open'],
    [{ state: 'closed', opensAt: '2026-06-15T00:00:00Z' }, '周一 08:00 开放', 'opens Monday 08:00'],
    [{ state: 'closed', opensAt: '2026-06-14T00:00:00Z' }, '明天 08:00 开放', 'opens tomorrow 08:00'],
    [{ state: 'closed', opensAt: null }, '暂不开放', 'closed until further notice'],
    [{ state: 'emergency_only', opensAt: '2026-06-14T00:00:00Z' }, '紧急时可以试试 · 明天 08:00 开放', 'worth a try in an emergency, opens tomorrow 08:00'],
    [{ state: 'emergency_only', opensAt: null }, '紧急时可以试试', 'worth a try in an emergency'],
    [{ state: 'out_of_order', reason: '消息故障', until: null }, '暂时用不了：消息故障', 'out of order: 消息故障'],
    [{ state: 'out_of_order', reason: 'flood', until: '2026-06-15T00:00:00Z' }, '暂时用不了：flood · 预计周一 08:00 恢复', 'out of order: flood, expected back Monday 08:00'],
  ])('%j is %s, %s', (status, chinese, english) => {
    expect(inBoth((language) => describeStatus(status, saturday, zone, language))).toEqual([chinese, english]);
  });
});

describe('a promise', () => {
  test.each([
    [{ kind: 'realtime' as const, now: true }, '实时答复', 'answered while you wait'],
    [{ kind: 'realtime' as const, now: false }, '工作时间内实时答复', 'answered while you wait in working hours'],
    [{ kind: 'within' as const, minutes: 60, dueAt: '2026-06-14T01:00:00Z' }, '工作时间 1 小时内答复：明天 09:00 前', 'answered within 1 hour of working hours: by tomorrow 09:00'],
    [{ kind: 'within' as const, minutes: 90, dueAt: '2026-06-13T10:15:00Z' }, '工作时间 1 小时 30 分钟内答复：18:15 前', 'answered within 1 hour 30 minutes of working hours: by 18:15'],
    [{ kind: 'within' as const, minutes: 2880, dueAt: null }, '工作时间 48 小时内答复', 'answered within 48 hours of working hours'],
  ])('%j is %s, %s', (promise, chinese, english) => {
    expect(inBoth((language) => describePromise(promise, saturday, zone, language))).toEqual([chinese, english]);
  });

  test('stands beside what was measured, or says that nothing was', () => {
    expect(inBoth((language) => describeMeasured({ p50: 240, p90: 1190, count: 12 }, language))).toEqual(['近 30 天一半在 4 分钟内答复，九成在 20 分钟内', 'in the last 30 days half within 4 minutes, nine in ten within 20 minutes']);
    expect(inBoth((language) => describeMeasured(null, language))).toEqual(['近 30 天还没有数据', 'no data for the last 30 days yet']);
  });

  test.each([
    [0, '0 秒', '0 seconds'],
    [1, '1 秒', '1 second'],
    [60, '1 分钟', '1 minute'],
    [61, '2 分钟', '2 minutes'],
    [3_600, '1 小时', '1 hour'],
    [3_599.5, '1 小时', '1 hour'],
    [86_400, '24 小时', '24 hours'],
  ])('%d seconds are %s, %s', (seconds, chinese, english) => {
    expect(inBoth((language) => describeDuration(seconds, language))).toEqual([chinese, english]);
  });
});

describe('hours', () => {
  const hours = (key: string, lines: HoursView['lines'], more: Partial<HoursView> = {}): HoursView => ({ key, timeZone: zone, lines, publicHolidays: 'none', soon: [], ...more });
  const workdays: HoursView['lines'] = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], ranges: ['08:00-12:00', '13:30-17:30'] }, { days: ['sat', 'sun'], ranges: [] }];

  test.each([
    [hours('standard', [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], ranges: ['08:00-17:30'] }, { days: ['sun'], ranges: [] }]), '周一至周六 08:00–17:30', 'Monday to Saturday 08:00–17:30'],
    [hours('weekdays', workdays), '周一至周五 08:00–12:00、13:30–17:30', 'Monday to Friday 08:00–12:00, 13:30–17:30'],
    [hours('mixed', [{ days: ['mon'], ranges: ['22:00-06:00'] }, { days: ['sat', 'sun'], ranges: ['00:00-24:00'] }]), '周一 22:00–次日 06:00；周六、周日 全天', 'Monday 22:00–06:00 the next day; Saturday, Sunday all day'],
    [hours('daily', [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], ranges: ['09:00-17:00'] }]), '每天 09:00–17:00', 'every day 09:00–17:00'],
    [hours('always', []), '全天 24 小时', 'around the clock'],
    [hours('unstated', []), '没有写明', 'not stated'],
    [hours('shut', [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], ranges: [] }]), '暂不开放', 'closed until further notice'],
  ])('%#: %s', (view, chinese, english) => {
    expect(inBoth((language) => describeHours(view, language))).toEqual([chinese, english]);
  });

  test('days that are no neighbours are listed', () => {
    expect(inBoth((language) => describeDays(['mon', 'wed', 'thu', 'fri'], language))).toEqual(['周一、周三至周五', 'Monday, Wednesday to Friday']);
  });

  test('a day without ranges is a day off', () => {
    expect(inBoth((language) => describeRanges([], language))).toEqual(['休息', 'closed']);
  });

  test('say what holidays do, and until when that is known', () => {
    const view = hours('weekdays', workdays, { publicHolidays: 'china', holidaysKnownUntil: 2026 });
    expect(describeHolidays(view, 'zh-CN')).toBe('法定节假日休息，调休上班日照常服务（2026 年以后的放假安排还没有公布）');
    expect(describeHolidays(view, 'en')).toContain('holidays after 2026 are not announced yet');
    expect(describeHolidays(hours('weekdays', workdays), 'zh-CN')).toBeUndefined();
  });

  test('name the days that differ', () => {
    const day = { date: '2026-10-01', ranges: [], because: 'holiday' as const, name: '国庆节' };
    expect(describeDifferingDay(day, 'zh-CN')).toBe('10 月 1 日（周四）国庆节 · 休息');
    expect(describeDifferingDay({ ...day, name: 'National Day' }, 'en')).toBe('Thursday 1 October, National Day: closed');
    expect(describeDifferingDay({ date: '2026-10-10', ranges: ['08:00-12:00'], because: 'exception' }, 'zh-CN')).toBe('10 月 10 日（周六）08:00–12:00');
  });
});
