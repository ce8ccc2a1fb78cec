import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { landing, lockFleet, takeSeat, type SeatKind } from '../../../server/groups/index.ts';
import { createPerson } from '../../../server/people/index.ts';
import { callerFor } from '../../../server/platform/index.ts';
import { callBy, commandLine } from '../../harness/operations.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { collectComplaints, launchChromium, openWindow, type Visit } from '../chromium.ts';

let server: TestServer;
let browser: Browser;
const long = '一个名字特别特别长的交流群系列，长到在手机上一行放不下，要折成好几行才行';

beforeAll(async () => {
  server = await startTestServer({ example: 'dingtalk' });
  browser = await launchChromium();
  const ops = operations();
  const add = async (entry: object) => expect((await ops.createFleet({ entry: { topic: 'stream', ...entry } as never })).ok).toBe(true);
  await ops.createTopic({ entry: { key: 'stream', name: { 'zh-CN': 'Stream 协作', en: 'Stream together' } } });
  await add({ key: 'web-line', platform: 'web', app: 'web', target: 10, name: { 'zh-CN': 'Stream 交流群', en: 'Stream groups' } });
  await add({ key: 'by-hand', platform: 'manual', app: 'qq', target: 100, name: long, groups: [{ key: 'first', number: '100001' }] });
  await add({ key: 'many', platform: 'web', app: 'web', name: '两百四十个群', groups: Array.from({ length: 240 }, (_group, index) => ({ key: `g-${index + 1}`, term: index + 1 })) });
  for (let index = 0; index < 14; index += 1) await seat('web-line', `成员${index}`);
  await seat('web-line', '小满', 'contributor', 'lichun');
  const standing = await ops.readFleetStanding({ fleet: 'by-hand' });
  const group = standing.ok ? (standing.value.groups[0]?.id ?? '') : '';
  await ops.enterHeadCount({ group, count: 82 });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

function operations() {
  return callerFor(server.app.ground, server.app.operations, callBy(commandLine));
}

async function seat(fleet: string, name: string, kind: SeatKind = 'ordinary', wanted?: string): Promise<void> {
  const { ground } = server.app;
  const now = server.clock.now();
  const personId = await createPerson(ground.database, { name, language: 'zh-CN', now });
  await ground.database.transaction().execute(async (db) => {
    const locked = await lockFleet(db, fleet);
    const place = locked === undefined ? undefined : landing(locked, { kind, wanted });
    if (locked === undefined || place?.group === undefined) throw new Error(`no seat in ${fleet}`);
    await takeSeat({ db, now, publish: async () => undefined }, locked, place, { personId, kind, entrance: 'link' });
  });
}

async function open(window: BrowserContext, path: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await window.newPage();
  const complaints = await collectComplaints(page);
  await page.goto(path);
  await ready(page);
  return { page, complaints };
}
const ready = (page: Page) => page.locator('[data-ready="true"]').waitFor();
const operatorWindow = async (visit: Visit = {}) => openWindow(browser, server.origin, { ...visit, cookie: await server.operator() });

async function violationsOn(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 200) ?? ''}`));
}

const paths = ['/console/groups', '/console/groups/web-line', '/console/groups/by-hand', '/console/groups/many', '/console/groups/web-line?show=members', '/console/groups/web-line?show=left', '/console/groups/web-line?show=history', '/console/groups/web-line/whole', '/console/fleets/by-hand'];

describe('the pages of fleets', () => {
  test.each([
    { visit: { language: 'zh-CN', scheme: 'light', width: 1280 } },
    { visit: { language: 'en', scheme: 'dark', width: 390, touch: true } },
  ] as const)('are accessible, fit, and complain about nothing ($visit.language, $visit.scheme, $visit.width px)', async ({ visit }) => {
    const window = await operatorWindow(visit);
    const page = await window.newPage();
    const complaints = await collectComplaints(page);
    const found: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      await ready(page);
      const folder = process.env['SCREENSHOTS'];
      if (folder !== undefined) await page.screenshot({ path: `${folder}/${visit.language}-${visit.width}${path.replaceAll(/[/?=]/g, '_')}.png`, fullPage: !path.includes('many') });
      found.push(...[...complaints.splice(0), ...(await violationsOn(page))].map((each) => `${path} ${each}`));
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wider > 0) found.push(`${path} is ${wider} px wider than the window`);
    }
    await window.close();
    expect(found).toEqual([]);
  }, 240_000);

  test('everything about one group is in one place: it is held with a reason, let go again by undo, and its words are changed', async () => {
    const window = await operatorWindow();
    const { page } = await open(window, '/console/groups/web-line');
    await page.getByRole('button', { name: '管理 雨水-Stream 交流群' }).click();
    const dialog = page.getByRole('dialog');
    const folder = process.env['SCREENSHOTS'];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/dialog.png` });
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByLabel('最多收到').selectOption('frozen');
    await dialog.getByRole('button', { name: '应用' }).click();
    await dialog.getByText('请填写').first().waitFor();
    await dialog.getByLabel('原因').first().fill('这周先整理');
    await dialog.getByRole('button', { name: '应用' }).click();
    await page.getByText('“雨水-Stream 交流群”已限制收人').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('“雨水-Stream 交流群”不再限制').waitFor();
    await page.getByRole('button', { name: '管理 雨水-Stream 交流群' }).click();
    await dialog.getByLabel('备注').fill('周五晚上答疑');
    await dialog.getByRole('button', { name: '保存' }).first().click();
    await page.getByText('“雨水-Stream 交流群”已保存').waitFor();
    await page.goto('/console/groups/web-line?show=history');
    await page.getByText('这周先整理').first().waitFor();
    await window.close();
  }, 60_000);

  test('somebody who was taken out by mistake is back by undo', async () => {
    const window = await operatorWindow();
    const { page } = await open(window, '/console/groups/web-line?show=members');
    const member = page.locator('main').getByRole('listitem').filter({ hasText: '成员' }).first();
    const name = (await member.locator('span').first().textContent()) ?? '';
    await member.getByRole('button', { name: '移出' }).click();
    await page.getByText(`已移出${name}`).waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText(`${name} 回来了`).waitFor();
    await expect.poll(() => page.locator('main').getByRole('listitem').filter({ hasText: name }).count()).toBe(1);
    await window.close();
  }, 60_000);

  test('a picture follows what happens: a join shows without reloading', async () => {
    const window = await operatorWindow();
    const { page } = await open(window, '/console/groups/web-line');
    const hint = page.locator('header p').filter({ hasText: '位成员' });
    const before = Number(/(\d+) 位成员/.exec((await hint.textContent()) ?? '')?.[1]);
    const ops = operations();
    const standing = await ops.readFleetStanding({ fleet: 'web-line' });
    const group = standing.ok ? (standing.value.groups.at(-1)?.id ?? '') : '';
    expect((await ops.addBot({ group, name: '小助手' })).ok).toBe(true);
    await page.getByText(`${before + 1} 位成员`).waitFor();
    await window.close();
  }, 60_000);

  test('an operator sets up a fleet from nothing in at most twelve interactions, and it takes people at once', async () => {
    const window = await operatorWindow();
    const { page } = await open(window, '/console/groups');
    let interactions = 0;
    const one = async (deed: Promise<unknown>) => {
      interactions += 1;
      await deed;
    };
    await one(page.getByRole('link', { name: '新建群系列' }).first().click());
    await one(page.getByRole('button', { name: '新建领域' }).click());
    await one(page.getByLabel('新建领域').fill('Coffee corner'));
    await one(page.getByRole('button', { name: '添加', exact: true }).first().click());
    await page.locator('#field-topic').waitFor();
    await one(page.locator('#field-platform').selectOption('web'));
    await one(page.locator('#field-app').selectOption('web'));
    await one(page.getByLabel('要加的检查').selectOption('human'));
    await one(page.getByRole('button', { name: '加这项检查' }).click());
    await one(page.getByRole('button', { name: '添加', exact: true }).last().click());
    await page.getByText('已添加').waitFor();
    console.log(`a fleet from nothing: ${interactions} interactions`);
    expect(interactions).toBeLessThanOrEqual(12);
    const ops = operations();
    const made = await ops.readFleetStanding({ fleet: 'coffee-corner-web' });
    expect(made.ok && made.value.takesPeople).toBe(true);
    await window.close();
  }, 60_000);

  test('checks are added, put in order by keyboard, told what a wrong answer leads to, and saved', async () => {
    const window = await operatorWindow();
    const { page } = await open(window, '/console/fleets/web-line');
    const add = async (kind: string) => {
      await page.getByLabel('要加的检查').selectOption(kind);
      await page.getByRole('button', { name: '加这项检查' }).press('Enter');
    };
    await add('reason');
    await add('human');
    await page.getByRole('button', { name: '上移真人验证' }).press('Enter');
    await page.getByLabel('不符合时').last().selectOption('review');
    const folder = process.env['SCREENSHOTS'];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/policy.png`, fullPage: true });
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').first().waitFor();
    const ops = operations();
    const saved = await ops.readFleet({ key: 'web-line' });
    expect(saved.ok ? saved.value.entry.admission?.checks?.map((check) => [check.kind, 'whenWrong' in check ? check.whenWrong : undefined]) : null).toEqual([['human', undefined], ['reason', 'review']]);
    await window.close();
  }, 60_000);

  test('who may not look at a fleet finds nothing there', async () => {
    const window = await openWindow(browser, server.origin);
    const page = await window.newPage();
    const answer = await page.goto('/console/groups/web-line');
    expect(page.url()).toContain('/sign-in');
    expect(answer?.ok()).toBe(true);
    const other = await operatorWindow();
    expect((await (await other.newPage()).goto('/console/groups/nothing-here'))?.status()).toBe(404);
    await Promise.all([window.close(), other.close()]);
  });
});
