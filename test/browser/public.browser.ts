import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '../../common/contract/text.ts';
import { send, sendJson, startTestServer, type TestServer } from '../harness/server.ts';
import { collectComplaints, launchChromium, openWindow } from './chromium.ts';

const examples = ['websoft9', 'dingtalk', 'littleskin', 'none'] as const;
const answers = ['/', '/advice?urgency=emergency'];
const forms = ['/propose', '/propose?sent=1', '/sign-in', '/nowhere'];
const night = new Date('2026-11-18T14:00:00Z');
const day = new Date('2026-11-18T02:00:00Z');

let browser: Browser;
const servers = new Map<string, TestServer>();

beforeAll(async () => {
  if (!existsSync(process.env['CHROMIUM'] ?? '/usr/bin/chromium')) throw new Error('These tests need a Chromium; npm test finds or installs one.');
  browser = await launchChromium();
  for (const example of examples) servers.set(example, await startTestServer({ example }));
});
afterAll(async () => {
  await browser.close();
  await Promise.all([...servers.values()].map((server) => server.close()));
});

function serverOf(example: (typeof examples)[number]): TestServer {
  const server = servers.get(example);
  if (server === undefined) throw new Error(`No server shows ${example}`);
  return server;
}

async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Everything folded out: what is hidden until then is looked at too. */
async function openAll(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
}

/** Each page in both languages, once by day on a wide light screen and once by night on a small dark one; the forms are the same everywhere. */
const looks = examples.flatMap((example) =>
  languages.flatMap((language) => [
    { example, language, scheme: 'light' as const, at: day, width: 1280, paths: pathsOf(example) },
    { example, language, scheme: 'dark' as const, at: night, width: 360, paths: pathsOf(example) },
  ]),
);

function pathsOf(example: (typeof examples)[number]): string[] {
  if (example === 'websoft9') return [...answers, ...forms];
  return example === 'littleskin' ? ['/', '/readings/before-joining-qq'] : ['/'];
}

test.each(looks)('axe finds nothing: $example in $language, $scheme, $width pixels', async ({ example, language, scheme, at, width, paths }) => {
  const { origin, clock } = serverOf(example);
  clock.set(at);
  const window = await openWindow(browser, origin, { language, scheme, width, touch: width < 500 });
  const page = await window.newPage();
  const complaints = await collectComplaints(page);
  const found: string[] = [];
  for (const path of paths) {
    await openAll(page, path);
    found.push(...(await violationsOn(page)).map((violation) => `${path} ${violation}`));
  }
  expect([...found, ...complaints.filter((complaint) => !complaint.includes('404'))]).toEqual([]);
  await window.close();
});

test.each(examples)('%s: nothing sticks out on a phone of 360 pixels, everything folded out', async (example) => {
  const { origin, clock } = serverOf(example);
  clock.set(night);
  for (const language of languages) {
    const window = await openWindow(browser, origin, { language, width: 360, height: 640, touch: true });
    const page = await window.newPage();
    for (const path of [...answers, ...forms]) {
      await openAll(page, path);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 360]);
    }
    await window.close();
  }
});

test.each(['websoft9', 'dingtalk', 'littleskin'] as const)('%s: the first answer stands on the first screen of a small phone', async (example) => {
  const { origin, clock } = serverOf(example);
  clock.set(day);
  for (const language of languages) {
    const window = await openWindow(browser, origin, { language, width: 360, height: 640, touch: true });
    const page = await window.newPage();
    await page.goto('/');
    const box = await page.locator('.best h2').boundingBox();
    expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThan(560);
    await window.close();
  }
});

test('targets are large enough to touch', async () => {
  const { origin } = serverOf('dingtalk');
  const window = await openWindow(browser, origin, { width: 360, height: 640, touch: true });
  const page = await window.newPage();
  await page.goto('/');
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('a, button, summary, select, input')]
      .filter((element) => element.closest('.text') === null && !element.classList.contains('skip'))
      .map((element) => ({ text: element.textContent?.trim().slice(0, 40), height: element.getBoundingClientRect().height }))
      .filter(({ height }) => height > 0 && height < 24),
  );
  expect(small).toEqual([]);
  await window.close();
});

