import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/steps/run.ts';
import { send, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
beforeAll(async () => {
  centre = await startTestServer();
});
afterAll(() => centre.close());

test('the developer panel does not exist in a production build', async () => {
  for (const target of ['/dev', '/dev.data']) expect({ target, status: (await send(centre.port, target)).status }).toEqual({ target, status: 404 });
  const signIn = await send(centre.port, '/dev', { method: 'POST', headers: { origin: centre.origin, 'content-type': 'application/x-www-form-urlencoded' }, body: 'member=chunhua' });
  expect(signIn.status).toBeGreaterThanOrEqual(400);
  expect(signIn.headers['set-cookie']).toBeUndefined();
  const built = readFileSync(path.join(root, 'build/server/index.js'), 'utf8');
  expect(built).not.toContain('developmentMessages');
  expect(built).toContain('SupportPage');
});
