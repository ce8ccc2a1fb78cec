import { expect, test } from 'vitest';
import { isSetUpToken, readSetUpCookie, writeSetUpCookie } from './set-up-cookie.ts';

const token = 'a'.repeat(43);

test('a set-up token travels from link to form in a cookie that no script reads and that ends soon', () => {
  expect(writeSetUpCookie(token, false)).toBe(`lichun_set_up=${token}; Path=/; Max-Age=900; HttpOnly; SameSite=Lax`);
  expect(writeSetUpCookie(token, true)).toBe(`__Host-lichun_set_up=${token}; Path=/; Max-Age=900; HttpOnly; SameSite=Lax; Secure`);
  expect(readSetUpCookie(`lang=en; lichun_set_up=${token}`, false)).toBe(token);
  expect(readSetUpCookie(`lichun_set_up=${token}`, true)).toBeUndefined();
});

test('once used it is removed', () => {
  expect(writeSetUpCookie(null, false)).toContain('lichun_set_up=; Path=/; Max-Age=0');
});

test.each(['', 'short', 'a;b'.repeat(20), `${token}!`, '我'.repeat(43), 'a'.repeat(101)])('%j is no token', (text) => {
  expect(isSetUpToken(text)).toBe(false);
  expect(readSetUpCookie(`lichun_set_up=${text}`, false)).toBeUndefined();
});
