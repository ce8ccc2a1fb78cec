import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountOf, createPerson, insertGrants, proveIdentity } from '../../../server/people/index.ts';
import { callerFor, newId, type Actor, type Grant } from '../../../server/platform/index.ts';
import { insertSession } from '../../attacks/matrix/actors.ts';
import { callBy, commandLine } from '../../harness/operations.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { launchChromium, type Visit } from '../chromium.ts';
import { ready } from '../look.ts';
import { openPage } from './open-page.ts';

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

const open = (path: string, visit: Visit = {}) => openPage(browser, server, path, visit);

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

describe('what was done a moment ago', () => {
  test('is taken back by the message that says it: a revoked invitation, a lifted strike and ban, an answered appeal', async () => {
    const { ops, application, id } = await applied('line-07', '立冬甲');
    given(await root().decideApplication({ id: application, decision: 'reject', reason: '看不出来意', counts: true, revision: 1 }));
    given(await ops.appealDecision({ application, text: '请再看看立冬甲' }));
    given(await root().banPerson({ person: id, fleet: 'line-07', reason: '立冬甲骗钱' }));
    given(await root().createGroupInvitation({ fleet: 'line-07' }));
    const { page, complaints, close } = await open('/console/applications/invitations?fleet=line-07');
    const undo = async (said: string, after: string) => {
      await page.getByText(said).waitFor();
      await page.getByRole('status').getByRole('button', { name: '撤销', exact: true }).click();
      await page.getByText(after).waitFor();
    };
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await undo('邀请已撤销，链接不再有效。', '邀请恢复了');
    await page.getByRole('listitem').filter({ hasText: 'line-07' }).getByText('有效').waitFor();
    await page.goto('/console/applications/strikes');
    await ready(page);
    await page.getByRole('region', { name: '计次' }).getByRole('listitem').filter({ hasText: '立冬甲' }).getByRole('button', { name: '撤销计次' }).click();
    await page.getByRole('dialog').getByLabel('为什么').fill('看错了');
    await page.getByRole('dialog').getByRole('button', { name: '撤销计次' }).click();
    await undo('已撤销这次计次。', '这次计次重新有效。');
    await page.getByRole('region', { name: '不再接纳的人' }).getByRole('listitem').filter({ hasText: '立冬甲' }).getByRole('button', { name: '解除' }).click();
    await page.getByRole('dialog').getByLabel('为什么').fill('弄错了');
    await page.getByRole('dialog').getByRole('button', { name: '解除' }).click();
    await undo('已解除。', '重新生效。');
    const mine = page.getByRole('region', { name: '申诉' }).getByRole('listitem').filter({ hasText: '请再看看立冬甲' });
    await mine.getByLabel('答复').fill('核对过了');
    await mine.getByRole('button', { name: '同意，撤销计次并重新审核' }).click();
    await mine.waitFor({ state: 'detached' });
    await undo('已同意申诉，申请回到队列。', '答复已收回');
    await mine.waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('with a group is taken back too: an activation, a count, a revoked link', async () => {
    given(await root().createFleet({ entry: { key: 'by-hand', topic: 'user-group', platform: 'manual', app: 'qq', target: 100, name: { 'zh-CN': '手工群' }, groups: [{ key: 'first', number: '300001', term: 1 }] } }));
    given(await root().openGroup({ fleet: 'by-hand', state: 'preparing' }));
    const { page, close } = await open('/console/groups/by-hand');
    const undo = async () => {
      await page.getByRole('status').getByRole('button', { name: '撤销', exact: true }).last().click();
    };
    await page.getByRole('button', { name: '填群号，开放入群' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: '群号' }).first().fill('300002');
    await page.getByRole('dialog').getByRole('button', { name: '填群号，开放入群' }).click();
    await undo();
    await page.getByText(/回到准备中/).waitFor();
    // Once it is prepared again, there is one group whose heads are counted.
    await page.getByRole('button', { name: '登记人数' }).nth(1).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '登记人数' }).click();
    const count = page.getByRole('dialog').getByRole('form', { name: '登记人数' });
    await count.getByLabel('现在群里有多少人').fill('42');
    await count.getByRole('button', { name: '保存' }).click();
    await page.getByText('42/100').first().waitFor();
    await undo();
    await page.getByText(/的人数恢复到上一次填的/).waitFor();
    await page.getByText('42/100').first().waitFor({ state: 'detached' });
    given(await root().createCheckLink({ fleet: 'by-hand', label: '小暑用' }));
    await page.goto('/console/groups/by-hand/codes');
    await ready(page);
    await page.getByRole('button', { name: /小暑用$/ }).click();
    await undo();
    await page.getByText('链接恢复了').waitFor();
    const standing = given(await root().readFleetStanding({ fleet: 'by-hand' }));
    expect(standing.groups.map(({ state, others, observedAt }) => ({ state, others, counted: observedAt !== undefined }))).toEqual([{ state: 'active', others: 0, counted: false }, { state: 'preparing', others: 0, counted: false }]);
    await close();
  });
});

