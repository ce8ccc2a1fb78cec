import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permission } from '../platform/index.ts';
import { send, sendJson, startTestServer, type Answer, type TestServer } from '../../test/harness/server.ts';
import { isKeyToken, writeKeyToken } from './rules/key-token.ts';

let centre: TestServer;
let operator = '';

beforeAll(async () => {
  centre = await startTestServer({ pages: false });
  operator = await centre.operator();
});
afterAll(() => centre.close());

type Created = { key: { id: string; hint: string }; token: string };

const create = (body: object, headers: Record<string, string> = {}) => sendJson(centre, 'POST', '/api/v1/keys', body, { cookie: operator, ...headers });
async function newKey(permissions: Permission[], more: object = {}): Promise<Created> {
  const answer = await create({ name: '账单系统', permissions, ...more });
  expect(answer.status).toBe(200);
  return answer.json<Created>();
}
const by = (token: string, path: string, options: { method?: string; body?: object; headers?: Record<string, string> } = {}): Promise<Answer> =>
  send(centre.port, path, { method: options.method ?? 'GET', headers: { authorization: `Bearer ${token}`, ...(options.body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers }, ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }) });
const code = (answer: Answer) => ({ status: answer.status, code: answer.json<{ code?: string }>().code });

describe('a key in the open', () => {
  test('has a prefix that scanners know and a checksum that finds a slip of the pen', () => {
    const token = writeKeyToken(new Uint8Array(32).fill(255));
    expect(token).toMatch(/^lck_[0-9A-Za-z]{49}$/);
    expect(isKeyToken(token)).toBe(true);
    for (let at = 4; at < token.length; at += 1) {
      const other = token[at] === 'a' ? 'b' : 'a';
      expect(isKeyToken(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
    }
  });

  test('is shown once, kept as a hash only, and sealed where a repeated Idempotency-Key finds it', async () => {
    const first = (await create({ name: '一次', permissions: ['centre.edit'] }, { 'idempotency-key': 'key-shown-once' })).json<Created>();
    const again = (await create({ name: '一次', permissions: ['centre.edit'] }, { 'idempotency-key': 'key-shown-once' })).json<Created>();
    expect(again).toEqual(first);
    const { rows } = await centre.open.pool.query<{ text: string }>('select t::text as text from api_key t union all select t::text from idempotency_record t union all select t::text from audit_entry t union all select t::text from event t');
    expect(rows.filter(({ text }) => text.includes(first.token.slice(8)))).toEqual([]);
    const listed = await send(centre.port, '/api/v1/keys', { headers: { cookie: operator } });
    expect(listed.body).toContain(first.key.hint);
    expect(listed.body).not.toContain(first.token.slice(8));
    expect(centre.log.join('\n')).not.toContain(first.token.slice(8));
  });
});

describe('with a key', () => {
  test('a program does what both the key and its owner may do, and sees nothing else', async () => {
    const { token } = await newKey(['centre.edit']);
    expect((await by(token, '/api/v1/channels')).status).toBe(200);
    expect((await by(token, '/api/v1/people/current')).status).toBe(200);
    expect(code(await by(token, '/api/v1/audit'))).toEqual({ status: 404, code: 'not_found' });
    const changed = await by(token, '/api/v1/topics', { method: 'POST', body: { entry: { key: 'billing', name: '账单' } } });
    expect(changed.status).toBe(200);
  });

  test('changes are written down under the owner and the key', async () => {
    const { token, key } = await newKey(['centre.edit', 'audit.read']);
    await by(token, '/api/v1/topics', { method: 'POST', body: { entry: { key: 'by-key', name: '由密钥' } } });
    const { items } = (await by(token, '/api/v1/audit?subjectKind=topics&subjectKey=by-key')).json<{ items: { actor: object }[] }>();
    expect(items[0]?.actor).toMatchObject({ kind: 'person', name: '春华', key: { id: key.id, name: '账单系统' } });
  });

  test('C7: what only signed-in people do (sessions, making keys) is closed to keys, whatever they may do', async () => {
    const { token } = await newKey(['keys.own', 'keys.manage']);
    expect(code(await by(token, '/api/v1/sessions/current', { method: 'DELETE' }))).toEqual({ status: 404, code: 'not_found' });
    expect(code(await by(token, '/api/v1/keys', { method: 'POST', body: { name: 'x', permissions: ['keys.own'] } }))).toEqual({ status: 403, code: 'recent_sign_in_required' });
  });

  test('a page and a live connection take no notice of it', async () => {
    const { token } = await newKey(['centre.edit']);
    const page = await send(centre.port, '/api/v1/nowhere', { headers: { authorization: `Bearer ${token}` } });
    expect(page.status).toBe(404);
    const upgrade = await send(centre.port, '/realtime', { headers: { authorization: `Bearer ${token}`, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13', origin: centre.origin } });
    expect(upgrade.status).toBe(401);
  });

  test('D10: no page of somebody else can ride on it, so that no origin is asked for; a cookie beside it counts for nothing', async () => {
    const { token } = await newKey(['audit.read']);
    const answer = await by(token, '/api/v1/topics', { method: 'POST', body: { entry: { key: 'cookie-beside', name: '旁边有 cookie' } }, headers: { cookie: operator, origin: 'https://elsewhere.test' } });
    expect(code(answer)).toEqual({ status: 404, code: 'not_found' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each([
    ['misspelt', (token: string) => `Bearer ${token.slice(0, -1)}_`],
    ['empty', () => 'Bearer '],
    ['of another kind', () => 'Basic Y2h1bmh1YTpwYXNz'],
    ['unknown', () => `Bearer ${writeKeyToken(new Uint8Array(32).fill(9))}`],
  ])('a key that is %s is refused and never taken for nobody, also where nobody may', async (_word, header) => {
    const { token } = await newKey(['centre.edit']);
    const answer = await send(centre.port, '/api/v1/advice', { headers: { authorization: header(token), cookie: operator } });
    expect(code(answer)).toEqual({ status: 401, code: 'invalid_key' });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="lichun", error="invalid_token"');
  });
});

describe('a key ends', () => {
  test('when it is revoked, when it expires, and it cannot be brought back', async () => {
    const { token, key } = await newKey(['centre.edit'], { days: 1 });
    expect((await sendJson(centre, 'DELETE', `/api/v1/keys/${key.id}`, {}, { cookie: operator })).json<object>()).toMatchObject({ state: 'revoked' });
    expect(code(await by(token, '/api/v1/channels'))).toEqual({ status: 401, code: 'invalid_key' });
    const other = await newKey(['centre.edit'], { days: 1 });
    centre.clock.advance(24 * 3600_000);
    expect(code(await by(other.token, '/api/v1/channels'))).toEqual({ status: 401, code: 'invalid_key' });
    centre.clock.advance(-24 * 3600_000);
    expect((await by(other.token, '/api/v1/channels')).status).toBe(200);
  });

  test('C3, D11: with its owner: disabled, merged, erased or without the role, at once and by every way in', async () => {
    const { token } = await newKey(['centre.edit']);
    const { pool } = centre.open;
    const other = await pool.query<{ id: string }>("insert into person (id, name, created_at) values (gen_random_uuid(), '别人', now()) returning id");
    for (const [column, value] of [['disabled_at', new Date()], ['erased_at', new Date()], ['merged_into', other.rows[0]?.id]] as const) {
      await pool.query(`update person set ${column} = $1 where name = '春华'`, [value]);
      expect({ column, ...code(await by(token, '/api/v1/channels')) }).toEqual({ column, status: 401, code: 'invalid_key' });
      await pool.query(`update person set ${column} = null where name = '春华'`);
    }
    await pool.query("update role_grant set role = 'agent'");
    expect(code(await by(token, '/api/v1/channels'))).toEqual({ status: 404, code: 'not_found' });
    await pool.query("update role_grant set role = 'operator'");
    expect((await by(token, '/api/v1/channels')).status).toBe(200);
  });

  test('D11: it rests where staff need a second factor and it was made without one', async () => {
    const { token } = await newKey(['centre.edit']);
    await centre.open.pool.query('update staff_policy set second_factor_required = true');
    expect(code(await by(token, '/api/v1/channels'))).toEqual({ status: 403, code: 'second_factor_required' });
    await centre.open.pool.query('update staff_policy set second_factor_required = false');
  });
});

describe('making one', () => {
  test('nobody gives a key what they may not do themselves', async () => {
    await centre.open.pool.query("update role_grant set role = 'agent'");
    const answer = await create({ name: 'x', permissions: ['keys.own', 'centre.edit'] });
    await centre.open.pool.query("update role_grant set role = 'operator'");
    expect(answer.json<object>()).toMatchObject({ status: 400, fields: [{ path: 'permissions[2]', code: 'permission_not_yours' }] });
  });

  test('asks for a recent proof of who one is', async () => {
    centre.clock.advance(16 * 60_000);
    expect(code(await create({ name: 'x', permissions: ['centre.edit'] }))).toEqual({ status: 403, code: 'recent_sign_in_required' });
    centre.clock.advance(-16 * 60_000);
  });

  test('C1: somebody else’s key is revoked by who manages keys, and is absent for everybody else', async () => {
    const { pool } = centre.open;
    const stranger = await pool.query<{ id: string }>("insert into person (id, name, created_at) values (gen_random_uuid(), '秋实', now()) returning id");
    const theirs = await pool.query<{ id: string }>(
      "insert into api_key (id, person_id, name, permissions, token_hash, hint, second_factor, created_at, expires_at) values (gen_random_uuid(), $1, '别人的', '{keys.own}', 'x', 'lck_abcd', false, now(), $2) returning id",
      [stranger.rows[0]?.id, new Date(centre.clock.now().getTime() + 3600_000)],
    );
    const id = theirs.rows[0]?.id ?? '';
    const foreign = await sendJson(centre, 'DELETE', `/api/v1/keys/${id}`, {}, { cookie: operator });
    const absent = await sendJson(centre, 'DELETE', '/api/v1/keys/00000000-0000-7000-8000-000000000000', {}, { cookie: operator });
    expect(code(foreign)).toEqual(code(absent));
    const all = (await send(centre.port, '/api/v1/keys/all', { headers: { cookie: operator } })).json<{ items: { id: string; owner: { name: string } }[] }>();
    expect(all.items.find((item) => item.id === id)?.owner.name).toBe('秋实');
    expect((await sendJson(centre, 'DELETE', `/api/v1/keys/all/${id}`, {}, { cookie: operator })).json<object>()).toMatchObject({ id, state: 'revoked' });
  });

  test('the last use is noted to the minute', async () => {
    const { token, key } = await newKey(['centre.edit']);
    const lastUse = async () => (await centre.open.pool.query<{ at: Date; network: string }>('select last_used_at as at, last_used_network as network from api_key where id = $1', [key.id])).rows[0];
    await by(token, '/api/v1/channels');
    const first = await lastUse();
    expect(first).toMatchObject({ at: centre.clock.now(), network: '127.0.0.1' });
    centre.clock.advance(30_000);
    await by(token, '/api/v1/channels');
    expect(await lastUse()).toEqual(first);
    centre.clock.advance(31_000);
    await by(token, '/api/v1/channels');
    expect((await lastUse())?.at).toEqual(centre.clock.now());
  });
});

describe('limits', () => {
  test('D5: every answer tells how they stand, for key, person and network, and one that is used up refuses with the time to wait', async () => {
    const small = await startTestServer({ pages: false, environment: { API_LIMIT_KEY: '2', API_LIMIT_PERSON: '3', API_LIMIT_NETWORK: '100' } });
    try {
      const cookie = await small.operator();
      const { token } = (await sendJson(small, 'POST', '/api/v1/keys', { name: 'x', permissions: ['centre.edit'] }, { cookie })).json<Created>();
      small.clock.advance(61_000);
      const ask = (path = '/api/v1/channels') => send(small.port, path, { headers: { authorization: `Bearer ${token}` } });
      const first = await ask();
      expect(first.headers['ratelimit-policy']).toBe('"network";q=100;w=60, "person";q=3;w=60, "key";q=2;w=60');
      expect(first.headers['ratelimit']).toBe('"network";r=99;t=60, "person";r=2;t=60, "key";r=1;t=60');
      expect((await ask()).status).toBe(200);
      const third = await ask('/api/v1/channels?deleted=true');
      expect(third).toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
      expect(third.headers['ratelimit']).toContain('"key";r=0;t=60');
      expect((await send(small.port, '/api/v1/channels', { headers: { cookie } })).status).toBe(429);
      expect((await send(small.port, '/api/v1/nowhere')).headers['ratelimit']).toBe('"network";r=95;t=60');
      small.clock.advance(60_000);
      expect((await ask()).status).toBe(200);
    } finally {
      await small.close();
    }
  });

  test('an operation’s own limit is told beside the general ones', async () => {
    const answer = await sendJson(centre, 'POST', '/api/v1/proposals', { kind: 'missing', text: '缺一个群' });
    expect(answer.headers['ratelimit-policy']).toContain('"operation";q=5;w=600');
    expect(answer.headers['ratelimit']).toContain('"operation";r=4;t=600');
  });
});
