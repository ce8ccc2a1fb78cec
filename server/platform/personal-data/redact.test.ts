import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erasedMark, redactor } from './redact.ts';

describe('taking a person’s words out', () => {
  const redact = redactor(['张三', 'zhangsan@example.com', '+8613800138000', 'Li', '12345']);

  test.each([
    ['张三', erasedMark],
    ['问过张三了', `问过${erasedMark}了`],
    ['Mail ZhangSan@Example.com today', `Mail ${erasedMark} today`],
    ['li', erasedMark],
    ['Linux and Li', 'Linux and Li'],
    ['azhangsan@example.com', 'azhangsan@example.com'],
    ['zhangsan@example.com.cn', 'zhangsan@example.com.cn'.replace('zhangsan@example.com', erasedMark)],
    ['call +8613800138000, please', `call ${erasedMark}, please`],
    ['123456', '123456'],
    ['', ''],
  ])('%j becomes %j', (given, expected) => {
    expect(redact.text(given)).toBe(expected);
  });

  test('JSON keeps its shape; names of fields are looked at too, and what has nothing stays the same object', () => {
    const same = { a: ['b', 1, null, { c: true }] };
    expect(redact.json(same)).toBe(same);
    expect(redact.json({ 'zhangsan@example.com': ['张三', { note: '张三的号' }], n: 1 })).toEqual({ [erasedMark]: [erasedMark, { note: `${erasedMark}的号` }], n: 1 });
  });

  test('whatever a word is made of, it is gone afterwards, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((word) => word.trim() !== ''), (word) => {
        expect(redactor([word]).text(word)).toBe(erasedMark);
      }),
    );
  });

  test('a distinct word is gone from any text around it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[一-鿿]{2,6}$|^[a-z]{3,10}@[a-z]{3,10}\.com$/), fc.string({ maxLength: 20 }), (word, around) => {
        expect(redactor([word]).text(`${around} ${word} ${around}`)).not.toContain(word);
      }),
    );
  });
});
