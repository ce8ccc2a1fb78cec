import { expect, test } from 'vitest';
import { joinCodeAlphabet, joinCodeLength, pastedJoinCodes, shownJoinCode, typedJoinCode } from './join-code.ts';

test('a code has forty bits and no two signs that look alike', () => {
  expect(joinCodeLength * Math.log2(joinCodeAlphabet.length)).toBeGreaterThanOrEqual(40);
  for (const sign of ['0', 'O', '1', 'I']) expect(joinCodeAlphabet).not.toContain(sign);
  expect(new Set(joinCodeAlphabet).size).toBe(joinCodeAlphabet.length);
});

test.each(['ABCD-EFGH', 'abcdefgh', ' AB CD-EF GH ', 'ＡＢＣＤ－ＥＦＧＨ', 'abcd—efgh', 'ABCD_EFGH'])('is read however it was typed: “%s”', (typed) => {
  expect(typedJoinCode(typed)).toBe('ABCDEFGH');
  expect(shownJoinCode('ABCDEFGH')).toBe('ABCD-EFGH');
});

test.each(['', 'ABCDEFG', 'ABCDEFGHJ', 'ABCD-EFG0', 'ABCD-EFGI', '立春立春立春立春', "ABCD';--", 'A'.repeat(9000)])('anything else is none: “%s”', (typed) => {
  expect(typedJoinCode(typed)).toBeUndefined();
});

test('a pasted text is read line by line, by commas, and by blanks; a code twice counts once', () => {
  expect(pastedJoinCodes('ABCD-EFGH\r\nJKLM NPQR\nSTUV-WXYZ, 2345-6789；ABCD-EFGH\n\nhello there', 200)).toEqual(['ABCD-EFGH', 'JKLM NPQR', 'STUV-WXYZ', '2345-6789', 'hello', 'there']);
  expect(pastedJoinCodes(Array.from({ length: 500 }, (_, index) => `code${index}`).join('\n'), 200)).toHaveLength(200);
});
