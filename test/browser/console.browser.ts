import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleMessages } from '../../common/locales/console/index.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { collectComplaints, launchChromium, openWindow, type Visit } from './chromium.ts';
import { complaintsOf, ready } from './look.ts';

const firstScreenBudget = 250 * 1024;

const pages = [
  '/console', '/console/channels', '/console/calendars', '/console/scope', '/console/products', '/console/readings', '/console/questions', '/console/services',
  '/console/safety-notes', '/console/contacts', '/console/topics', '/console/fleets', '/console/settings', '/console/proposals', '/console/adviser', '/console/history', '/console/file',
  '/console/channels/phone', '/console/channels/wechat', '/console/calendars/standard', '/console/scope/operations', '/console/products/websoft9', '/console/services/on-demand', '/console/questions/standard-hours',
  '/console/new/channels', '/console/new/calendars', '/console/new/readings', '/console/new/safety-notes', '/console/new/contacts', '/console/new/topics', '/console/new/fleets',
];

const pagesOfEachKind = ['/console', '/console/channels', '/console/channels/phone', '/console/calendars/standard', '/console/new/fleets', '/console/settings', '/console/proposals', '/console/adviser', '/console/history', '/console/file'];

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function operatorWindow(visit: Visit = {}): Promise<BrowserContext> {
  return openWindow(browser, server.origin, { ...visit, cookie: await server.operator() });
}

/** A page of the console that is ready for use, and what it complains about. */
async function openConsole(window: BrowserContext, path: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await window.newPage();
  const complaints = await collectComplaints(page);
  await page.goto(path);
  await ready(page);
  return { page, complaints };
}

describe('every page of the console', () => {
  // Colours do not depend on the language, nor texts on the colours: each page once, and one of each kind the other way round on a phone.
  test.each([
    { visit: { language: 'zh-CN', scheme: 'light', width: 1280 }, paths: pages },
    { visit: { language: 'en', scheme: 'dark', width: 390, touch: true }, paths: pagesOfEachKind },
  ] as const)('is accessible and complains about nothing ($visit.language, $visit.scheme, $visit.width px)', async ({ visit, paths }) => {
    const window = await operatorWindow(visit);
    const found = await complaintsOf(window, paths);
    await window.close();
    expect(found).toEqual([]);
  }, 240_000);

  test('needs no more script than its budget for the first screen, and one language of texts', async () => {
    const window = await operatorWindow({ language: 'en' });
    const page = await window.newPage();
    const scripts: Promise<number>[] = [];
    const sources: Promise<string>[] = [];
    page.on('response', (response) => {
      if (!/javascript/.test(response.headers()['content-type'] ?? '')) return;
      scripts.push(response.request().sizes().then(({ responseBodySize }) => responseBodySize));
      sources.push(response.text());
    });
    await page.goto('/console');
    await page.waitForLoadState('networkidle');
    const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
    const code = (await Promise.all(sources)).join('\n');
    await window.close();
    expect(bytes).toBeGreaterThan(50 * 1024);
    expect(bytes).toBeLessThan(firstScreenBudget);
    expect(code).not.toContain(consoleMessages.en.today_none_hint);
    expect(code).not.toContain(consoleMessages['zh-CN'].today_none_hint);
  });

  test('is for operators only: others are asked to sign in and then come back', async () => {
    const window = await openWindow(browser, server.origin);
    const page = await window.newPage();
    await page.goto('/console/channels');
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/sign-in?to=%2Fconsole%2Fchannels');
    await window.close();
  });
});

