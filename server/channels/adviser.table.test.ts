import { describe, expect, test } from 'vitest';
import type { EntitlementKind, Urgency } from '../../common/contract/support.ts';
import { readExample } from '../../examples/read-examples.ts';
import { advise } from './rules/advise.ts';
import { channelStatus } from './rules/channel-status.ts';
import { compileCentre } from './rules/facts.ts';
import { momentOf } from './rules/hours.ts';
import type { NotReached } from './rules/not-reached.ts';
import { isAnsweredNow } from './rules/promise.ts';
import { centreOf, shanghai, writtenAnswer } from './testing.ts';

/**
 * The rules of [001] over its own centre, thought through from the text, not taken from the program. Each row: urgency, for whom, the
 * answer (`best | later: … | others: …`), its source. What the sentences say, in the order of the page:
 *
 *   human:   [001] 付费镜像用户可通过人工服务渠道获得人工支持 – paying people are helped by people; sponsors as they are [ours]
 *   issues:  [001] 免费镜像用户通过 Github 提交 issue 获得改进 – free ones go to GitHub, at any hour
 *   now:     [001] 在此时间区间内，若您需要实时响应，请通过微信或电话联系我们 – only those that are open
 *   hour:    [001] 若接受 1 个小时内响应，请通过工单和邮件联系我们
 *   outside: [001] 非标准工作时间优先通过工单和邮件联系我们，情况紧急也可以拨打电话
 *   table:   [001] 微信 5×8，电话 7×8（售前或紧急故障），工单（推荐）与邮箱 7×24
 *   lunch:   [001] 午休 is among the reasons why nobody is reached, so it is no open time
 *
 * Our decisions, marked [ours] where a row rests on them:
 *   phone-first:  an emergency is called in while the phone's own hours are open, then one person, then the group, then the ticket
 *   may-be-tried: an emergency may call outside the phone's hours too, after what is written, without promise
 *   live-after:   what is live comes after what is written when there is an hour's time, or when it is not standard time
 *   no-hurry:     without hurry one writes; people who answer live come after
 *   aside:        GitHub improves images and helps no paying person: last without hurry, else set aside
 *   everything:   whoever names no plan sees every way
 */
type Row = [urgency: Urgency, whom: string, answer: string, source: string];
type Situation = { name: string; at: string; rows: Row[] };

const gitHubOnly = 'github-issue | others: ticket email wechat-group wechat phone';

