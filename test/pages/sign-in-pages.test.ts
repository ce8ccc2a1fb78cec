import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { callerFor, type Actor } from '../../server/platform/index.ts';
import { elementsOf, textOf } from '../../web/public/testing/html.ts';
import { callBy, commandLine } from '../harness/operations.ts';
import { digestsOfRows } from '../harness/rows.ts';
import { send, startTestServer, type Answer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
/** What was written last to each address, as its reader sees it. */
const written = new Map<string, string>();
beforeAll(async () => {
  centre = await startTestServer();
  const { ground } = centre.app;
  const { postMail } = ground;
  ground.postMail = async (db, message, now) => {
    written.set(message.to.address, message.text);
    await postMail(db, message, now);
  };
});
afterAll(() => centre.close());
// Limits of a network start anew.
beforeEach(() => centre.clock.advance(11 * 60_000));

const get = (target: string, cookie = '') => send(centre.port, target, { headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) } });
const post = (target: string, fields: Record<string, string>, cookie = '') =>
  send(centre.port, target, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: centre.origin, ...(cookie === '' ? {} : { cookie }) }, body: new URLSearchParams(fields).toString() });
const cookiesOf = ({ headers }: Answer) => (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).filter((pair) => pair?.endsWith('=') === false).join('; ');

/** What was mailed last to an address. */
function mailed(address: string): { code: string; link: string } {
  const text = written.get(address) ?? '';
  return { code: /^\d{6}$/m.exec(text)?.[0] ?? '', link: /\/sign-in\/link\?token=[\w-]{43}/.exec(text)?.[0] ?? '' };
}

async function signedIn(address: string): Promise<string> {
  const cookie = cookiesOf(await post('/sign-in', { way: 'email', address, to: '' }));
  return cookiesOf(await post('/sign-in/code', { code: mailed(address).code }, cookie));
}

describe('signing in by e-mail, in a browser without scripts', () => {
  test('leads from the address to the code, to a name, and to where one wanted', async () => {
    const asked = await post('/sign-in', { way: 'email', address: 'guyu@example.com', to: '/propose' });
    expect([asked.status, asked.headers.location]).toEqual([303, '/sign-in/code']);
    const cookie = cookiesOf(asked);
    expect(String(asked.headers['set-cookie'])).toMatch(/lichun_code=[\w-]{43}; Path=\/; Max-Age=900; HttpOnly; SameSite=Lax/);
    const page = await get('/sign-in/code', cookie);
    expect(textOf(page.body)).toContain('guyu@example.com');
    const wrong = await post('/sign-in/code', { code: '12345' }, cookie);
    expect([wrong.status, textOf(wrong.body).includes('请填 6 位数字')]).toEqual([400, true]);
    const right = await post('/sign-in/code', { code: mailed('guyu@example.com').code }, cookie);
    expect([right.status, right.headers.location]).toEqual([303, '/account/welcome?to=%2Fpropose']);
    const session = cookiesOf(right);
    const named = await post('/account/welcome', { name: '谷雨', to: '/propose' }, session);
    expect([named.status, named.headers.location]).toEqual([303, '/propose']);
    expect(textOf((await get('/account', session)).body)).toContain('已验证');
  });

  test('a link is looked at by anybody’s scanner without a change; its token leaves the address at once and tells no other site', async () => {
    await post('/sign-in', { way: 'email', address: 'link@example.com' });
    const { link } = mailed('link@example.com');
    const before = await digestsOfRows(centre, ['session']);
    let cookie = '';
    for (let look = 0; look < 3; look++) {
      const followed = await get(link);
      expect([followed.status, followed.headers.location, followed.headers['referrer-policy']]).toEqual([303, '/sign-in/link', 'no-referrer']);
      cookie = cookiesOf(followed);
      const page = await get('/sign-in/link', cookie);
      expect([page.status, page.body.includes(link.slice(-43)), textOf(page.body).includes('link@example.com')]).toEqual([200, false, true]);
    }
    expect(await digestsOfRows(centre, ['session'])).toEqual(before);
    expect(centre.log.join('\n')).not.toContain(link.slice(-43));
    const done = await post('/sign-in/link', {}, cookie);
    expect(done.headers.location).toBe('/account/welcome?to=%2Faccount');
    expect((await post('/sign-in/link', {}, cookie)).headers.location).toBe('/sign-in/link');
    expect((await get('/sign-in/link', cookie)).status).toBe(404);
  });

  test('D7: the mailed link is of this centre, whatever host the request names', async () => {
    const answer = await send(centre.port, '/sign-in', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'evil.example', 'x-forwarded-host': 'evil.example', origin: 'http://evil.example' }, body: 'way=email&address=host%40example.com' });
    expect(answer.status).toBe(421);
    const { rows: sent } = await centre.open.pool.query("select from mail where recipient = 'host@example.com'");
    expect(sent).toEqual([]);
  });

  test('D6: neither code, link nor confirmation leads away from this site', async () => {
    const cookie = cookiesOf(await post('/sign-in', { way: 'email', address: 'away@example.com', to: '//evil.example' }));
    const done = await post('/sign-in/code', { code: mailed('away@example.com').code }, cookie);
    expect(done.headers.location).toBe('/account/welcome?to=%2Faccount');
    const confirm = await get('/account/confirm?to=//evil.example', cookiesOf(done));
    expect(elementsOf(confirm.body).filter(({ attributes }) => attributes['name'] === 'to').map(({ attributes }) => attributes['value'])).toEqual(expect.arrayContaining(['/account']));
    expect(elementsOf(confirm.body).filter(({ attributes }) => `${attributes['action'] ?? ''}${attributes['data-to'] ?? ''}`.includes('evil'))).toEqual([]);
  });

  test('D8: the page answers a known and an unknown address alike', async () => {
    await signedIn('known@example.com');
    const shape = ({ status, headers, body }: Answer) => ({ status, body, headers: Object.keys(headers).toSorted(), location: headers.location, cookie: String(headers['set-cookie']).replace(/=[\w-]{43}/, '=…') });
    const [known, unknown] = [await post('/sign-in', { way: 'email', address: 'known@example.com' }), await post('/sign-in', { way: 'email', address: 'nobody@example.com' })];
    expect(shape(known)).toEqual(shape(unknown));
    const [one, other] = [await get('/sign-in/code', cookiesOf(known)), await get('/sign-in/code', cookiesOf(unknown))];
    expect(one.body.replaceAll('known@', '@')).toBe(other.body.replaceAll('nobody@', '@'));
  });
});

