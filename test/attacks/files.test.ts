import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, newSecret, secretHash } from '../../server/platform/index.ts';
import { send, sendJson, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
let operator = '';
let organisation = '';

beforeAll(async () => {
  centre = await startTestServer();
  operator = await centre.operator();
  organisation = (await sendJson(centre, 'POST', '/api/v1/organisations', { name: '春风科技' }, { cookie: operator })).json<{ id: string }>().id;
});
afterAll(() => centre.close());

async function certificate(name: string, content = '%PDF-1.7 scan'): Promise<string> {
  const answer = await sendJson(centre, 'POST', `/api/v1/organisations/${organisation}/certificates`, { issuer: '市场监督管理局', number: '9133', document: { name, content: Buffer.from(content).toString('base64') } }, { cookie: operator });
  expect({ name, status: answer.status }).toEqual({ name, status: 200 });
  return answer.json<{ id: string }>().id;
}
const read = (id: string, cookie?: string) => send(centre.port, `/api/v1/certificates/${id}/document`, cookie === undefined ? {} : { headers: { cookie } });

async function anotherOperator(): Promise<{ cookie: string; person: string }> {
  const [person, token, now] = [newId(), newSecret(), centre.clock.now()];
  const { pool } = centre.open;
  await pool.query('insert into person (id, name, created_at) values ($1, $2, $3)', [person, '立夏', now]);
  await pool.query("insert into role_grant (person_id, role, granted_at) values ($1, 'operator', $2)", [person, now]);
  await pool.query('insert into session (id, token_hash, person_id, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)', [newId(), secretHash(token), person, now, new Date(now.getTime() + 3600_000_000)]);
  return { cookie: `lichun_session=${token}`, person };
}

describe('B4: a document opened directly', () => {
  test('is an attachment that nothing sniffs, in a sandbox, kept by nobody', async () => {
    const { status, headers, body } = await read(await certificate('执照.pdf'), operator);
    expect([status, body]).toEqual([200, '%PDF-1.7 scan']);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store', 'content-type': 'application/pdf' });
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['content-disposition']).toBe("attachment; filename=\"__.pdf\"; filename*=UTF-8''%E6%89%A7%E7%85%A7.pdf");
  });

  test.each([['<svg onload="alert(1)"/>', 'a.svg'], ['<!doctype html><script>alert(1)</script>', 'a.pdf'], ['<?xml version="1.0"?><x/>', 'a.png']])('%s is not taken in as %s', async (content, name) => {
    const answer = await sendJson(centre, 'POST', `/api/v1/organisations/${organisation}/certificates`, { issuer: 'x', number: '1', document: { name, content: Buffer.from(content).toString('base64') } }, { cookie: operator });
    expect(answer.json<object>()).toMatchObject({ status: 400, fields: [{ path: 'document', code: 'document_kind' }] });
  });
});

describe('B5 and B6: names of documents', () => {
  test.each(['.htaccess', '../../../etc/passwd', '..\\..\\win.ini', 'a\u202Efdp.exe', 'x"\r\nset-cookie: a=1', '%2e%2e%2f', 'x'.repeat(255)])('%j come back as text in one header', async (name) => {
    const { status, headers } = await read(await certificate(name), operator);
    expect(status).toBe(200);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[A-Za-z0-9 ._-]+"; filename\*=UTF-8''[A-Za-z0-9._~%!-]+$/);
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('of addresses outside are no documents', async () => {
    for (const id of ['..%2f..%2fetc%2fpasswd', '%2e%2e', 'x', '00000000-0000-4000-8000-000000000000']) expect((await read(id, operator)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('B8: the address of a document', () => {
  test('is of no use to strangers, nor to who has lost the right, from that moment on', async () => {
    const id = await certificate('a.pdf');
    const { cookie, person } = await anotherOperator();
    expect((await read(id)).status).toBe(401);
    expect((await read(id, cookie)).status).toBe(200);
    await centre.open.pool.query("update role_grant set role = 'agent' where person_id = $1", [person]);
    expect((await read(id, cookie)).status).toBe(404);
    await centre.open.pool.query("update role_grant set role = 'operator' where person_id = $1", [person]);
    expect((await read(id, cookie)).status).toBe(200);
    await sendJson(centre, 'POST', `/api/v1/certificates/${id}/remove`, {}, { cookie: operator });
    expect((await read(id, cookie)).status).toBe(404);
  });

  test('and of a whole import over HTTP: previewed, done by the job, reported', async () => {
    const content = Buffer.from('组织,邮箱\n流程公司,guyu@example.com\n').toString('base64');
    const batch = (await sendJson(centre, 'POST', '/api/v1/imports/members', { file: { name: '成员.csv', content } }, { cookie: operator })).json<{ id: string; counts: object }>();
    expect(batch.counts).toMatchObject({ create: 1 });
    await sendJson(centre, 'POST', `/api/v1/imports/members/${batch.id}/start`, {}, { cookie: operator });
    await expect.poll(async () => (await send(centre.port, `/api/v1/imports/members/${batch.id}`, { headers: { cookie: operator } })).json<{ state: string }>().state).toBe('done');
    const report = await send(centre.port, `/api/v1/imports/members/${batch.id}/report?format=csv`, { headers: { cookie: operator } });
    expect(report.headers['content-type']).toBe('text/csv');
    expect(report.body).toContain('已新增');
  });
});