const situations: Situation[] = [
  {
    name: 'Monday to Friday inside standard hours', at: '2026-06-10 10:00', rows: [
      ['emergency', 'paid sponsor', 'phone wechat wechat-group ticket email | others: github-issue', '[001] now, table; [ours] phone-first, aside'],
      ['emergency', 'unknown', 'phone wechat wechat-group ticket email github-issue', '[001] now, table; [ours] phone-first, everything'],
      ['emergency', 'free', gitHubOnly, '[001] issues'],
      ['now', 'paid sponsor', 'wechat-group wechat phone ticket email | others: github-issue', '[001] now; [ours] aside'],
      ['now', 'unknown', 'wechat-group wechat phone ticket email github-issue', '[001] now; [ours] everything'],
      ['now', 'free', gitHubOnly, '[001] issues'],
      ['hour', 'paid sponsor', 'ticket email wechat-group wechat phone | others: github-issue', '[001] hour; [ours] live-after, aside'],
      ['hour', 'unknown', 'ticket email wechat-group wechat phone github-issue', '[001] hour; [ours] live-after, everything'],
      ['hour', 'free', gitHubOnly, '[001] issues'],
      ['later', 'paid sponsor', 'ticket email wechat-group wechat phone github-issue', '[ours] no-hurry, aside'],
      ['later', 'unknown', 'ticket email github-issue wechat-group wechat phone', '[ours] no-hurry, everything'],
      ['later', 'free', gitHubOnly, '[001] issues'],
    ],
  },
  {
    name: 'Saturday inside standard hours, WeChat (5×8) closed', at: '2026-06-13 10:00', rows: [
      ['emergency', 'paid sponsor', 'phone ticket email | later: wechat-group wechat | others: github-issue', '[001] now, table; [ours] phone-first, aside'],
      ['emergency', 'unknown', 'phone ticket email github-issue | later: wechat-group wechat', '[001] now, table; [ours] phone-first, everything'],
      ['emergency', 'free', gitHubOnly, '[001] issues'],
      ['now', 'paid sponsor', 'phone ticket email | later: wechat-group wechat | others: github-issue', '[001] now, table; [ours] aside'],
      ['now', 'unknown', 'phone ticket email github-issue | later: wechat-group wechat', '[001] now, table; [ours] everything'],
      ['now', 'free', gitHubOnly, '[001] issues'],
      ['hour', 'paid sponsor', 'ticket email phone | later: wechat-group wechat | others: github-issue', '[001] hour, table; [ours] live-after, aside'],
      ['hour', 'unknown', 'ticket email phone github-issue | later: wechat-group wechat', '[001] hour, table; [ours] live-after, everything'],
      ['hour', 'free', gitHubOnly, '[001] issues'],
      ['later', 'paid sponsor', 'ticket email phone github-issue | later: wechat-group wechat', '[ours] no-hurry, aside'],
      ['later', 'unknown', 'ticket email github-issue phone | later: wechat-group wechat', '[ours] no-hurry, everything'],
      ['later', 'free', gitHubOnly, '[001] issues'],
    ],
  },
  {
    name: 'lunch on a working day', at: '2026-06-10 12:30', rows: [
      ['emergency', 'paid sponsor', 'ticket email phone | later: wechat-group wechat | others: github-issue', '[001] hour, lunch; [ours] may-be-tried, aside'],
      ['emergency', 'unknown', 'ticket email phone github-issue | later: wechat-group wechat', '[001] hour, lunch; [ours] may-be-tried, everything'],
      ['emergency', 'free', gitHubOnly, '[001] issues'],
      ['now', 'paid sponsor', 'ticket email | later: wechat-group wechat phone | others: github-issue', '[001] now (none is open), hour, lunch; [ours] aside'],
      ['now', 'unknown', 'ticket email github-issue | later: wechat-group wechat phone', '[001] now (none is open), hour, lunch; [ours] everything'],
      ['now', 'free', gitHubOnly, '[001] issues'],
      ['hour', 'paid sponsor', 'ticket email | later: wechat-group wechat phone | others: github-issue', '[001] hour, lunch; [ours] aside'],
      ['hour', 'unknown', 'ticket email github-issue | later: wechat-group wechat phone', '[001] hour, lunch; [ours] everything'],
      ['hour', 'free', gitHubOnly, '[001] issues'],
      ['later', 'paid sponsor', 'ticket email github-issue | later: wechat-group wechat phone', '[001] lunch; [ours] no-hurry, aside'],
      ['later', 'unknown', 'ticket email github-issue | later: wechat-group wechat phone', '[001] lunch; [ours] no-hurry, everything'],
      ['later', 'free', gitHubOnly, '[001] issues'],
    ],
  },
  {
    // The phone opens on Sunday, a day before WeChat.
    name: 'Saturday after closing', at: '2026-06-13 17:45', rows: [
      ['emergency', 'paid sponsor', 'ticket email phone | later: wechat-group wechat | others: github-issue', '[001] outside; [ours] may-be-tried, aside'],
      ['emergency', 'unknown', 'ticket email phone github-issue | later: wechat-group wechat', '[001] outside; [ours] may-be-tried, everything'],
      ['emergency', 'free', gitHubOnly, '[001] issues'],
      ['now', 'paid sponsor', 'ticket email | later: phone wechat-group wechat | others: github-issue', '[001] outside, table; [ours] aside'],
      ['now', 'unknown', 'ticket email github-issue | later: phone wechat-group wechat', '[001] outside, table; [ours] everything'],
      ['now', 'free', gitHubOnly, '[001] issues'],
      ['hour', 'paid sponsor', 'ticket email | later: phone wechat-group wechat | others: github-issue', '[001] outside, table; [ours] aside'],
      ['hour', 'unknown', 'ticket email github-issue | later: phone wechat-group wechat', '[001] outside, table; [ours] everything'],
      ['hour', 'free', gitHubOnly, '[001] issues'],
      ['later', 'paid sponsor', 'ticket email github-issue | later: phone wechat-group wechat', '[001] outside; [ours] no-hurry, aside'],
      ['later', 'unknown', 'ticket email github-issue | later: phone wechat-group wechat', '[001] outside; [ours] no-hurry, everything'],
      ['later', 'free', gitHubOnly, '[001] issues'],
    ],
  },
  {
    name: 'Sunday with the 7×8 phone open', at: '2026-06-14 10:00', rows: [
      ['emergency', 'paid sponsor', 'phone ticket email | later: wechat-group wechat | others: github-issue', '[001] outside, table; [ours] phone-first, aside'],
      ['emergency', 'unknown', 'phone ticket email github-issue | later: wechat-group wechat', '[001] outside, table; [ours] phone-first, everything'],
      ['emergency', 'free', gitHubOnly, '[001] issues'],
      ['now', 'paid sponsor', 'ticket email phone | later: wechat-group wechat | others: github-issue', '[001] outside, table; [ours] live-after, aside'],
      ['now', 'unknown', 'ticket email phone github-issue | later: wechat-group wechat', '[001] outside, table; [ours] live-after, everything'],
      ['now', 'free', gitHubOnly, '[001] issues'],
      ['hour', 'paid sponsor', 'ticket email phone | later: wechat-group wechat | others: github-issue', '[001] outside, table; [ours] live-after, aside'],
      ['hour', 'unknown', 'ticket email phone github-issue | later: wechat-group wechat', '[001] outside, table; [ours] live-after, everything'],
      ['hour', 'free', gitHubOnly, '[001] issues'],
      ['later', 'paid sponsor', 'ticket email phone github-issue | later: wechat-group wechat', '[001] outside; [ours] no-hurry, aside'],
      ['later', 'unknown', 'ticket email github-issue phone | later: wechat-group wechat', '[001] outside; [ours] no-hurry, everything'],
      ['later', 'free', gitHubOnly, '[001] issues'],
    ],
  },
  {
    name: 'night', at: '2026-06-10 23:00', rows: [
      ['emergency', 'paid sponsor', 'ticket email phone | later: wechat-group wechat | others: github-issue', '[001] outside; [ours] may-be-tried, aside'],
      ['emergency', 'unknown', 'ticket email phone github-issue | later: wechat-group wechat', '[001] outside; [ours] may-be-tried, everything'],
      ['emergency', 'free', gitHubOnly, '[001] issues'],
      ['now', 'paid sponsor', 'ticket email | later: wechat-group wechat phone | others: github-issue', '[001] outside; [ours] aside'],
      ['now', 'unknown', 'ticket email github-issue | later: wechat-group wechat phone', '[001] outside; [ours] everything'],
      ['now', 'free', gitHubOnly, '[001] issues'],
      ['hour', 'paid sponsor', 'ticket email | later: wechat-group wechat phone | others: github-issue', '[001] outside; [ours] aside'],
      ['hour', 'unknown', 'ticket email github-issue | later: wechat-group wechat phone', '[001] outside; [ours] everything'],
      ['hour', 'free', gitHubOnly, '[001] issues'],
      ['later', 'paid sponsor', 'ticket email github-issue | later: wechat-group wechat phone', '[001] outside; [ours] no-hurry, aside'],
      ['later', 'unknown', 'ticket email github-issue | later: wechat-group wechat phone', '[001] outside; [ours] no-hurry, everything'],
      ['later', 'free', gitHubOnly, '[001] issues'],
    ],
  },
  {
    // Standard hours and WeChat keep holidays, the phone's seven days do not. [ours]
    name: 'National Day, a Thursday', at: '2026-10-01 10:00', rows: [
      ['emergency', 'paid sponsor', 'phone ticket email | later: wechat-group wechat | others: github-issue', '[001] outside, table; [ours] phone-first, aside'],
      ['emergency', 'unknown', 'phone ticket email github-issue | later: wechat-group wechat', '[001] outside, table; [ours] phone-first, everything'],
      ['emergency', 'free', gitHubOnly, '[001] issues'],
      ['now', 'paid sponsor', 'ticket email phone | later: wechat-group wechat | others: github-issue', '[001] outside, table; [ours] live-after, aside'],
      ['now', 'unknown', 'ticket email phone github-issue | later: wechat-group wechat', '[001] outside, table; [ours] live-after, everything'],
      ['now', 'free', gitHubOnly, '[001] issues'],
      ['hour', 'paid sponsor', 'ticket email phone | later: wechat-group wechat | others: github-issue', '[001] outside, table; [ours] live-after, aside'],
      ['hour', 'unknown', 'ticket email phone github-issue | later: wechat-group wechat', '[001] outside, table; [ours] live-after, everything'],
      ['hour', 'free', gitHubOnly, '[001] issues'],
      ['later', 'paid sponsor', 'ticket email phone github-issue | later: wechat-group wechat', '[001] outside; [ours] no-hurry, aside'],
      ['later', 'unknown', 'ticket email github-issue phone | later: wechat-group wechat', '[001] outside; [ours] no-hurry, everything'],
      ['later', 'free', gitHubOnly, '[001] issues'],
    ],
  },
  {
    // A Sunday that makes up for a Tuesday of the National Day week: everyone works as on that Tuesday. [ours]
    name: 'a make-up working Sunday', at: '2026-09-20 10:00', rows: [
      ['emergency', 'paid sponsor', 'phone wechat wechat-group ticket email | others: github-issue', '[001] now, table; [ours] phone-first, aside'],
      ['emergency', 'unknown', 'phone wechat wechat-group ticket email github-issue', '[001] now, table; [ours] phone-first, everything'],
      ['emergency', 'free', gitHubOnly, '[001] issues'],
      ['now', 'paid sponsor', 'wechat-group wechat phone ticket email | others: github-issue', '[001] now; [ours] aside'],
      ['now', 'unknown', 'wechat-group wechat phone ticket email github-issue', '[001] now; [ours] everything'],
      ['now', 'free', gitHubOnly, '[001] issues'],
      ['hour', 'paid sponsor', 'ticket email wechat-group wechat phone | others: github-issue', '[001] hour; [ours] live-after, aside'],
      ['hour', 'unknown', 'ticket email wechat-group wechat phone github-issue', '[001] hour; [ours] live-after, everything'],
      ['hour', 'free', gitHubOnly, '[001] issues'],
      ['later', 'paid sponsor', 'ticket email wechat-group wechat phone github-issue', '[ours] no-hurry, aside'],
      ['later', 'unknown', 'ticket email github-issue wechat-group wechat phone', '[ours] no-hurry, everything'],
      ['later', 'free', gitHubOnly, '[001] issues'],
    ],
  },
];

