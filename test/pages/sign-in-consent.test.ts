import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actorOfToken } from '../../server/people/index.ts';
import { callerFor } from '../../server/platform/index.ts';
import { textOf } from '../../web/public/testing/html.ts';
import { callBy } from '../harness/operations.ts';
import { send, startTestServer, type Answer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
const codes = new Map<string, string>();
beforeAll(async () => {
  centre = await startTestServer();
  const { ground } = centre.app;
  const { postMail } = ground;
  ground.postMail = async (db, message, now) => {
    codes.set(message.to.address, /^\d{6}$/m.exec(message.text)?.[0] ?? '');
    await postMail(db, message, now);
  };
});
afterAll(() => centre.close());

const get = (target: string, cookie = '') => send(centre.port, target, { headers: { accept: 'text/html', 'accept-language': 'zh-CN', ...(cookie === '' ? {} : { cookie }) } });
const post = (target: string, fields: Record<string, string>, cookie = '') =>
  send(centre.port, target, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: centre.origin, ...(cookie === '' ? {} : { cookie }) }, body: new URLSearchParams(fields).toString() });
const cookiesOf = ({ headers }: Answer) => (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).filter((pair) => pair?.endsWith('=') === false).join('; ');
const where = (answer: Answer) => [answer.status, answer.headers.location];

/** Publishes a notice of signing in whose box is needed. */
async function publish(label: string): Promise<string> {
  const session = (await centre.operator()).split('=')[1] ?? '';
  const ops = callerFor(centre.app.ground, centre.app.operations, callBy(await actorOfToken(centre.open.database, centre.clock, session, '192.0.2.7')));
  const draft = await ops.savePrivacyDraft({ form: 'sign_in', text: { 'zh-CN': '我们用你的邮箱认出你。', en: 'We know you by your address.' }, consent: { label, required: true } });
  if (!draft.ok) throw new Error(draft.refusal.code);
  const published = await ops.publishPrivacyDraft({ form: 'sign_in', revision: draft.value.draft?.revision ?? 0 });
  if (!published.ok) throw new Error(published.refusal.code);
  centre.clock.advance(1000);
  return published.value.versions[0]?.id ?? '';
}

/** Signs in by a code; answers where it leads and the session. */
async function enter(address: string, to = ''): Promise<{ to: string; session: string }> {
  centre.clock.advance(11 * 60_000);
  const cookie = cookiesOf(await post('/sign-in', { way: 'email', address, to }));
  const answer = await post('/sign-in/code', { code: codes.get(address) ?? '' }, cookie);
  return { to: answer.headers.location ?? '', session: cookiesOf(answer) };
}

describe('an agreement that signing in needs', () => {
  test('is asked for on the way in, on every page of the account and the console until it is given, and again after a new version', async () => {
    const operator = await centre.operator();
    expect((await get('/account', operator)).status).toBe(200);
    const first = await publish('我同意第一版');
    expect(textOf((await get('/sign-in')).body)).toContain('我们用你的邮箱认出你');
    const { to, session } = await enter('guyu@example.com', '/propose');
    expect(to).toBe('/account/welcome?to=%2Fpropose');
    // Leaving the page by another address does not help.
    expect(where(await get('/account', session))).toEqual([303, '/account/welcome?to=%2Faccount&again=1']);
    expect(where(await get('/account/sessions', session))).toEqual([303, '/account/welcome?to=%2Faccount%2Fsessions&again=1']);
    const refused = await post('/account/welcome?to=%2Faccount&again=1', { notice: first, to: '/account' }, session);
    expect([refused.status, textOf(refused.body).includes('我同意第一版')]).toEqual([400, true]);
    expect(where(await post('/account/welcome?to=%2Faccount&again=1', { notice: first, consent: '1', to: '/account' }, session))).toEqual([303, '/account']);
    expect((await get('/account', session)).status).toBe(200);
    expect(where(await get('/account/welcome?to=%2Faccount%2Fsessions&again=1', session))).toEqual([303, '/account/sessions']);
    const second = await publish('我同意第二版');
    expect(where(await get('/account', session))).toEqual([303, '/account/welcome?to=%2Faccount&again=1']);
    // The operator published it, and is asked like everybody else; reading, taking along and deleting stay open.
    expect(where(await get('/console/people', operator))).toEqual([303, '/account/welcome?to=%2Fconsole%2Fpeople&again=1']);
    expect((await get('/account/privacy', operator)).status).toBe(200);
    expect(where(await post('/account/welcome?to=%2Fconsole&again=1', { notice: second, consent: '1', to: '/console' }, operator))).toEqual([303, '/console']);
    expect((await get('/console/people', operator)).status).toBe(200);
  });

  test('is asked for of whoever comes back, and does not keep an applicant from the application', async () => {
    expect((await enter('guyu@example.com')).to).toBe('/account/welcome?to=%2Faccount&again=1');
    const { to, session } = await enter('lixia@example.com', '/applications/continue');
    expect(to).toBe('/account/welcome?to=%2Fapplications%2Fcontinue&again=1');
    const page = textOf((await get(to, session)).body);
    expect([page.includes('我同意第二版'), page.includes('怎么称呼你')]).toEqual([true, false]);
  });

  test('holds up no program', async () => {
    const operator = await centre.operator();
    await publish('我同意第三版');
    expect((await send(centre.port, '/api/v1/people/current', { headers: { cookie: operator } })).status).toBe(200);
    expect(where(await get('/console', operator))).toEqual([303, '/account/welcome?to=%2Fconsole&again=1']);
  });
});
