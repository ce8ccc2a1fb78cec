import { describe, expect, test } from 'vitest';
import { judgePassword } from './password-strength.ts';

const own = ['春华', 'chunhua.li@yuanfang-cloud.example', 'help.yuanfang-cloud.example'];

describe('a new password', () => {
  test.each([
    'password12', 'Password123!', 'P@ssw0rd2026', 'qwerty12345', '1q2w3e4r5t', '1qaz2wsx3edc', 'qwertyuiop', 'asdf1234qwer', '0987654321', 'zxcvbnm123', 'iloveyou123', 'iloveyoubaby', 'woaini1314520', 'abcabcabcabc', 'abc1234567',
    '1234512345', 'sunshine2024', 'football123', 'admin@12345', 'letmein12345', 'monkeydragon', 'changeme!!!', 'aaaaaaaaab', '147258369147',
  ])('%s is among those that are tried first, and refused', (password) => {
    expect(judgePassword(password, [])).toEqual({ path: 'password', code: 'password_common' });
  });

  test.each(['Chunhua2026!', 'yuanfang-cloud1', '春华春华2026春', 'chunhua.li@yuanfang-cloud.example', 'lichun-2026-02', 'Support#2026', 'yuanfang客服2026'])('%s says only who and where one is, and is refused', (password) => {
    expect(judgePassword(password, own)).toEqual({ path: 'password', code: 'password_common' });
  });

  test.each(['雨水过后就是惊蛰和春分', 'tangerine kettle orbit', 'correct horse battery', 'k7#mZq2!vT', '583920174665', 'lichun is when spring begins', '   q j v k x w   ', 'ÅÄÖ åäö ñandú'])('%s is taken, whatever kinds of characters it has', (password) => {
    expect(judgePassword(password, own)).toBeUndefined();
  });

  test('of two hundred characters is judged at once, whatever it is', () => {
    for (const piece of ['a', 'ab', 'qwe', 'love', '春华', '1qaz']) expect(() => judgePassword(piece.repeat(200).slice(0, 200), own)).not.toThrow();
  });
});
