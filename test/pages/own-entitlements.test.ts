import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, newSecret, secretHash } from '../../server/platform/index.ts';
import { send, sendJson, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
let member = '';
let stranger = '';

async function signedIn(name: string): Promise<{ cookie: string; person: string }> {
  const [person, token, now] = [newId(), newSecret(), centre.clock.now()];
  const { pool } = centre.open;
  await pool.query('insert into person (id, name, created_at) values ($1, $2, $3)', [person, name, now]);
  await pool.query('insert into session (id, token_hash, person_id, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)', [newId(), secretHash(token), person, now, new Date(now.getTime() + 36_000_000_000)]);
  return { cookie: `lichun_session=${token}`, person };
}

beforeAll(async () => {
  centre = await startTestServer();
  const operator = await centre.operator();
  const page = (await send(centre.port, '/api/v1/support-page')).json<{ products: { key: string; plans: { key: string; kind: string }[] }[] }>();
  const [product] = page.products.filter(({ plans }) => plans.some(({ kind }) => kind === 'paid'));
  const plan = product?.plans.find(({ kind }) => kind === 'paid');
  const [one, other] = [await signedIn('谷雨'), await signedIn('立秋')];
  [member, stranger] = [one.cookie, other.cookie];
  const organisation = (await sendJson(centre, 'POST', '/api/v1/organisations', { name: '金丝雀科技' }, { cookie: operator })).json<{ id: string }>().id;
  await sendJson(centre, 'POST', `/api/v1/organisations/${organisation}/members`, { person: one.person }, { cookie: operator });
  const granted = await sendJson(centre, 'POST', '/api/v1/entitlements', { product: product?.key, plan: plan?.key, holder: { kind: 'organisation', id: organisation }, until: '2026-11-20' }, { cookie: operator });
  if (granted.status !== 200) throw new Error(granted.body);
});
afterAll(() => centre.close());

const page = (path: string, cookie?: string) => send(centre.port, path, { headers: { 'accept-language': 'zh-CN', ...(cookie === undefined ? {} : { cookie }) } });
const isTheirs = (body: string) => body.includes('金丝雀科技');

describe('who is signed in', () => {
  test('finds on the page of the account what they use, through whom and until when; others find nothing of it', async () => {
    const { body } = await page('/account', member);
    expect(body).toContain('你能用的产品');
    expect(body).toMatch(/到 ?2026年11月19日为止/);
    expect(body).toContain('来自金丝雀科技');
    const other = await page('/account', stranger);
    expect(other.status).toBe(200);
    expect(other.body).not.toContain('你能用的产品');
    expect((await send(centre.port, '/api/v1/me/entitlements', { headers: { cookie: member } })).json<{ items: { through?: string; lastDay?: string }[] }>().items).toMatchObject([{ through: '金丝雀科技', lastDay: '2026-11-19' }]);
  });

  test('is told what they use, through whom and until when, and answered for it', async () => {
    const { body } = await page('/', member);
    expect(body).toContain('2026年11月19日');
    expect(isTheirs(body)).toBe(true);
    const advice = (await send(centre.port, '/api/v1/advice', { headers: { cookie: member } })).json<{ entitlement: string; mine: { counts: boolean } }>();
    expect(advice).toMatchObject({ entitlement: 'paid', mine: { counts: true } });
  });

  test('may ask as somebody who has nothing, and come back', async () => {
    const { body } = await page('/advice?urgency=now&as=anyone', member);
    expect(body).toContain('下面的建议没有算上你的权益');
    const advice = (await send(centre.port, '/api/v1/advice?as=anyone', { headers: { cookie: member } })).json<{ entitlement: string }>();
    expect(advice.entitlement).toBe((await send(centre.port, '/api/v1/advice')).json<{ entitlement: string }>().entitlement);
  });

  test('is told that it has ended, with what to do', async () => {
    centre.clock.set(new Date('2026-11-22T02:00:00Z'));
    const { body } = await page('/', member);
    expect(body).toContain('已在 2026年11月19日 到期');
    centre.clock.set(new Date('2026-11-18T02:00:00Z'));
  });
});

describe('C10: a page that says what somebody may use', () => {
  test.each(['/', '/advice?urgency=now', '/?lang=en', '/readings/nothing', '/propose'])('%s is theirs alone, whoever asks first', async (path) => {
    for (const order of [[member, undefined, stranger, member], [undefined, member, stranger, undefined], [stranger, member, undefined, stranger]]) {
      centre.clock.advance(60_000);
      for (const cookie of order) {
        const { body, headers } = await page(path, cookie);
        expect({ path, theirs: isTheirs(body) && cookie !== member }).toEqual({ path, theirs: false });
        expect(cookie === undefined || String(headers['cache-control']).includes('no-store')).toBe(true);
      }
    }
  });

  test('is not given for a name that another asked under, nor as data', async () => {
    await page('/', member);
    for (const path of ['/.data', '/_root.data', '/advice.data', '/?as=me', '/?_=1']) expect(isTheirs((await page(path)).body)).toBe(false);
  });

  test('and strangers’ pages still come ready from the cache', async () => {
    const first = await page('/');
    const again = await send(centre.port, '/', { headers: { 'accept-language': 'zh-CN', 'if-none-match': String(first.headers['etag']) } });
    expect(again.status).toBe(304);
  });
});