const facts = compileCentre(centreOf(readExample('websoft9')));

function answer(at: string, urgency: Urgency, entitlement: EntitlementKind) {
  return advise(momentOf(facts, shanghai(at)), { entitlement, urgency });
}

describe.each(situations)('$name ($at)', ({ at, rows }) => {
  const cases = rows.flatMap(([urgency, whom, expected, source]) => whom.split(' ').map((entitlement) => ({ urgency, entitlement: entitlement as EntitlementKind, expected, source })));

  test.each(cases)('$urgency, $entitlement: $expected ($source)', ({ urgency, entitlement, expected }) => {
    expect(writtenAnswer(answer(at, urgency, entitlement))).toBe(expected);
  });

  test('leaves out no urgency and no plan', () => {
    const seen = cases.map(({ urgency, entitlement }) => `${urgency} ${entitlement}`);
    const all = ['emergency', 'now', 'hour', 'later'].flatMap((urgency) => ['paid', 'free', 'sponsor', 'unknown'].map((entitlement) => `${urgency} ${entitlement}`));
    expect(seen.toSorted()).toEqual(all.toSorted());
  });
});

test('the table has 128 rows, each with its source', () => {
  expect(situations.flatMap(({ rows }) => rows).reduce((count, [, whom]) => count + whom.split(' ').length, 0)).toBe(128);
  expect(situations.flatMap(({ rows }) => rows).filter(([, , , source]) => !/^\[(?:001|ours)\] /.test(source))).toEqual([]);
});

