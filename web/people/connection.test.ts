import { expect, test } from 'vitest';
import { isOpenToOthers } from './connection.ts';

test.each([
  ['http://192.168.1.7:8080', false, true],
  ['http://centre.example', false, true],
  ['http://localhost.evil.example', false, true],
  ['http://localhost:8080', false, false],
  ['http://127.0.0.1:8080', false, false],
  ['http://[::1]:8080', false, false],
  ['https://centre.example', true, false],
])('%s (encrypted: %s) warns: %s', (origin, secure, warns) => {
  expect(isOpenToOthers(origin, secure)).toBe(warns);
});