describe('one’s own account', () => {
  test.each(['/account', '/account/security', '/account/sessions', '/account/confirm'])('%s asks a stranger to sign in, and leads back', async (path) => {
    const page = await get(path);
    expect([page.status, page.headers.location]).toEqual([303, `/sign-in?to=${encodeURIComponent(path === '/account/confirm' ? '/account' : path)}`]);
  });

  test('is one link away on public pages, which are the same for everybody', async () => {
    const cookie = await signedIn('reader@example.com');
    const [stranger, reader] = [await get('/advice?urgency=later'), await get('/advice?urgency=later', cookie)];
    const links = (page: Answer) => elementsOf(page.body).filter(({ attributes }) => attributes['href'] === '/account' || attributes['href'] === '/sign-in').map(({ attributes }) => attributes['href']);
    expect([links(stranger), links(reader)]).toEqual([['/account'], ['/account']]);
    expect(reader.body).toBe(stranger.body);
  });

  test('leads staff to the console and back, and nobody else', async () => {
    const ways = (page: Answer) => new Set(elementsOf(page.body).map(({ attributes }) => attributes['href']));
    const operator = await centre.operator();
    expect(ways(await get('/account', operator))).toContain('/console');
    expect(ways(await get('/account', await signedIn('visitor@example.com')))).not.toContain('/console');
    const console = ways(await get('/console', operator));
    for (const way of ['/account', '/account/security']) expect(console).toContain(way);
  });

  test('what changes how one signs in leads to a confirmation and back', async () => {
    const cookie = await signedIn('recent@example.com');
    centre.clock.advance(16 * 60_000);
    const asked = await post('/account/security', { intent: 'offer_totp' }, cookie);
    expect([asked.status, asked.headers.location]).toEqual([303, '/account/confirm?to=%2Faccount%2Fsecurity']);
    const waiting = await post('/account/confirm?to=%2Faccount%2Fsecurity', { how: 'email', address: 'recent@example.com', to: '/account/security' }, cookie);
    expect(waiting.headers.location).toBe('/account/confirm?sent=1&to=%2Faccount%2Fsecurity');
    const both = `${cookie}; ${cookiesOf(waiting)}`;
    expect(textOf((await get(String(waiting.headers.location), both)).body)).toContain('recent@example.com');
    const confirmed = await post('/account/confirm', { how: 'code', answer: mailed('recent@example.com').code, to: '/account/security' }, both);
    expect([confirmed.status, confirmed.headers.location]).toEqual([303, '/account/security']);
    expect((await get('/account', cookie)).status).toBe(303);
    expect((await post('/account/security', { intent: 'offer_totp' }, cookiesOf(confirmed))).headers.location).toBe('/account/security/app');
  });
});

