import { expect, test } from 'vitest';
import { isCanonicalPath, pathToLog } from './path.ts';

const secret = 'Abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE';

test('a link that carries a secret has one spelling, and logs keep it without the secret', () => {
  expect(isCanonicalPath(`/i/${secret}`)).toBe(true);
  expect([`/i/${secret}x`, `/i/${secret}/`, `/I/${secret}`, `/i/${secret}/more`, `/in/${secret}`, `/i/${secret.slice(1)}`].filter(isCanonicalPath)).toEqual([]);
  expect(pathToLog(`/i/${secret}`)).toBe('/i/…');
  expect([`/i/${secret.slice(1)}`, `/I/${secret}`, `/i/${secret}/more`, `/x/${secret}/more`].map(pathToLog)).toEqual(['/i/…', '/I/…', '/i/…', '/x/…/more']);
  const plain = ['/g/stream', '/i', '/applications/0198f2f4-7d1a-7000-8000-0123456789ab', '/assets/InvitationLinkPage-Cx2_0aBc.js'];
  expect(plain.map(pathToLog)).toEqual(plain);
});
