import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invoke } from '../../server/platform/index.ts';
import { actorOfToken } from '../../server/people/index.ts';
import { callBy } from '../harness/operations.ts';
import { send, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
/** What was written to an address, kept as it is posted: once it has been sent, the database does not keep its text. */
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

/** Invites somebody and takes the link's token from the mail. */
async function invite(email: string): Promise<string> {
  const session = (await centre.operator()).split('=')[1] ?? '';
  const actor = await actorOfToken(centre.open.database, centre.clock, session, '192.0.2.7');
  const answer = await invoke(centre.app.ground, centre.app.operations.inviteStaff, callBy(actor), { email, grants: [{ role: 'agent', scope: { kind: 'centre' } }] });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return /token=([\w-]{43})/.exec(written.get(email) ?? '')?.[1] ?? '';
}

const cookieOf = (answer: Awaited<ReturnType<typeof send>>) => String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '';

describe('the link of an invitation', () => {
  test('moves its token out of the address, shows a button, and acts by POST only, once', async () => {
    const token = await invite('page@example.com');
    const link = await send(centre.port, `/invitation?token=${token}`);
    expect(link).toMatchObject({ status: 303, headers: { location: '/invitation', 'referrer-policy': 'no-referrer' } });
    const cookie = cookieOf(link);
    for (let look = 0; look < 3; look++) {
      const page = await send(centre.port, '/invitation', { headers: { cookie, 'accept-language': 'zh-CN' } });
      expect(page.status).toBe(200);
      expect(page.body).toContain('接受邀请');
      expect(page.body).not.toContain(token);
      expect(page.headers['cache-control']).toContain('no-store');
    }
    const post = () => send(centre.port, '/invitation', { method: 'POST', headers: { cookie, origin: centre.origin, 'content-type': 'application/x-www-form-urlencoded' }, body: `name=${encodeURIComponent('新人')}` });
    const accepted = await post();
    expect(accepted).toMatchObject({ status: 303, headers: { location: '/account/security' } });
    expect(String(accepted.headers['set-cookie'])).toMatch(/lichun_session=[\w-]{43};.*HttpOnly/);
    expect((await post()).status).toBe(404);
    expect((await send(centre.port, '/invitation', { headers: { cookie } })).status).toBe(404);
    expect(centre.log.join('\n')).not.toContain(token);
  });

  test('leads an agent into a console that bears the name of the centre and speaks its languages', async () => {
    const token = await invite('console@example.com');
    const accepted = await send(centre.port, '/invitation', { method: 'POST', headers: { cookie: `lichun_invitation=${token}`, origin: centre.origin, 'content-type': 'application/x-www-form-urlencoded' }, body: `name=${encodeURIComponent('白露')}` });
    const session = [accepted.headers['set-cookie'] ?? []].flat().find((cookie) => cookie.startsWith('lichun_session='))?.split(';')[0] ?? '';
    const { name, languages } = JSON.parse((await send(centre.port, '/api/v1/support-page', { headers: { 'accept-language': 'zh-CN' } })).body) as { name: string; languages: string[] };
    const page = await send(centre.port, '/console/people', { headers: { cookie: session, accept: 'text/html', 'accept-language': 'zh-CN' } });
    expect(page.status).toBe(200);
    expect(languages).toEqual(['zh-CN', 'en']);
    expect(/<nav.*?<\/nav>|<header.*?<\/header>|<aside.*?<\/aside>/s.exec(page.body)?.[0]).toContain(name);
  });

  test('D10: another site cannot accept it', async () => {
    const token = await invite('other-site@example.com');
    const answer = await send(centre.port, '/invitation', { method: 'POST', headers: { cookie: `lichun_invitation=${token}`, origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }, body: 'name=x' });
    expect(answer.status).toBe(403);
  });

  test.each(['', 'x', `${'x'.repeat(43)}`, '%00', '../../console', "'"])('D2: the token “%s” reads like an absent page', async (token) => {
    const first = await send(centre.port, `/invitation?token=${token}`);
    const status = first.status === 303 ? (await send(centre.port, '/invitation', { headers: { cookie: cookieOf(first) } })).status : first.status;
    expect(status).toBe(404);
  });
});
