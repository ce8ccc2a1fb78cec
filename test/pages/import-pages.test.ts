import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elementsOf, textOf } from '../../web/public/testing/html.ts';
import { send, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
let operator: string;
let fleet: string;
beforeAll(async () => {
  centre = await startTestServer({ example: 'littleskin' });
  operator = await centre.operator();
  fleet = (await send(centre.port, '/api/v1/fleets', { headers: { cookie: operator } })).json<{ items: { entry: { key: string } }[] }>().items[0]?.entry.key ?? '';
});
afterAll(() => centre.close());

/** Sends a file by the form of a page, as a browser does without a script. */
async function upload(target: string, name: string, content: string) {
  const form = new FormData();
  form.set('file', new File([content], name, { type: 'text/csv' }));
  const request = new Request(centre.origin, { method: 'POST', body: form });
  return send(centre.port, target, { method: 'POST', headers: { 'content-type': request.headers.get('content-type') ?? '', origin: centre.origin, cookie: operator }, body: await request.text() });
}

describe('the page that takes a list', () => {
  test.each([
    ['of members of organisations', () => '/console/organisations/import'],
    ['of entitlements', () => '/console/entitlements/import'],
    ['of members of a fleet', () => `/console/applications/import/${fleet}`],
  ])('%s answers a file of 2 MB with a sentence beside its field', async (_, target) => {
    const { status, body } = await upload(target(), 'members.csv', `email,name\n${'立春@example.com,谷雨\n'.repeat(80_000)}`);
    expect(status).toBe(200);
    const alerts = elementsOf(body).filter(({ attributes }) => attributes['role'] === 'alert');
    expect(alerts.length).toBeGreaterThan(0);
    expect(textOf(body)).not.toContain('1,400');
  });
});
