import { expect, test } from 'vitest';
import { isCanonicalPath, pathToLog } from './path.ts';

const secret = 'Abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE';

test('a link that carries a secret has one spelling, and logs keep it without the secret', () => {
  expect(isCanonicalPath(`/i/${secret}`)).toBe(true);
  expect([`/i/${secret}x`, `/i/${secret}/`, `/I/${secret}`, `/i/${secret}/more`, `/in/${secret}`, `/i/${secret.slice(1)}`].filter(isCanonicalPath)).toEqual([]);
  expect(pathToLog(`/i/${secret}`)).toBe('/i/…');
  expect(pathToLog('/g/stream')).toBe('/g/stream');
});