test('appeals are read page by page, and what was answered is found again', async () => {
  // Whatever else was appealed is answered before.
  await server.open.pool.query("update appeal set state = 'declined', handled_at = $1, answer = 'x' where state = 'open'", [server.clock.now()]);
  const answered = Number((await server.open.pool.query("select count(*) from appeal where state <> 'open'")).rows[0]?.count);
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
  expect(await section.getByRole('link', { name: '看申请' }).count()).toBe(answered + 1);
  await close();
});

test.each(visits)('a priority is chosen in the queue where it leads further ($language, $width px)', async (visit) => {
  const en = visit.language === 'en';
  const key = `frozen-${visit.width}`;
  given(await root().createFleet({ entry: { key, topic: 'user-group', platform: 'web', app: 'web', target: 20, platformLimit: 20, name: { 'zh-CN': '立春群系列', en: 'Lichun groups' }, admission: { review: true }, groups: [{ key: 'first', intake: 'frozen' }, { key: 'second' }] } }));
  const applicant = await person('小寒');
  given(await applicant.ops.applyToFleet({ fleet: key, group: 'first', answers: {}, consent: true }));
  for (const name of ['大寒', '小满']) given(await (await person(name)).ops.applyToFleet({ fleet: key, group: 'first', answers: {}, consent: true }));
  const { page, complaints, shoot, close } = await open(`/console/applications?fleet=${key}`, visit);
  const button = page.getByRole('button', { name: en ? /^Approve with priority/ : /^优先通过/ });
  await button.waitFor();
  expect(await shoot('queue-priority')).toEqual([]);
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual('touch' in visit ? 44 : 24);
  await ('touch' in visit ? button.tap() : page.keyboard.press('p'));
  await page.getByRole('dialog').getByRole('button', { name: en ? 'Contributor' : '贡献者' }).waitFor();
  expect(await shoot('queue-priority-choice')).toEqual([]);
  await ('touch' in visit ? page.getByRole('dialog').getByRole('button', { name: '贡献者' }).tap() : page.keyboard.press('1'));
  const standing = async () => given(await root().listApplications({ fleet: key, state: 'joined' })).items.map(({ priority }) => priority);
  await expect.poll(standing, { timeout: 20_000 }).toEqual(['contributor']);
  // What takes it back stands clear of the buttons, also where there is a row of them more.
  await button.waitFor();
  const boxes = await Promise.all([page.getByRole('button', { name: en ? 'Undo (Z)' : '撤销（Z）' }), button, page.getByRole('button', { name: en ? /^Reject/ : /^拒绝/ })].map((one) => one.boundingBox()));
  const [undo, ...others] = boxes.map((box) => ({ top: box?.y ?? 0, end: (box?.y ?? 0) + (box?.height ?? 0) }));
  expect(others.every(({ top, end }) => (undo?.end ?? 0) <= top || (undo?.top ?? 0) >= end)).toBe(true);
  expect(await shoot('queue-priority-done')).toEqual([]);
  expect(complaints).toEqual([]);
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
