import { describe, expect, test } from 'vitest';
import { adviceReasons, type Reason } from '../contract/support.ts';
import { adviserMessages } from '../locales/adviser/index.ts';
import { describeReason, describeStep } from './advice.ts';

const zone = 'Asia/Shanghai';
const sunday = '2026-06-14T10:00:00+08:00';

describe('a reason', () => {
  test.each<[Reason, string, string]>([
    [{ code: 'live_now', at: '2026-06-14T04:00:00Z' }, '现在有人，服务到 12:00', 'People answer now, until 12:00'],
    [{ code: 'live_now', at: '2026-06-14T16:00:00Z' }, '现在有人，服务到 24:00', 'People answer now, until 24:00'],
    [{ code: 'live_without_promise', at: '2026-06-14T09:30:00Z' }, '开放到 17:30，但不在答复时间：可以一试，不作承诺', 'Open until 17:30, yet outside answering hours: worth a try, without a promise'],
    [{ code: 'live_now' }, '现在有人，可以直接问', 'People answer now; just ask'],
    [{ code: 'answered_within', minutes: 60, at: '2026-06-15T01:00:00Z' }, '工作时间 1 小时内答复，最晚明天 09:00', 'Answered within 1 hour of working hours, by tomorrow 09:00 at the latest'],
    [{ code: 'answered_within', minutes: 60 }, '工作时间 1 小时内答复', 'Answered within 1 hour of working hours'],
    [{ code: 'written_outside_hours', at: '2026-06-15T00:00:00Z' }, '现在不在工作时间，先写下来，明天 08:00 起有人处理', 'It is outside working hours: write it down now, people see to it from tomorrow 08:00'],
    [{ code: 'closed_until', at: '2026-06-17T00:00:00Z' }, '周三 08:00 开放', 'Opens Wednesday 08:00'],
    [{ code: 'paid_only', subject: '付费用户' }, '只对付费用户开放', 'For paying users only'],
    [{ code: 'suits_subject', subject: '售前咨询' }, '适合售前咨询', 'Good for: 售前咨询'],
    [{ code: 'other_product', subject: 'App' }, '只服务于 App', 'For App only'],
  ])('%j is %s, %s', (reason, chinese, english) => {
    expect([describeReason(reason, sunday, zone, 'zh-CN'), describeReason(reason, sunday, zone, 'en')]).toEqual([chinese, english]);
  });

  test.each(adviceReasons.map((code) => [code]))('%s leaves no placeholder open', (code) => {
    for (const language of ['zh-CN', 'en'] as const) {
      for (const details of [{}, { at: '2026-06-15T00:00:00Z', minutes: 5, subject: 'X' }]) {
        expect(describeReason({ code, ...details }, sunday, zone, language)).not.toMatch(/[{}]|undefined/);
      }
    }
  });
});

describe('the next step', () => {
  test.each([
    [{ kind: 'retry' as const, channel: 'phone', name: '电话', at: null }, '过几分钟，再试试电话'],
    [{ kind: 'retry' as const, channel: 'issues', name: 'GitHub issue', at: '2026-06-15T00:00:00Z' }, '明天 08:00 再试试 GitHub issue'],
    [{ kind: 'other_channel' as const, channel: 'ticket', name: '工单' }, '换一个渠道：工单'],
    [{ kind: 'contact' as const, contact: 'jin-xi', name: '金喜', role: '钉钉开放底座负责人', when: '…', entries: [] }, '还是找不到人，联系金喜（钉钉开放底座负责人）'],
    [{ kind: 'contact' as const, contact: 'sam', name: 'Sam', when: '…', entries: [] }, '还是找不到人，联系 Sam'],
  ])('%j is %s', (step, sentence) => {
    expect(describeStep(step, sunday, zone, 'zh-CN')).toBe(sentence);
  });
});

test('the sentences speak calmly and say 你', () => {
  const sentences = Object.values(adviserMessages).flatMap((texts) => Object.values(texts));
  expect(sentences.filter((sentence) => typeof sentence === 'string' && /[!！您]/.test(sentence))).toEqual([]);
});
