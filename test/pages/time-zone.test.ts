import { afterAll, beforeAll, expect, test } from 'vitest';
import { given } from '../../server/centre/testing.ts';
import { actorOfToken } from '../../server/people/index.ts';
import { callerFor } from '../../server/platform/index.ts';
import { textOf } from '../../web/public/testing/html.ts';
import { callBy, commandLine } from '../harness/operations.ts';
import { send, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
const written = new Map<string, string>();
const as = (actor: Parameters<typeof callBy>[0]) => callerFor(centre.app.ground, centre.app.operations, callBy(actor));

beforeAll(async () => {
  centre = await startTestServer({ example: 'littleskin' });
  const { ground } = centre.app;
  const { postMail } = ground;
  ground.postMail = async (db, message, now) => {
    written.set(`${message.kind} ${message.to.address}`, message.text);
    await postMail(db, message, now);
  };
  const { settings, revision } = given(await as(commandLine).readCentreSettings({}));
  given(await as(commandLine).updateCentreSettings({ settings: { ...settings, timeZone: 'Pacific/Kiritimati' }, revision }));
});
afterAll(() => centre.close());

test('a centre elsewhere tells its staff every time in its own zone: in mails, on pages, and those who may not read its settings too', async () => {
  // 2026-11-18 in Shanghai and in UTC is the 19th there.
  centre.clock.set(new Date('2026-11-18T14:00:00Z'));
  given(await as(commandLine).inviteStaff({ email: 'agent@example.com', grants: [{ role: 'agent', scope: { kind: 'centre' } }], days: 7 }));
  const mail = written.get('staff.invitation agent@example.com') ?? '';
  expect(mail).toContain('2026年11月26日');
  const token = /token=([\w-]{43})/.exec(mail)?.[1] ?? '';
  const page = await send(centre.port, '/invitation', { headers: { cookie: `lichun_invitation=${token}`, 'accept-language': 'zh-CN' } });
  expect(textOf(page.body)).toContain('2026 年 11 月 26 日（周四）04:00，Pacific/Kiritimati');
  const { started } = given(await as({ kind: 'anonymous', network: '192.0.2.9' }).acceptInvitation({ token, name: '小满' }));
  const agent = await actorOfToken(centre.open.database, centre.clock, started?.token ?? '', '192.0.2.9');
  expect((await as(agent).readCentreSettings({})).ok, 'settings are none of an agent’s business').toBe(false);
  given(await as(agent).createApiKey({ name: '脚本', permissions: ['notices.own'], days: 30 }));
  const cookie = `lichun_session=${started?.token}`;
  for (const path of ['/console/keys', '/account/sessions']) {
    const shown = await send(centre.port, path, { headers: { cookie, 'accept-language': 'zh-CN', accept: 'text/html' } });
    expect([path, shown.status, shown.body.includes('Pacific/Kiritimati'), shown.body.includes('Asia/Shanghai')]).toEqual([path, 200, true, false]);
  }
  given(await as(agent).choosePassword({ password: '立春雨水惊蛰春分清明谷雨' }));
  expect(written.get('sign_in.changed agent@example.com')).toContain('2026 年 11 月 19 日（周四）04:00，Pacific/Kiritimati');
  given(await as(agent).requestOwnErasure({}));
  expect(written.get('privacy.erasure_asked agent@example.com')).toContain('2026 年 11 月 26 日（周四）');
});