describe('the promise of the ticket as a time', () => {
  test.each([
    ['2026-06-10 10:00', '2026-06-10 11:00', '[001] within one hour'],
    ['2026-06-10 12:30', '2026-06-10 13:30', '[001] standard hours have no lunch break'],
    ['2026-06-10 17:00', '2026-06-11 08:30', '[001] only standard hours count'],
    ['2026-06-10 23:00', '2026-06-11 09:00', '[001] it runs from the next opening'],
    ['2026-06-13 10:00', '2026-06-13 11:00', '[001] Saturday is a working day'],
    ['2026-06-13 17:45', '2026-06-15 09:00', '[001] Sunday is none'],
    ['2026-06-14 10:00', '2026-06-15 09:00', '[001] Sunday is none, though the phone is open'],
    ['2026-10-01 10:00', '2026-10-08 09:00', '[ours] nor are public holidays'],
    ['2026-09-20 10:00', '2026-09-20 11:00', '[ours] a make-up Sunday is one'],
  ])('written on %s it is due on %s (%s)', (at, due) => {
    const [reason] = answer(at, 'hour', 'paid').best.find(({ channel }) => channel.key === 'ticket')?.findings.filter(({ code }) => code === 'answered_within') ?? [];
    expect(reason).toEqual({ code: 'answered_within', minutes: 60, at: shanghai(due) });
  });
});