describe('with the keyboard alone', () => {
  test('a channel is added, moved, deleted and brought back', async () => {
    const window = await operatorWindow();
    const { page, complaints } = await openConsole(window, '/console');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('添加渠道');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/new/channels');

    await page.locator('[id="field-name"]').focus();
    await page.keyboard.type('值班手机');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Duty phone');
    await page.locator('[id="field-kind"]').focus();
    await page.keyboard.type('电话');
    expect(await page.locator('[id="field-key"]').inputValue()).toBe('duty-phone');
    await page.keyboard.press('Control+s');
    await page.waitForURL('**/console/channels');
    await page.getByText('已添加“值班手机”。').waitFor();

    const names = () => page.locator('ol a[data-row]').allTextContents();
    await expect.poll(async () => (await names()).at(-1)).toBe('值班手机');
    await page.getByRole('button', { name: /^移动“值班手机”/ }).focus();
    const kept = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.keyboard.press('Home');
    await page.getByText('“值班手机”移到了第 1 条。').waitFor({ state: 'attached' });
    await kept;
    await page.reload();
    await ready(page);
    expect((await names())[0]).toBe('值班手机');

    await page.getByRole('button', { name: '删除“值班手机”' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('已删除“值班手机”。').waitFor();
    await expect.poll(names).not.toContain('值班手机');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-row'))).toBe(true);
    await page.keyboard.press('Control+z');
    await page.getByText('“值班手机”已经恢复。').waitFor();
    await expect.poll(names).toContain('值班手机');
    expect(complaints).toEqual([]);
    await window.close();
  });

  test('the year of a calendar is walked through, and a day is closed', async () => {
    const window = await operatorWindow();
    const { page } = await openConsole(window, '/console/calendars/standard');
    await page.locator('[data-date="2026-11-18"]').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-date'))).toBe('2026-11-25');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '这天休息' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '好了' }).press('Enter');
    await page.locator('[data-date="2026-11-25"][data-because="exception"][data-open="false"]').waitFor();
    await page.getByRole('button', { name: '放弃修改' }).press('Enter');
    await page.locator('[data-date="2026-11-25"][data-because="week"][data-open="true"]').waitFor();
    await window.close();
  });
});

describe('what was typed', () => {
  test('stays when it is refused, and the refusal stands beside its field', async () => {
    const window = await operatorWindow();
    const { page } = await openConsole(window, '/console/channels/github-issue');
    await page.locator('[id="field-entries[1].url"]').fill('github.com');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('[id="field-entries[1].url"]').inputValue()).toBe('github.com');
    expect(await page.locator('[id="field-entries[1].url"]').getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('alert').getByRole('link').click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-entries[1].url');
    await window.close();
  });

  test('is not lost by leaving without a question', async () => {
    const window = await operatorWindow();
    const { page } = await openConsole(window, '/console/questions/standard-hours');
    await page.locator('[id="field-question"]').fill('几点上班？');
    await page.getByRole('link', { name: '支持渠道' }).click();
    await page.getByRole('dialog', { name: '有没保存的修改' }).waitFor();
    await page.getByRole('button', { name: '留下继续改' }).click();
    expect(await page.locator('[id="field-question"]').inputValue()).toBe('几点上班？');
    await window.close();
  });

  test('meets what another operator saved meanwhile, and both are kept by merging', async () => {
    const [mine, theirs] = [await operatorWindow(), await operatorWindow()];
    const { page } = await openConsole(mine, '/console/channels/wechat');
    const { page: other } = await openConsole(theirs, '/console/channels/wechat');
    await page.locator('[id="field-name"]').fill('微信客服');
    await other.locator('[id="field-hoursLabel"]').fill('5×9');
    await other.getByRole('button', { name: '保存' }).click();
    await other.getByText('已保存。').waitFor();
    // The open page hears of it by itself and says whose work it would overwrite.
    await page.getByText('也改了这一项').waitFor();
    expect(await page.locator('[id="field-name"]').inputValue()).toBe('微信客服');
    await page.getByRole('button', { name: /^合并/ }).click();
    expect(await page.locator('[id="field-hoursLabel"]').inputValue()).toBe('5×9');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存。').waitFor();
    await expect.poll(() => other.locator('[id="field-name"]').inputValue()).toBe('微信客服');
    await mine.close();
    await theirs.close();
  });
});

describe('a list', () => {
  test('of 500 entries is filtered as one types', async () => {
    const entries = Array.from({ length: 500 }, (_, index) => `  - { key: q-${index}, question: 第 ${index} 问, answer: 答 }`).join('\n');
    const window = await operatorWindow();
    const { page } = await openConsole(window, '/console/file');
    await page.getByLabel('centre.yaml 的内容').fill(`format: 1\nquestions:\n${entries}\n`);
    await page.getByLabel(/^文件里列出的部分/).check();
    await page.getByRole('button', { name: '查看差别' }).click();
    await page.getByRole('button', { name: /^导入这/ }).click();
    await page.getByText(/^已导入/).waitFor();
    await page.goto('/console/questions');
    await ready(page);
    expect(await page.locator('ol a[data-row]').count()).toBe(500);
    await page.getByRole('searchbox').fill('第 499 问');
    await expect.poll(() => page.locator('ol a[data-row]').allTextContents()).toEqual(['第 499 问']);
    await window.close();
  });
});
