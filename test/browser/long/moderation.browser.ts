import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountOf, createPerson, insertGrants, proveIdentity } from '../../../server/people/index.ts';
import { callerFor, newId, type Actor, type Grant } from '../../../server/platform/index.ts';
import { insertSession } from '../../attacks/matrix/actors.ts';
import { callBy, commandLine } from '../../harness/operations.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { collectComplaints, launchChromium, openWindow, type Visit } from '../chromium.ts';
import { ready, violationsOn } from '../look.ts';

let server: TestServer;
let browser: Browser;
const visits = [{ language: 'zh-CN', scheme: 'light', width: 390, height: 844, touch: true }, { language: 'en', scheme: 'dark', width: 1280 }] as const;
/** More than fit a menu. */
const fleets = Array.from({ length: 14 }, (_fleet, index) => `line-${String(index + 1).padStart(2, '0')}`);

beforeAll(async () => {
  server = await startTestServer();
  browser = await launchChromium();
  for (const key of fleets) {
    const made = await root().createFleet({ entry: { key, topic: 'user-group', platform: 'web', app: 'web', name: { 'zh-CN': `${key} 群`, en: `${key} groups` }, admission: { checks: [{ kind: 'question', question: '你在用哪个产品', review: true }], review: true } } });
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

const root = () => callerFor(server.app.ground, server.app.operations, callBy(commandLine));
type Person = { id: string; ops: ReturnType<typeof root> };

async function person(name: string, grants: readonly Grant[] = []): Promise<Person> {
  const { ground, operations } = server.app;
  const now = server.clock.now();
  const id = await createPerson(ground.database, { name, language: 'zh-CN', now });
  const read = accountOf('email', `p${id}@example.com`);
  if (!read.ok) throw new Error(read.code);
  await proveIdentity({ db: ground.database, now, publish: async () => undefined }, id, read.account, 'email_code');
  await insertGrants(ground.database, id, grants, null, now);
  const actor: Actor = { kind: 'person', id, name, grants: [...grants], via: { kind: 'session', id: newId(), authenticatedAt: now }, network: '192.0.2.7' };
  return { id, ops: callerFor(ground, operations, callBy(actor)) };
}

async function open(path: string, visit: Visit = {}): Promise<{ page: Page; complaints: string[]; shoot(name: string): Promise<string[]>; close(): Promise<void> }> {
  const window = await openWindow(browser, server.origin, { ...visit, cookie: visit.cookie ?? (await server.operator()) });
  const page = await window.newPage();
  const complaints = await collectComplaints(page);
  await page.goto(path);
  await ready(page);
  return {
    page, complaints, close: () => window.close(),
    /** Keeps a picture where one is wanted; answers what is wrong with what is seen. */
    async shoot(name) {
      const folder = process.env['SCREENSHOTS'];
      if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${visit.language ?? 'zh-CN'}-${visit.width ?? 1280}.png` });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      return [...(await violationsOn(page)), ...(wider > 0 ? [`${wider} px wider than the window`] : [])];
    },
  };
}

async function applied(fleet: string, name = '谷雨'): Promise<Person & { application: string }> {
  // No burst is made of those who come one after the other.
  server.clock.advance(60_000);
  const applicant = await person(name);
  const made = await applicant.ops.applyToFleet({ fleet, answers: { question: '在用镜像' }, consent: true });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return { ...applicant, application: made.value.id };
}
const given = <Value>(outcome: { ok: true; value: Value } | { ok: false; refusal: object }): Value => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};

describe('invitations', () => {
  test('are made for any fleet of many, found by typing a part of its name, and listed for the one that the address names', async () => {
    const { page, complaints, close } = await open('/console/applications/invitations?fleet=line-13');
    await page.getByRole('button', { name: '新建邀请' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('进哪个群系列').first().inputValue()).toContain('line-13 群');
    await dialog.getByLabel('进哪个群系列').first().fill('14 LINE');
    expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('line-14 群')]);
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '新建', exact: true }).click();
    await dialog.getByText(/\/i\/[\w-]{43}$/).waitFor();
    await dialog.getByRole('button', { name: '关闭' }).last().click();
    await page.getByText('还没有邀请').waitFor();
    await page.getByLabel('群系列').first().click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('list', { name: '群系列' }).count()).toBe(0);
    await page.getByLabel('群系列').first().fill('line-14');
    await page.getByRole('list', { name: '群系列' }).getByRole('button').click();
    await page.waitForURL(/fleet=line-14/);
    await page.getByText('剩 1 / 1 次').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('tell of everybody who used them, page by page', async () => {
    const made = given(await root().createGroupInvitation({ fleet: 'line-01', uses: 60 }));
    const token = made.link.split('/').at(-1) ?? '';
    for (let count = 1; count <= 52; count += 1) {
      server.clock.advance(60_000);
      const guest = await person(`客人${String(count).padStart(2, '0')}`);
      given(await guest.ops.applyToFleet({ fleet: 'line-01', answers: { question: '受邀来的' }, invitation: token, consent: true }));
    }
    const { page, close } = await open(`/console/applications/invitations?fleet=line-01&uses=${made.invitation.id}`);
    await page.getByText('客人52').waitFor();
    expect(await page.getByText(/^客人\d\d/).count()).toBe(50);
    await page.getByRole('link', { name: '下一页' }).click();
    await page.getByText('客人01').waitFor();
    expect(await page.getByText(/^客人\d\d/).count()).toBe(2);
    await page.getByRole('link', { name: '回到开头' }).click();
    await page.getByText('客人52').waitFor();
    await close();
  });
});

describe('whom one bars', () => {
  test('is found by typing, by a moderator only among those of their fleets, and only there', async () => {
    await applied('line-02', '白露甲');
    await applied('line-03', '白露乙');
    const moderator = await person('秋分', [{ role: 'moderator', scope: { kind: 'fleet', key: 'line-02' } }]);
    const { page, complaints, close } = await open('/console/applications/strikes', { cookie: (await insertSession(server, moderator.id)).headers['cookie'] ?? '' });
    await page.getByRole('button', { name: '不再接纳一个人…' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('在哪里').locator('option').allInnerTexts()).toEqual([expect.stringContaining('line-02 群')]);
    await dialog.getByLabel('找这个人').fill('白露');
    await dialog.getByText('白露甲').waitFor();
    expect(await dialog.getByText('白露乙').count()).toBe(0);
    await dialog.getByRole('button', { name: '就是这个人 白露甲' }).click();
    await dialog.getByLabel('为什么').fill('在群里骗钱');
    await dialog.getByRole('button', { name: '不再接纳', exact: true }).click();
    await page.getByText(/秋分添加于.*在群里骗钱/).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('is reached from the members and the departures of a fleet', async () => {
    for (const name of ['成员甲', '成员乙']) {
      const member = await applied('line-04', name);
      given(await root().decideApplication({ id: member.application, decision: 'approve', revision: 1 }));
    }
    const { page, close } = await open('/console/groups/line-04?show=members');
    await page.getByRole('button', { name: '移出 成员乙' }).click();
    await page.getByRole('button', { name: '移出 成员乙' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '不再接纳… 成员甲' }).click();
    await page.getByRole('dialog').getByText('成员甲').waitFor();
    expect(await page.getByRole('dialog').getByLabel('在哪里').first().inputValue()).toContain('line-04 群');
    await page.goto('/console/groups/line-04?show=left');
    await ready(page);
    await page.getByRole('link', { name: '不再接纳… 成员乙' }).click();
    await page.getByRole('dialog').getByText('成员乙').waitFor();
    await close();
  });
});

test('appeals are read page by page, and what was answered is found again', async () => {
  for (let count = 1; count <= 51; count += 1) {
    const { ops, application } = await applied('line-05', `申诉人${String(count).padStart(2, '0')}`);
    given(await root().decideApplication({ id: application, decision: 'reject', reason: '对不上', counts: true, revision: 1 }));
    given(await ops.appealDecision({ application, text: `第 ${count} 份：我就是本人` }));
  }
  const { page, close } = await open('/console/applications/strikes');
  const section = page.getByRole('region', { name: '申诉' });
  expect(await section.getByText(/：我就是本人$/).count()).toBe(50);
  await section.getByLabel('答复').first().fill('核对过了');
  await section.getByRole('button', { name: '同意，撤销计次并重新审核' }).first().click();
  await page.getByText('第 1 份：我就是本人').waitFor({ state: 'detached' });
  await section.getByRole('link', { name: '已答复' }).click();
  await section.getByText('第 1 份：我就是本人').waitFor();
  await section.getByText(/春华答复于.*核对过了/).waitFor();
  expect(await section.getByText(/：我就是本人$/).count()).toBe(1);
  await close();
});

test.each(visits)('these pages and their dialogs are accessible and fit the window ($language, $width px)', async (visit) => {
  const en = visit.language === 'en';
  await applied('line-06', '小雪');
  const invitations = await open('/console/applications/invitations', visit);
  expect(await invitations.shoot('invitations')).toEqual([]);
  await invitations.page.getByRole('button', { name: en ? 'New invitation' : '新建邀请' }).click();
  await invitations.page.getByRole('dialog').getByLabel(en ? 'Into which fleet' : '进哪个群系列').first().fill('line');
  expect(await invitations.shoot('invitation-choice')).toEqual([]);
  const strikes = await open('/console/applications/strikes', visit);
  expect(await strikes.shoot('strikes')).toEqual([]);
  await strikes.page.getByRole('button', { name: en ? 'Bar somebody…' : '不再接纳一个人…' }).click();
  await strikes.page.getByRole('dialog').getByLabel(en ? 'Who' : '找这个人').fill('小雪');
  await strikes.page.getByRole('dialog').getByText('小雪').first().waitFor();
  expect(await strikes.shoot('ban')).toEqual([]);
  expect([...invitations.complaints, ...strikes.complaints]).toEqual([]);
  await Promise.all([invitations.close(), strikes.close()]);
});
