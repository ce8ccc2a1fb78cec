import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountOf, createPerson, proveIdentity } from '../../server/people/index.ts';
import { callerFor, newId, type Actor, type PersonActor } from '../../server/platform/index.ts';
import { callBy, commandLine } from '../harness/operations.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { collectComplaints, launchChromium, openWindow, type Visit } from './chromium.ts';
import { complaintsOf, ready, violationsOn } from './look.ts';

let server: TestServer;
let browser: Browser;
const fleets = ['user-group-qq', 'keys', 'batch', 'phone', 'looks'] as const;
beforeAll(async () => {
  server = await startTestServer();
  browser = await launchChromium();
  const root = callerFor(server.app.ground, server.app.operations, callBy(commandLine));
  for (const key of fleets.slice(1)) {
    const made = await root.createFleet({ entry: { key, topic: 'user-group', platform: 'web', app: 'web', admission: { checks: [{ kind: 'question', question: '你在用哪个产品', review: true }], review: true } } });
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** People who applied and wait, a second apart. */
async function applicants(fleet: (typeof fleets)[number], count: number): Promise<void> {
  const { ground, operations } = server.app;
  for (let index = 1; index <= count; index += 1) {
    server.clock.advance(1000);
    const now = server.clock.now();
    const id = await createPerson(ground.database, { name: `申请人${index}`, language: 'zh-CN', now });
    const read = accountOf('email', `${fleet}-${index}@example.com`);
    if (!read.ok) throw new Error(read.code);
    await proveIdentity({ db: ground.database, now, publish: async () => undefined }, id, read.account, 'email_code');
    const actor: PersonActor = { kind: 'person', id, name: `申请人${index}`, grants: [], via: { kind: 'session', id: newId(), authenticatedAt: now }, network: '192.0.2.7' } satisfies Actor;
    const applied = await callerFor(ground, operations, callBy(actor)).applyToFleet({ fleet, answers: { question: `在用第 ${index} 个镜像，升级后连不上数据库` }, consent: true });
    if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
  }
}
/** The moderator’s page of a fleet, and a count of the keys that are pressed on it. */
async function openQueue(fleet: string, visit: Visit = {}): Promise<{ window: BrowserContext; page: Page; complaints: string[]; keys: () => number; press(key: string, times?: number): Promise<void> }> {
  const window = await openWindow(browser, server.origin, { ...visit, cookie: await server.operator() });
  const page = await window.newPage();
  const complaints = await collectComplaints(page);
  await page.goto(`/console/applications?fleet=${fleet}`);
  await ready(page);
  let pressed = 0;
  return { window, page, complaints, keys: () => pressed, async press(key, times = 1) {
    for (let count = 0; count < times; count += 1) {
      pressed += 1;
      await page.keyboard.press(key);
    }
  } };
}

async function standing(fleet: string): Promise<Record<string, number>> {
  const { rows } = await server.open.pool.query<{ state: string; count: number }>('select state, count(*)::int as count from application where fleet = $1 group by state', [fleet]);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

describe('a moderator with the keyboard', () => {
  test('clears twenty applications, one by one, with at most 25 keys', async () => {
    await applicants('keys', 20);
    const { window, page, complaints, keys, press } = await openQueue('keys');
    expect(await page.locator('ul[aria-label="等待审核的申请"] > li').count()).toBe(20);
    await page.getByText('在用第 1 个镜像').waitFor();
    await press('a', 18);
    await press('r');
    await page.getByRole('dialog').waitFor();
    await press('2');
    await press('a');
    await page.getByText('都处理完了').or(page.getByText('没有符合的申请')).waitFor();
    expect(keys()).toBeLessThanOrEqual(25);
    await expect.poll(() => standing('keys'), { timeout: 20_000 }).toEqual({ joined: 19, rejected: 1 });
    expect(complaints).toEqual([]);
    await window.close();
  });

  test('decides about everything at once with two keys, and takes it back with a third', async () => {
    await applicants('batch', 6);
    const { window, page, press } = await openQueue('batch');
    await page.getByText('在用第 1 个镜像').waitFor();
    await press('s');
    await press('a');
    await expect.poll(() => standing('batch'), { timeout: 20_000 }).toEqual({ joined: 6 });
    await page.getByRole('button', { name: '撤销（Z）' }).waitFor();
    await press('z');
    await expect.poll(() => standing('batch'), { timeout: 20_000 }).toEqual({ in_review: 6 });
    await page.locator('ul[aria-label="等待审核的申请"] > li').nth(5).waitFor();
    await press('n', 2);
    await press('x');
    expect(await page.locator('li[data-chosen="true"]').count()).toBe(1);
    await press('?');
    await page.getByRole('dialog').getByText('通过，并到下一份').waitFor();
    await page.keyboard.press('Escape');
    await press('c');
    await page.getByText(/^你在看，到/).waitFor();
    await window.close();
  });

  test('types into the search without deciding anything', async () => {
    const { window, page } = await openQueue('batch');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').pressSequentially('a申请人3');
    await expect.poll(() => page.locator('ul[aria-label="等待审核的申请"] > li').count()).toBe(0);
    expect(await standing('batch')).toEqual({ in_review: 6 });
    await window.close();
  });
});

describe('on a phone', () => {
  test('one application is seen at a time, and decided with the thumb', async () => {
    await applicants('phone', 3);
    const { window, page, complaints } = await openQueue('phone', { width: 390, height: 844, touch: true });
    await page.getByText('在用第 1 个镜像').waitFor();
    expect(await page.locator('ul[aria-label="等待审核的申请"]').isVisible()).toBe(false);
    const button = page.getByRole('button', { name: /^通过/ });
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await button.tap();
    await page.getByText('在用第 2 个镜像').waitFor();
    await page.getByRole('button', { name: /^拒绝/ }).tap();
    await page.getByRole('dialog').getByRole('button', { name: /看不出你想/ }).tap();
    await page.getByText('在用第 3 个镜像').waitFor();
    await expect.poll(() => standing('phone'), { timeout: 20_000 }).toEqual({ joined: 1, rejected: 1, in_review: 1 });
    expect(complaints).toEqual([]);
    await window.close();
  });
});

describe('the pages of admission', () => {
  const pages = ['/console/applications?fleet=looks', '/console/applications', '/console/applications/invitations', '/console/applications/strikes', '/console/applications/reasons', '/console/applications/import/looks'];
  test.each([
    { language: 'zh-CN', scheme: 'light', width: 1280 },
    { language: 'en', scheme: 'dark', width: 390, touch: true },
  ] as const)('are accessible and complain about nothing ($language, $scheme, $width px)', async (visit) => {
    if ((await standing('looks'))['in_review'] === undefined) await applicants('looks', 4);
    const window = await openWindow(browser, server.origin, { ...visit, cookie: await server.operator() });
    expect(await complaintsOf(window, pages)).toEqual([]);
    await window.close();
  });

  test('are so with their dialogs open', async () => {
    const window = await openWindow(browser, server.origin, { language: 'en', scheme: 'dark', width: 1280, cookie: await server.operator() });
    const page = await window.newPage();
    const complaints = await collectComplaints(page);
    await page.goto('/console/applications?fleet=looks');
    await ready(page);
    await page.keyboard.press('r');
    await page.getByRole('dialog').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    for (const [path, button] of [['invitations', 'New invitation'], ['strikes', 'Bar somebody…'], ['reasons', 'New reason']] as const) {
      await page.goto(`/console/applications/${path}`);
      await ready(page);
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor();
      expect({ path, found: await violationsOn(page) }).toEqual({ path, found: [] });
    }
    expect(complaints).toEqual([]);
    await window.close();
  });

  test('make an invitation whose link is shown once', async () => {
    const window = await openWindow(browser, server.origin, { cookie: await server.operator() });
    const page = await window.newPage();
    await page.goto('/console/applications/invitations');
    await ready(page);
    await page.getByRole('button', { name: '新建邀请' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '新建' }).click();
    await page.getByRole('dialog').getByText(/\/i\/[\w-]{43}$/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
    await page.getByText('剩 1 / 1 次').waitFor();
    expect(await page.content()).not.toMatch(/\/i\/[\w-]{43}/);
    await window.close();
  });
});
