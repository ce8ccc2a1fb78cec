import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elementsOf, textOf } from '../../web/public/testing/html.ts';
import { send, startTestServer, type Answer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
let cookie = '';
beforeAll(async () => {
  centre = await startTestServer();
  cookie = await centre.operator();
});
afterAll(() => centre.close());

const get = (target: string, more = '') => send(centre.port, target, { headers: { accept: 'text/html', 'accept-language': 'zh-CN', cookie: [cookie, more].filter((part) => part !== '').join('; ') } });
const post = (target: string, fields: Record<string, string>) =>
  send(centre.port, target, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: centre.origin, cookie }, body: new URLSearchParams(fields).toString() });
const cookiesOf = ({ headers }: Answer) => (headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
const visits = ({ body }: Answer) => elementsOf(body).flatMap(({ attributes }) => (String(attributes['action']).startsWith('/sign-in/oidc/') ? [attributes['action']] : []));

describe('the page of one’s account', () => {
  test('knows services of others by what they are, not by their name', async () => {
    const { pool } = centre.open;
    const now = centre.clock.now();
    for (const key of ['one', 'two']) await pool.query("insert into sign_in_provider (key, name, issuer, client_id, sealed_secret, scopes, trusts_email, enabled, created_at) values ($1, '{\"text\":{\"zh-CN\":\"公司登录\",\"en\":\"Company\"}}', $2, 'x', 'x', 'openid', false, true, $3)", [key, `https://${key}.example.com`, now]);
    await pool.query("insert into identity (id, person_id, kind, issuer, typed, canonical, proven_at, proven_how, created_at) select gen_random_uuid(), id, 'oidc', 'https://one.example.com', 's', 's', $1, 'oidc', $1 from person limit 1", [now]);
    expect(visits(await get('/account'))).toEqual(['/sign-in/oidc/two']);
    expect(visits(await get('/account/confirm?to=/account'))).toEqual(['/sign-in/oidc/one']);
  });

  test('says what one has by an account alone, and asks before it goes; an account on which nothing stands goes at once', async () => {
    const { pool } = centre.open;
    const now = centre.clock.now();
    const add = async (email: string) =>
      (await pool.query<{ id: string }>("insert into identity (id, person_id, kind, issuer, typed, canonical, proven_at, proven_how, created_at) select gen_random_uuid(), id, 'email', '', $1, $1, $2, 'email_code', $2 from person limit 1 returning id", [email, now])).rows[0]?.id ?? '';
    const [old, idle] = [await add('old@customer.example'), await add('idle@customer.example')];
    await pool.query("insert into entitlement (id, product, plan, person_id, account_kind, account_issuer, account_canonical, account_typed, from_day, source, created_at) select gen_random_uuid(), 'app', 'pro', id, 'email', '', 'old@customer.example', 'old@customer.example', '2026-01-01', 'import', $1 from person limit 1", [now]);
    expect(textOf((await get('/account')).body)).toContain('凭它有 1 个产品套餐');
    const left = async () => (await pool.query<{ typed: string }>("select typed from identity where typed like '%@customer.example' order by typed")).rows.map(({ typed }) => typed);
    const asked = await post('/account', { intent: 'remove', id: old });
    expect([asked.status, await left()]).toEqual([200, ['idle@customer.example', 'old@customer.example']]);
    expect(textOf(asked.body)).toContain('移除 old@customer.example 后，1 个产品套餐会停用');
    expect((await post('/account', { intent: 'remove', id: idle })).headers.location).toBe('/account?saved=1');
    expect((await post('/account', { intent: 'remove', id: old, sure: '1' })).headers.location).toBe('/account?saved=1');
    expect(await left()).toEqual([]);
  });

  test('keeps an address that was typed while a fresh proof is asked for, and keeps it out of the address of the page', async () => {
    centre.clock.advance(16 * 60_000);
    const asked = await post('/account', { intent: 'email', address: 'guyu+new@example.com' });
    expect([asked.status, asked.headers.location]).toEqual([303, '/account/confirm?to=/account']);
    const page = await get('/account', cookiesOf(asked));
    expect(elementsOf(page.body).find(({ attributes }) => attributes['id'] === 'add-email')?.attributes['value']).toBe('guyu+new@example.com');
    expect(textOf((await get('/account')).body)).not.toContain('guyu+new');
    expect(centre.log.join('\n')).not.toContain('guyu+new');
  });
});