test('everything works with scripts switched off: ask, open, propose', async () => {
  const { origin, clock } = serverOf('websoft9');
  clock.set(day);
  const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: false, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto('/');
  await page.selectOption('select[name=plan]', 'websoft9/free');
  await page.click('.ask button');
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toContain('/advice?plan=websoft9%2Ffree');
  expect(await page.textContent('.best h2')).toContain('GitHub issue');
  await page.goto('/propose');
  await page.fill('textarea', '少了企业微信');
  await page.click('form.plain button');
  expect(await page.textContent('h1')).toBe('收到了，谢谢你');
  await context.close();
});

test('where scripts run, a number is copied by a button beside it', async () => {
  const { origin } = serverOf('dingtalk');
  const window = await openWindow(browser, origin);
  await window.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const page = await window.newPage();
  await page.goto('/');
  await page.locator('.group .copy').first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('96330019657');
  expect(await page.locator('.group .copy').first().textContent()).toBe('已复制');
  await window.close();
});

/** Takes the policy off a fleet: where people apply, the platform's own link and its code are not shown. */
async function letPeopleInDirectly(centre: TestServer, fleet: string): Promise<void> {
  const headers = { cookie: await centre.operator() };
  const { entry, revision } = (await send(centre.port, `/api/v1/fleets/${fleet}`, { headers })).json<{ entry: Record<string, unknown>; revision: number }>();
  const { admission: _policy, ...rest } = entry;
  const changed = await sendJson(centre, 'PUT', `/api/v1/fleets/${fleet}`, { entry: rest, revision }, headers);
  expect(changed.status).toBe(200);
}

test.each([
  { width: 360, form: 'png' },
  { width: 1280, form: 'svg' },
])('a code is a $form on a screen of $width pixels, black on white in the dark as well', async ({ width, form }) => {
  const centre = serverOf('littleskin');
  await letPeopleInDirectly(centre, 'main-qq');
  const window = await openWindow(browser, centre.origin, { width, scheme: 'dark' });
  const page = await window.newPage();
  await page.goto('/');
  await page.locator('.group summary').first().click();
  const image = page.locator('.group img').first();
  await image.scrollIntoViewIfNeeded();
  await image.evaluate((element: HTMLImageElement) => element.decode());
  const shown = await image.evaluate((element: HTMLImageElement) => ({ source: element.currentSrc, width: element.naturalWidth, alt: element.alt }));
  expect(shown.source.endsWith(`.${form}`)).toBe(true);
  expect(form === 'svg' || shown.width >= 480).toBe(true);
  expect(shown.alt).toContain('的二维码');
  await window.close();
});

test('by keyboard: skip to the content, unfold a way, and see where one is', async () => {
  const { origin } = serverOf('dingtalk');
  const window = await openWindow(browser, origin);
  const page = await window.newPage();
  await page.goto('/');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  await page.locator('.way > summary').first().focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('.way').first().getAttribute('open')).not.toBeNull();
  expect(await page.locator('.way > summary').first().evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  await window.close();
});

test.each(['websoft9', 'dingtalk', 'littleskin'] as const)('%s: a visit costs at most 60 KB, 10 KB of them scripts, without pictures', async (example) => {
  const { origin } = serverOf(example);
  for (const path of ['/', '/advice']) {
    const window = await openWindow(browser, origin);
    const page = await window.newPage();
    const protocol = await window.newCDPSession(page);
    await protocol.send('Network.enable');
    const types = new Map<string, string>();
    const bytes: Record<string, number> = {};
    protocol.on('Network.responseReceived', ({ requestId, type }) => void types.set(requestId, type));
    protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const type = types.get(requestId) ?? 'Other';
      bytes[type] = (bytes[type] ?? 0) + encodedDataLength;
    });
    await page.goto(path, { waitUntil: 'networkidle' });
    const { Image: _pictures, ...rest } = bytes;
    const total = Object.values(rest).reduce((sum, size) => sum + size, 0);
    console.log(`${example}${path}: ${JSON.stringify(bytes)} bytes, ${total} without pictures`);
    expect(total).toBeLessThan(60 * 1024);
    expect(bytes['Script'] ?? 0).toBeLessThan(10 * 1024);
    await window.close();
  }
});
