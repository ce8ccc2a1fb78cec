import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuSeconds } from '../../../../test/harness/cpu.ts';
import { checkReason } from './reason.ts';

const read = (reason: string | null, parts?: string[]) => checkReason({ reason }, { parts });

describe('the template 公司-业务-姓名', () => {
  test.each([
    '网钉科技-考勤排班-张三', '网钉科技－考勤排班－张三', '网钉科技—考勤排班—张三', '网钉科技——考勤排班——张三', '网钉科技–考勤排班–张三', '网钉科技_考勤排班_张三', '网钉科技＿考勤排班＿张三', '网钉科技/考勤排班/张三', '网钉科技／考勤排班／张三',
    '网钉科技 考勤排班 张三', '网钉科技　考勤排班　张三', ' 网钉科技 - 考勤排班 - 张三 ', '网钉科技-考勤排班 张三', 'Acme Corp - Attendance - Li Lei', '网钉科技-考勤-排班-张三',
  ])('takes %s', (reason) => {
    expect(read(reason)).toMatchObject({ verdict: 'ok', reason: 'reason_complete' });
  });

  test.each<[string, string]>([
    ['网钉科技-考勤排班', '2'], ['网钉科技', '1 2'], ['网钉科技--张三', '1'], ['-考勤排班-张三', '0'], ['网钉科技-考勤排班-', '2'], ['网钉科技－－张三', '1'], ['网钉科技／／张三', '1'],
    ['网钉科技--', '1 2'], ['--张三', '0 1'], ['-考勤排班-', '0 2'], ['---', '0 1 2'],
  ])('says which parts %s lacks, all of them', (reason, missing) => {
    expect(read(reason)).toMatchObject({ verdict: 'wrong', reason: 'reason_part_missing', parameters: { missing, given: 3 - missing.split(' ').length, wanted: 3 } });
  });

  test.each([null, '', '  ', '　'])('takes no %j', (reason) => {
    expect(read(reason).reason).toBe('reason_empty');
  });

  test('of nothing but separators is empty in every part', () => {
    expect(read('---')).toMatchObject({ verdict: 'wrong', parameters: { given: 0 } });
  });
});

test('an operator’s own parts count', () => {
  expect(read('三年二班/张三', ['班级', '姓名']).verdict).toBe('ok');
  expect(read('张三', ['班级', '姓名']).parameters).toEqual({ missing: '1', given: 1, wanted: 2 });
  expect(read('张三', ['姓名']).verdict).toBe('ok');
});

test('any separators between enough parts will do, and too few parts never do', () => {
  const part = fc.stringMatching(/^[a-z甲乙丙]{1,5}$/);
  const separator = fc.constantFrom('-', '－', '—', '–', '_', '＿', '/', '／', ' ', '　', ' - ', '——');
  fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.array(separator, { minLength: 5, maxLength: 5 }), (parts, separators) => {
    const reason = parts.map((one, index) => (index === 0 ? one : `${separators[index]}${one}`)).join('');
    expect(read(reason).verdict).toBe(parts.length >= 3 ? 'ok' : 'wrong');
  }));
});

test('a long row of separators is read in time', () => {
  expect(cpuSeconds(() => read(`${'- '.repeat(150)}x`))).toBeLessThan(1);
});
