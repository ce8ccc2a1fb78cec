import { describe, expect, test } from 'vitest';
import type { EntitlementKind, Urgency } from '../../common/contract/support.ts';
import { readExample } from '../../examples/read-examples.ts';
import { advise } from './rules/advise.ts';
import { compileCentre } from './rules/facts.ts';
import { momentOf } from './rules/hours.ts';
import { centreOf, shanghai, writtenAnswer } from './testing.ts';

/**
 * The rules over the two centres that state no hours, thought through from [000] and [002], not taken from the program. Where nobody
 * states hours nothing is known to be closed, so the clock changes no row. Each row: urgency, for whom, the answer, its source.
 *
 *   ask:      [002] 主用户群主要用于解决用户在使用 LittleSkin 时遇到的问题 – the main group is where everyone asks; [000] 在线答疑, 群
 *   write:    [002] 除了加入用户交流群，你还可以给我们发送邮件工单; [000] 提交钉钉工单; [001] who has an hour writes
 *   one:      [002] 通过赞助支持来获取高质量的一对一技术支持服务 – the sponsors' own, and theirs alone
 *   cafe:     [002] 技术支持和用户反馈等内容还请前往主用户群 – no place to ask for help
 *   issue:    [000] 对于已经在 GitHub 中开源的项目 – an issue is a way for some questions only, so it comes late
 *
 * Our decisions, marked [ours]:
 *   one-first: sponsors are led to what they have, whatever the hurry; in an emergency too, since no phone is named
 *   reserved:  whoever names no plan is not sent to become a sponsor before everything that is surely open to them
 *   no-hurry:  without hurry one writes; people who answer live come after
 *   aside:     an issue helps no paying person and no sponsor: last without hurry, else set aside
 *   im-first:  in an emergency one person comes before a group
 */
type Row = [urgency: Urgency, whom: EntitlementKind, answer: string, source: string];

const tables: { example: 'littleskin' | 'dingtalk'; rows: Row[] }[] = [
  {
    example: 'littleskin', rows: [
      ['emergency', 'free', 'main-group email-ticket | others: cafe one-to-one', '[002] ask, write, one, cafe'],
      ['emergency', 'sponsor', 'one-to-one main-group email-ticket | others: cafe', '[002] one, ask, write, cafe; [ours] one-first'],
      ['emergency', 'unknown', 'main-group email-ticket one-to-one | others: cafe', '[002] ask, write, one, cafe; [ours] reserved'],
      ['now', 'free', 'main-group email-ticket | others: cafe one-to-one', '[002] ask, write, one, cafe'],
      ['now', 'sponsor', 'one-to-one main-group email-ticket | others: cafe', '[002] one, ask, write, cafe; [ours] one-first'],
      ['now', 'unknown', 'main-group email-ticket one-to-one | others: cafe', '[002] ask, write, one, cafe; [ours] reserved'],
      ['hour', 'free', 'email-ticket main-group | others: cafe one-to-one', '[002] write, ask, one, cafe'],
      ['hour', 'sponsor', 'one-to-one email-ticket main-group | others: cafe', '[002] one, write, ask, cafe; [ours] one-first'],
      ['hour', 'unknown', 'email-ticket main-group one-to-one | others: cafe', '[002] write, ask, one, cafe; [ours] reserved'],
      ['later', 'free', 'email-ticket main-group | others: cafe one-to-one', '[002] write, ask, one, cafe; [ours] no-hurry'],
      ['later', 'sponsor', 'one-to-one email-ticket main-group | others: cafe', '[002] one, write, ask, cafe; [ours] one-first, no-hurry'],
      ['later', 'unknown', 'email-ticket main-group one-to-one | others: cafe', '[002] write, ask, one, cafe; [ours] reserved, no-hurry'],
    ],
  },
  {
    // [000] names no plans: every way is for everyone, and only the place of the issue depends on who asks.
    example: 'dingtalk', rows: [
      ['emergency', 'free', 'online big-group co-creation-groups ticket github-issue', '[000] ask, write, issue; [ours] im-first'],
      ['emergency', 'sponsor', 'online big-group co-creation-groups ticket | others: github-issue', '[000] ask, write; [ours] im-first, aside'],
      ['emergency', 'unknown', 'online big-group co-creation-groups ticket github-issue', '[000] ask, write, issue; [ours] im-first'],
      ['now', 'free', 'online big-group co-creation-groups ticket github-issue', '[000] ask, write, issue'],
      ['now', 'sponsor', 'online big-group co-creation-groups ticket | others: github-issue', '[000] ask, write; [ours] aside'],
      ['now', 'unknown', 'online big-group co-creation-groups ticket github-issue', '[000] ask, write, issue'],
      ['hour', 'free', 'ticket online big-group co-creation-groups github-issue', '[000] write, ask, issue'],
      ['hour', 'sponsor', 'ticket online big-group co-creation-groups | others: github-issue', '[000] write, ask; [ours] aside'],
      ['hour', 'unknown', 'ticket online big-group co-creation-groups github-issue', '[000] write, ask, issue'],
      ['later', 'free', 'github-issue ticket online big-group co-creation-groups', '[001] issues; [000] write, ask; [ours] no-hurry'],
      ['later', 'sponsor', 'ticket online big-group co-creation-groups github-issue', '[000] write, ask; [ours] no-hurry, aside'],
      ['later', 'unknown', 'ticket github-issue online big-group co-creation-groups', '[000] write, issue, ask; [ours] no-hurry'],
    ],
  },
];

const moments = ['2026-06-10 10:00', '2026-06-10 23:00'];

describe.each(tables)('$example', ({ example, rows }) => {
  const facts = compileCentre(centreOf(readExample(example)));
  const cases = rows.flatMap(([urgency, entitlement, expected, source]) => moments.map((at) => ({ urgency, entitlement, expected, source, at })));

  test.each(cases)('$at, $urgency, $entitlement: $expected ($source)', ({ urgency, entitlement, expected, at }) => {
    expect(writtenAnswer(advise(momentOf(facts, shanghai(at)), { entitlement, urgency }))).toBe(expected);
  });

  test('leaves out no urgency and no plan', () => {
    const all = ['emergency', 'now', 'hour', 'later'].flatMap((urgency) => ['free', 'sponsor', 'unknown'].map((entitlement) => `${urgency} ${entitlement}`));
    expect(rows.map(([urgency, entitlement]) => `${urgency} ${entitlement}`)).toEqual(all);
  });
});
