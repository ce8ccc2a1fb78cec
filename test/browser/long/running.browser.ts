import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../attacks/matrix/things-world.ts';
import { startTestServer } from '../../harness/server.ts';
import { launchChromium, openWindow } from '../chromium.ts';
import { complaintsOf, ready } from '../look.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld(await startTestServer());
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await world.centre.close();
});

const operatorWindow = (visit: object = {}) => openWindow(browser, world.centre.origin, { ...visit, cookie: String(world.cast.boss.headers['cookie']) });

/** The pages about people and programs, and those that keep the centre running: with something in their lists. */
function pages(): string[] {
  const { person, organisation, memberImport, entitlementImport, webhook, delivery, hook } = world.mine;
  return [
    '/console/people', `/console/people/${person}`, '/console/staff', '/console/rights',
    '/console/organisations', `/console/organisations/${organisation}`, '/console/organisations/import', `/console/organisations/import/${memberImport}`,
    '/console/entitlements', `/console/entitlements/import/${entitlementImport}`,
    '/console/privacy', '/console/privacy/texts', '/console/privacy/texts/proposal', '/console/privacy/retention', `/console/privacy/people/${person}`,
    '/console/notices', '/console/notices/settings', '/console/notices/duty', '/console/notices/centre', '/console/notices/mail',
    '/console/keys', '/console/webhooks', '/console/webhooks/new', `/console/webhooks/${webhook}?delivery=${delivery}`, `/console/webhooks/${webhook}/edit`,
    '/console/hooks', `/console/hooks/${hook}`, '/console/sign-in', '/console/upkeep',
    '/developers', '/developers/events', '/developers/create-hook',
  ];
}

describe('every page about people, programs and running', () => {
  test.each([
    { language: 'zh-CN', scheme: 'light', width: 1280 },
    { language: 'en', scheme: 'dark', width: 390, touch: true },
  ] as const)('is accessible, fits and complains about nothing ($language, $scheme, $width px)', async (visit) => {
    const window = await operatorWindow(visit);
    const found = await complaintsOf(window, pages());
    await window.close();
    expect(found).toEqual([]);
  }, 240_000);
});

test('an incoming hook is made, its secret is shown once, it takes a message, and what is refused says why', async () => {
  const window = await operatorWindow();
  const page = await window.newPage();
  await page.goto('/console/hooks');
  await ready(page);
  await page.getByRole('button', { name: '新建传入 Webhook' }).click();
  await page.getByLabel('名字').fill('机房监控');
  await page.getByRole('dialog').getByRole('button', { name: '新建', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '签名密钥' });
  expect(await dialog.locator('code').textContent()).toMatch(/^whsec_/);
  await dialog.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('link', { name: '机房监控' }).click();
  await page.getByRole('heading', { name: '机房监控' }).waitFor();
  expect(await page.content()).not.toContain('whsec_');
  const address = (await page.locator('code').first().textContent()) ?? '';
  expect((await fetch(address, { method: 'POST', body: '{"type":"incident.opened"}' })).status).toBe(401);
  await page.getByText('没有签名').waitFor();
  await page.getByRole('button', { name: '删除' }).click();
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByText('“机房监控”已恢复').waitFor();
  await window.close();
});