describe('an answer while one waits', () => {
  const promised = (at: string, key: string) => {
    const moment = momentOf(facts, shanghai(at));
    const channel = facts.centre.channels.find((described) => described.key === key);
    return channel && isAnsweredNow(moment, channel, channelStatus(moment, channel));
  };

  test.each<[at: string, phone: boolean, wechat: boolean, source: string]>([
    ['2026-06-10 10:00', true, true, '[001] in standard hours, where they are open'],
    ['2026-06-13 10:00', true, false, '[001] Saturday is standard time, and WeChat is 5×8'],
    ['2026-06-14 10:00', false, false, '[001] Sunday is none, though the 7×8 phone is open'],
    ['2026-10-01 10:00', false, false, '[ours] nor are public holidays'],
    ['2026-09-20 10:00', true, true, '[ours] a make-up Sunday is one'],
    ['2026-06-10 12:30', false, false, '[001] lunch is standard time, and nobody is there'],
    ['2026-06-10 17:30', false, false, '[001] the end of both'],
    ['2026-06-10 23:00', false, false, '[001] an urgent call may be tried, without promise'],
  ])('is promised on %s by phone: %s, by WeChat: %s (%s)', (at, phone, wechat) => {
    expect([promised(at, 'phone'), promised(at, 'wechat')]).toEqual([phone, wechat]);
  });

  test.each<[at: string, urgency: Urgency, reason: object]>([
    ['2026-06-13 10:00', 'now', { code: 'live_now', at: shanghai('2026-06-13 12:00') }],
    ['2026-06-14 10:00', 'now', { code: 'live_without_promise', at: shanghai('2026-06-14 12:00') }],
    ['2026-06-14 10:00', 'emergency', { code: 'phone_in_emergency_without_promise', at: shanghai('2026-06-14 12:00') }],
    ['2026-10-01 14:00', 'now', { code: 'live_without_promise', at: shanghai('2026-10-01 17:30') }],
    ['2026-06-10 12:30', 'emergency', { code: 'phone_may_be_tried', at: shanghai('2026-06-10 13:30') }],
    ['2026-06-10 12:30', 'now', { code: 'closed_until', at: shanghai('2026-06-10 13:30') }],
  ])('on %s, %s, the phone says so', (at, urgency, reason) => {
    const { best, later } = answer(at, urgency, 'paid');
    expect([...best, ...later].find(({ channel }) => channel.key === 'phone')?.findings[0]).toEqual(reason);
  });
});

describe('the next opening of what is closed', () => {
  test.each([
    ['2026-06-10 12:30', 'wechat', '2026-06-10 13:30'],
    ['2026-06-13 10:00', 'wechat', '2026-06-15 08:00'],
    ['2026-06-13 17:45', 'phone', '2026-06-14 08:00'],
    ['2026-06-10 23:00', 'phone', '2026-06-11 08:00'],
    ['2026-10-01 10:00', 'wechat', '2026-10-08 08:00'],
  ])('on %s %s opens on %s', (at, key, opens) => {
    const line = answer(at, 'now', 'paid').later.find(({ channel }) => channel.key === key);
    expect(line?.findings[0]).toEqual({ code: 'closed_until', at: shanghai(opens) });
  });
});

describe('not reached', () => {
  test.each<[at: string, urgency: Urgency, steps: NotReached, source: string]>([
    ['2026-06-10 10:00', 'now', { retry: { channel: 'wechat-group', at: null }, other: 'wechat' }, '[001] 等一会再联系, 更换联系渠道'],
    ['2026-06-14 10:00', 'emergency', { retry: { channel: 'phone', at: null }, other: 'ticket' }, '[001] 电话占线, 更换联系渠道'],
    ['2026-06-10 12:30', 'now', { retry: { channel: 'wechat-group', at: shanghai('2026-06-10 13:30') }, other: 'ticket' }, '[001] 午休'],
    ['2026-06-13 17:45', 'now', { retry: { channel: 'phone', at: shanghai('2026-06-14 08:00') }, other: 'ticket' }, '[ours] what opens first'],
  ])('on %s, %s', (at, urgency, steps) => {
    expect(answer(at, urgency, 'paid').notReached).toEqual(steps);
  });

  test('whoever has only GitHub waits for nothing that was promised', () => {
    expect(answer('2026-06-10 10:00', 'now', 'free').notReached).toEqual({});
  });
});
