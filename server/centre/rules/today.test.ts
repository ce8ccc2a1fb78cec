import { describe, expect, test } from 'vitest';
import type { Centre } from '../../../common/contract/centre.ts';
import { bySection } from './by-section.ts';
import { whatNeedsYou, type TodayFacts } from './today.ts';

const empty = { settings: { name: '春天', languages: ['zh-CN'], timeZone: 'Asia/Shanghai' }, ...bySection(() => []) } as unknown as Centre;
const phone: Centre['channels'][number] = { key: 'phone', kind: 'phone', name: '电话', entries: [{ kind: 'phone', number: '0731-8957 2759' }] };
const quiet: Centre = { ...empty, channels: [phone] };
const facts = (given: Partial<TodayFacts>): TodayFacts => ({
  centre: quiet, example: null, openProposals: 0, now: new Date('2026-09-28T02:00:00Z'), today: '2026-09-28', holidaysUntil: 2026, language: 'zh-CN', ...given,
});
const codes = (given: Partial<TodayFacts>) => whatNeedsYou(facts(given)).map(({ code }) => code);
const calendar = (more: Partial<Centre['calendars'][number]>): Centre => ({ ...quiet, calendars: [{ key: 'standard', name: '标准', hours: { mon: ['08:00-17:30'] }, ...more }] });

describe('what needs the operator today', () => {
  test('is nothing in a centre that is in order', () => {
    expect(codes({})).toEqual([]);
  });

  test('is a channel that is out of order, more so when it should be back', () => {
    const out = (until?: string): Centre => ({ ...quiet, channels: [{ ...phone, outOfOrder: { reason: '消息故障', ...(until === undefined ? {} : { until }) } }] });
    expect(whatNeedsYou(facts({ centre: out() }))).toEqual([{ code: 'channel_out_of_order', subject: { section: 'channels', key: 'phone', name: '电话' } }]);
    expect(whatNeedsYou(facts({ centre: out('2026-09-28T10:00:01+08:00') }))).toMatchObject([{ code: 'channel_out_of_order', at: '2026-09-28T02:00:01.000Z' }]);
    expect(codes({ centre: out('2026-09-28T10:00:00+08:00') })).toEqual(['channel_back_overdue']);
  });

  test.each([
    ['2026-09-30', 2026, []],
    ['2026-10-01', 2026, ['holidays_end']],
    ['2026-12-31', 2026, ['holidays_end']],
    ['2027-01-01', 2026, ['holidays_unknown']],
    ['2026-12-31', 2027, []],
  ])('on %s, when holidays are known until %i, is %j', (today, holidaysUntil, expected) => {
    expect(codes({ centre: calendar({ publicHolidays: 'china' }), today, holidaysUntil })).toEqual(expected);
    expect(codes({ centre: calendar({ publicHolidays: 'none' }), today, holidaysUntil })).toEqual([]);
    expect(codes({ centre: calendar({ publicHolidays: 'china', hours: '24x7' }), today, holidaysUntil })).toEqual([]);
  });

  test.each([
    [{ date: '2026-10-12', hours: [] }, ['exception_soon']],
    [{ date: '2026-10-13', hours: [] }, []],
    [{ date: '2026-09-20', until: '2026-09-28', hours: [] }, ['exception_soon']],
    [{ date: '2026-09-20', until: '2026-09-27', hours: [] }, []],
  ])('of the exception %j is %j', (exception, expected) => {
    expect(codes({ centre: calendar({ exceptions: [exception] }) })).toEqual(expected);
  });

  test('is a text that lacks one of the languages of the pages', () => {
    const centre: Centre = { ...quiet, settings: { ...quiet.settings, languages: ['zh-CN', 'en'] }, questions: [{ key: 'why', question: { 'zh-CN': '为什么' }, answer: '因为' }] };
    expect(whatNeedsYou(facts({ centre }))).toEqual([{ code: 'text_missing_language', subject: { section: 'questions', key: 'why', name: '为什么' }, fields: ['question'] }]);
    expect(codes({ centre: { ...centre, settings: quiet.settings } })).toEqual([]);
  });

  test('is an empty centre, an example, a channel without a way in, hours that nobody has said', () => {
    expect(codes({ centre: empty })).toEqual(['no_channels']);
    expect(codes({ example: 'websoft9' })).toEqual(['example_shown']);
    expect(codes({ centre: { ...quiet, channels: [{ key: 'qq', kind: 'im', name: 'QQ' }] } })).toEqual(['channel_without_entries']);
    expect(codes({ centre: { ...quiet, channels: [{ ...phone, hours: { answering: 'unstated' } }] } })).toEqual(['hours_unstated']);
  });

  test('stands in the order of its urgency, and nearer dates first', () => {
    const centre = calendar({ publicHolidays: 'china', exceptions: [{ date: '2026-10-10', hours: [] }, { date: '2026-10-02', hours: [] }] });
    const items = whatNeedsYou(facts({ centre: { ...centre, channels: [{ ...phone, outOfOrder: { reason: '坏了' } }] }, example: 'websoft9', openProposals: 3, today: '2026-10-01' }));
    expect(items.map(({ code, at }) => [code, at])).toEqual([
      ['channel_out_of_order', undefined], ['proposals_open', undefined], ['example_shown', undefined], ['exception_soon', '2026-10-02'], ['exception_soon', '2026-10-10'], ['holidays_end', '2026-12-31'],
    ]);
  });
});