describe('D11: a session that has ended is over everywhere at once', () => {
  const rest = (cookie: string) => send(centre.port, '/api/v1/account', { headers: { cookie } });

  /** An open page’s connection, and how it ends. */
  async function connection(cookie: string): Promise<{ closed: Promise<unknown> }> {
    const socket = new WebSocket(`ws://127.0.0.1:${centre.port}/realtime`, { headers: { cookie, origin: centre.origin } });
    await once(socket, 'open');
    return { closed: once(socket, 'close') };
  }

  async function everywhere(cookie: string): Promise<unknown[]> {
    const refused = new WebSocket(`ws://127.0.0.1:${centre.port}/realtime`, { headers: { cookie, origin: centre.origin } });
    const [error] = (await once(refused, 'error')) as [Error];
    return [(await rest(cookie)).status, (await get('/account', cookie)).status, error.message];
  }
  const over = [401, 303, 'Unexpected server response: 401'];

  test('when its owner ends it from another device', async () => {
    const [here, there] = [await signedIn('two@example.com'), await signedIn('two@example.com')];
    const open = await connection(there);
    const page = await get('/account/sessions', here);
    const id = elementsOf(page.body).find(({ attributes }) => attributes['name'] === 'id' && attributes['value'] !== 'others')?.attributes['value'] ?? '';
    expect((await post('/account/sessions', { id }, here)).headers.location).toBe('/account/sessions?ended=1');
    await open.closed;
    expect(await everywhere(there)).toEqual(over);
    expect((await rest(here)).status).toBe(200);
  });

  test('when the account is disabled', async () => {
    const cookie = await signedIn('disabled@example.com');
    const open = await connection(cookie);
    const { id } = (await rest(cookie)).json<{ id: string }>();
    const system: Actor = commandLine;
    const outcome = await callerFor(centre.app.ground, centre.app.operations, callBy(system)).disablePerson({ id, revision: 1 });
    expect(outcome.ok).toBe(true);
    await open.closed;
    expect(await everywhere(cookie)).toEqual(over);
    const asked = cookiesOf(await post('/sign-in', { way: 'email', address: 'disabled@example.com' }));
    expect((await post('/sign-in/code', { code: '123456' }, asked)).status).toBe(401);
  });

  test('and someone half signed in, before the second factor, is nobody anywhere', async () => {
    const cookie = await signedIn('half@example.com');
    const { rows: people } = await centre.open.pool.query<{ person_id: string }>("select person_id from identity where canonical = 'half@example.com'");
    await centre.open.pool.query('insert into sign_in_totp (person_id, sealed_key, confirmed_at, created_at) values ($1, $2, now(), now())', [people[0]?.person_id, centre.app.ground.secrets.seal('sign_in.totp', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')]);
    await post('/sign-out', {}, cookie);
    const asked = cookiesOf(await post('/sign-in', { way: 'email', address: 'half@example.com' }));
    const step = await post('/sign-in/code', { code: mailed('half@example.com').code }, asked);
    expect(step.headers.location).toBe('/sign-in/second-factor');
    expect(String(step.headers['set-cookie'])).not.toMatch(/lichun_session=[\w-]/);
    const token = /lichun_step=([\w-]{43})/.exec(cookiesOf(step))?.[1] ?? '';
    expect(await everywhere(`lichun_session=${token}`)).toEqual(over);
    expect(textOf((await get('/sign-in/second-factor', cookiesOf(step))).body)).toContain('还差一步');
  });
});
