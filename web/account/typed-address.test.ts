import { describe, expect, test } from 'vitest';
import { readTypedAddress, writeTypedAddress } from './typed-address.ts';

const header = (cookie: string) => cookie.split(';')[0] ?? '';

describe('an address that was typed before a fresh proof', () => {
  test.each([true, false])('comes back as it was typed, in the browser in which it was (https: %s)', (secure) => {
    const typed = { kind: 'email', address: '谷雨 <guyu+x@例子.example>' } as const;
    expect(readTypedAddress(`a=b; ${header(writeTypedAddress(typed, secure))}`, secure)).toEqual(typed);
    expect(readTypedAddress(header(writeTypedAddress(null, secure)), secure)).toBeUndefined();
  });

  test.each(['', 'lichun_typed=qq.aGVsbG8', 'lichun_typed=email.', 'lichun_typed=email.<script>', `lichun_typed=email.${'a'.repeat(1500)}`])('is not read from %s', (cookie) => {
    expect(readTypedAddress(cookie, false)).toBeUndefined();
  });
});
