import type { Browser, Page } from 'playwright-core';
import QRCode from 'qrcode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fleet } from '../../../common/contract/fleet.ts';
import { invoke, newId, newSecret, secretHash } from '../../../server/platform/index.ts';
import { callBy, commandLine } from '../../harness/operations.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { collectComplaints, launchChromium, openWindow, type Visit } from '../chromium.ts';

let centre: TestServer;
let browser: Browser;
let operator = '';

async function done<Name extends keyof TestServer['app']['operations']>(name: Name, input: object): Promise<Record<string, unknown>> {
  const answer = await invoke(centre.app.ground, centre.app.operations[name] as never, callBy(commandLine), input);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.refusal)}`);
  return answer.value as Record<string, unknown>;
}
const addFleet = (fleet: Partial<Fleet>) => done('createFleet', { entry: { topic: 'stream', platform: 'web', app: 'web', ...fleet } });
const groupIn = async (fleet: string) => (await centre.open.pool.query<{ id: string }>('select id from fleet_group where fleet = $1 order by position limit 1', [fleet])).rows[0]?.id ?? '';

beforeAll(async () => {
  centre = await startTestServer({ example: 'none' });
  operator = await centre.operator();
  await centre.open.pool.query('update staff_policy set second_factor_required = false');
  await done('createTopic', { entry: { key: 'cafe', name: { 'zh-CN': '茶馆', en: 'Café' } } });
  await done('createTopic', { entry: { key: 'stream', name: { 'zh-CN': 'Stream 模式', en: 'Stream mode' }, offTopicTo: 'cafe', rules: { 'zh-CN': '只聊 Stream 模式：接入、回调、排错。闲聊请去茶馆。', en: 'Stream mode only: connecting, callbacks, mistakes. Chat goes to the café.' } } });
  await addFleet({
    key: 'stream-web', welcome: { 'zh-CN': '欢迎！先看看公告，提问时带上日志和复现步骤。', en: 'Welcome. Read the announcements first, and bring logs when you ask.' },
    documents: [{ title: { 'zh-CN': 'Stream 模式接入文档', en: 'Stream mode guide' }, url: 'https://docs.example/stream' }],
    groups: [{ key: 'one', number: '10001', owner: { 'zh-CN': '老王', en: 'Wang' }, note: { 'zh-CN': '工作日 9:00–18:00 有人答。', en: 'Answers on working days, 9:00–18:00.' } }, { key: 'two', number: '10002' }],
  });
  await addFleet({ key: 'stream-wechat', platform: 'manual', app: 'wechat', howToJoin: [{ 'zh-CN': '打开微信，扫码进群', en: 'Open WeChat and scan the code' }, { 'zh-CN': '入群后修改群昵称', en: 'Set your name in the group' }], groups: [{ key: 'wx-one', number: '20001' }, { key: 'wx-two' }] });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await centre?.close();
});

async function open(path: string, visit: Visit = {}): Promise<{ page: Page; complaints: string[]; close(): Promise<void> }> {
  const context = await openWindow(browser, centre.origin, visit);
  const page = await context.newPage();
  const complaints = await collectComplaints(page);
  await page.goto(path);
  return { page, complaints, close: () => context.close() };
}
const isWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
const inConsole = async (path: string, visit: Visit = {}) => {
  const opened = await open(path, { cookie: operator, ...visit });
  await opened.page.waitForSelector('[data-ready="true"]');
  return opened;
};

describe('a moderator in the console', () => {
  test('enters a screenshot with the sentence below it, sees until when it holds, marks it dead and takes that back', async () => {
    const { page, complaints, close } = await inConsole('/console/groups/stream-wechat/codes');
    await page.getByRole('button', { name: /^录入二维码/ }).first().click();
    await page.locator('input[type=file]').setInputFiles({ name: 'qr.png', mimeType: 'image/png', buffer: await QRCode.toBuffer('https://weixin.example/g/abc', { scale: 6 }) });
    await page.getByLabel('有效期').fill('该二维码7天内(11月25日前)有效，重新进入将更新');
    await page.getByRole('button', { name: '录入并换上' }).click();
    await page.getByText('周二 24:00 到期').waitFor();
    expect(await page.locator('img[alt*="平台二维码"]').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    await page.getByRole('button', { name: /^标为失效/ }).click();
    await page.getByText('没有可用的二维码').first().waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('使用中').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('is told at the field what is wrong, and what was typed stays', async () => {
    const { page, close } = await inConsole('/console/groups/stream-wechat/codes');
    await page.getByRole('button', { name: /^换上新的/ }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'qr.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
    await page.getByLabel('有效期').fill('12月6日');
    await page.getByRole('button', { name: '录入并换上' }).click();
    await page.locator('dialog').getByText('请上传 PNG 或 JPEG 图片').waitFor();
    expect(await page.getByLabel('有效期').inputValue()).toBe('12月6日');
    await close();
  });

  test('makes a link for checking, which is shown once, and announces something that has to be confirmed', async () => {
    const { page, complaints, close } = await inConsole('/console/groups/stream-wechat/codes');
    await page.getByRole('button', { name: '新建链接' }).click();
    await page.getByLabel('给谁用').fill('微信群管理员 老王');
    await page.getByRole('button', { name: '新建', exact: true }).click();
    await page.getByText('链接只显示这一次').waitFor();
    expect(await page.locator('dialog code').textContent()).toMatch(/\/check\?token=[\w-]{43}$/);
    await page.goto('/console/groups/stream-web/announcements');
    await page.waitForSelector('[data-ready="true"]');
    await page.getByRole('button', { name: '发公告' }).click();
    await page.getByLabel('标题').fill('周三凌晨停机升级');
    await page.getByLabel('正文').fill('周三 02:00–04:00 停机升级，期间消息会延迟。');
    await page.getByLabel('要求成员确认看过').check();
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByText('0/0 人已确认').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

test('a visitor calls a code dead: the browser shows that somebody sits there', async () => {
  const entered = (await done('enterGroupCode', { group: await groupIn('stream-wechat'), content: 'https://weixin.example/g/def', audience: 'everyone' })) as { code: { id: string } };
  const { page, complaints, close } = await open('/g/stream-wechat/scan', { width: 390, height: 844 });
  await page.getByText('扫不出来？').click();
  await page.getByRole('button', { name: '这个二维码失效了' }).click();
  await page.getByText('收到了，谢谢你').waitFor({ timeout: 60_000 });
  const { rows } = await centre.open.pool.query<{ human: boolean }>('select human from code_report where code_id = $1', [entered.code.id]);
  expect(rows).toEqual([{ human: true }]);
  expect(complaints).toEqual([]);
  await close();
});

describe('the pages fit', () => {
  const paths = ['/find?q=Stream', '/g/stream-wechat/scan', '/g/stream/poster', '/g/stream-web/poster'];
  test.each([390, 1280])('a window of %i pixels, in both languages', async (width) => {
    for (const path of paths) {
      for (const language of ['zh-CN', 'en'] as const) {
        const { page, complaints, close } = await open(path, { width, language });
        expect({ path, wide: await isWide(page), complaints }).toEqual({ path, wide: false, complaints: [] });
        await close();
      }
    }
    for (const path of ['/console/codes', '/console/groups/stream-wechat/codes', '/console/groups/stream-web/announcements']) {
      const { page, complaints, close } = await inConsole(path, { width });
      expect({ path, wide: await isWide(page), complaints }).toEqual({ path, wide: false, complaints: [] });
      await close();
    }
  });

  test('and the poster is one sheet of A4', async () => {
    const { page, close } = await open('/g/stream/poster');
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    expect(pdf.toString('latin1')).toMatch(/MediaBox\s*\[0 0 59[45]\.\d+ 84[12]\.?\d*\]/);
    await close();
  });
});

test('a member reads, confirms, leaves and comes back on a phone', async () => {
  const [person, token, now, group] = [newId(), newSecret(), centre.clock.now(), await groupIn('stream-web')];
  const { pool } = centre.open;
  await pool.query('insert into person (id, name, created_at) values ($1, $2, $3)', [person, '谷雨', now]);
  await pool.query('insert into session (id, token_hash, person_id, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)', [newId(), secretHash(token), person, now, new Date(now.getTime() + 36_000_000_000)]);
  await pool.query('update fleet_group set members = members + 1, ordinary = ordinary + 1 where id = $1', [group]);
  await pool.query("insert into seat (id, fleet, group_id, person_id, kind, state, entrance, taken_at, joined_at) values ($1, 'stream-web', $2, $3, 'ordinary', 'member', 'link', $4, $4)", [newId(), group, person, now]);
  const { page, complaints, close } = await open(`/groups/${group}`, { cookie: `lichun_session=${token}`, width: 390, height: 844 });
  expect(await isWide(page)).toBe(false);
  await page.getByRole('button', { name: '我看过了' }).click();
  await page.getByText('确认看过').waitFor();
  await page.getByText('离开这个群').click();
  await page.getByRole('button', { name: '确定离开' }).click();
  await page.getByRole('button', { name: '我点错了，让我回来' }).click();
  await page.getByText('成员').first().waitFor();
  expect(complaints).toEqual([]);
  await close();
});
