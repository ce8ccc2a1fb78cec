import { expect, test } from 'vitest';
import type { Admission } from '../../../common/contract/admission-policy.ts';
import type { Language } from '../../../common/contract/text.ts';
import { fieldSentence } from '../../platform/index.ts';
import { checkReason } from '../rules/checks/reason.ts';
import { fieldsToCorrect } from './fields-to-correct.ts';

type Template = { parts?: (string | { 'zh-CN': string; en: string })[]; example?: string | { 'zh-CN': string; en: string } };

/** What an applicant reads beside the reason. */
function told(reason: string, language: Language, template: Template = {}): string {
  const check = { kind: 'reason' as const, ...template };
  const policy: Admission = { checks: [check] };
  const found = checkReason({ reason }, check);
  const [field] = fieldsToCorrect([{ check: 'reason', verdict: found.verdict, reason: found.reason, effect: 'correct', parameters: found.parameters ?? {} }], policy, language);
  if (field === undefined) throw new Error('nothing to correct');
  return fieldSentence(field, language);
}

const own: Template = { parts: [{ 'zh-CN': '班级', en: 'class' }, { 'zh-CN': '学号', en: 'number' }, { 'zh-CN': '姓名', en: 'name' }] };
const exampled: Template = { ...own, example: { 'zh-CN': '三年二班-12-张三', en: '3b-12-Zhang San' } };

test.each<[string, Language, Template, string]>([
  ['网钉科技-考勤排班', 'zh-CN', {}, '申请理由里缺“姓名”。请按“公司-业务-姓名”填写，例如：网钉科技-考勤排班-张三。'],
  ['网钉科技', 'zh-CN', {}, '申请理由里缺“业务”和“姓名”。请按“公司-业务-姓名”填写，例如：网钉科技-考勤排班-张三。'],
  ['---', 'zh-CN', {}, '申请理由里缺“公司”、“业务”和“姓名”。请按“公司-业务-姓名”填写，例如：网钉科技-考勤排班-张三。'],
  ['', 'zh-CN', {}, '请按“公司-业务-姓名”填写申请理由，例如：网钉科技-考勤排班-张三。'],
  ['Acme-Attendance', 'en', {}, '“name” is missing in your reason. Write it as “company-business-name”, for example: Wangding-Attendance-Zhang San.'],
  ['Acme', 'en', {}, '“business” and “name” are missing in your reason. Write it as “company-business-name”, for example: Wangding-Attendance-Zhang San.'],
  ['--张三', 'zh-CN', own, '申请理由里缺“班级”和“学号”。请按“班级-学号-姓名”填写，例如：你的班级-你的学号-你的姓名。'],
  ['3b', 'en', own, '“number” and “name” are missing in your reason. Write it as “class-number-name”, for example: your class-your number-your name.'],
  ['三年二班', 'zh-CN', exampled, '申请理由里缺“学号”和“姓名”。请按“班级-学号-姓名”填写，例如：三年二班-12-张三。'],
  ['3b-12', 'en', exampled, '“name” is missing in your reason. Write it as “class-number-name”, for example: 3b-12-Zhang San.'],
])('a reason %j is told in %s, by all that it lacks, with an example that fits', (reason, language, template, sentence) => {
  expect(told(reason, language, template)).toBe(sentence);
});
