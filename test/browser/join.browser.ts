import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { given } from '../../server/centre/testing.ts';
import { callerFor } from '../../server/platform/index.ts';
import { callBy, commandLine } from '../harness/operations.ts';
import { send, startTestServer, type Answer, type TestServer } from '../harness/server.ts';
import { collectComplaints, launchChromium, openWindow } from './chromium.ts';

let browser: Browser;
let centre: TestServer;
const written = new Map<string, string>();
const staff = () => callerFor(centre.app.ground, centre.app.operations, callBy(commandLine));
/** Every state that a page about joining can show: where, and as whom. */
const places = new Map<string, { path: string; cookie: string }>();

const addFleet = async (entry: Partial<Fleet> & { key: string }) => given(await staff().createFleet({ entry: { topic: 'stream', platform: 'web', app: 'web', ...entry } }));
const post = (target: string, fields: Record<string, string>, cookie = '') =>
  send(centre.port, target, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: centre.origin, ...(cookie === '' ? {} : { cookie }) }, body: new URLSearchParams(fields).toString() });
const get = (target: string) => send(centre.port, target, { headers: { accept: 'text/html' } });
const cookiesOf = ({ headers }: Answer) => (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).filter((pair) => pair?.endsWith('=') === false).join('; ');
const codeFor = (address: string) => /^\d{6}$/m.exec(written.get(address) ?? '')?.[0] ?? '';

async function signedIn(address: string): Promise<string> {
  centre.clock.advance(11 * 60_000);
  const cookie = cookiesOf(await post('/sign-in', { way: 'email', address, to: '' }));
  return cookiesOf(await post('/sign-in/code', { code: codeFor(address) }, cookie));
}

async function applied(fleet: string, address: string, fields: Record<string, string> = {}): Promise<{ path: string; cookie: string }> {
  const cookie = await signedIn(address);
  const sent = await post(`/g/${fleet}`, fields, cookie);
  if (sent.status !== 303) throw new Error(`${fleet} answers ${sent.status}`);
  return { path: sent.headers.location ?? '', cookie };
}

const reasonFleet = { checks: [{ kind: 'reason' as const }, { kind: 'reading' as const }] };

beforeAll(async () => {
  browser = await launchChromium();
  centre = await startTestServer({ example: 'littleskin' });
  const { ground } = centre.app;
  const { postMail } = ground;
  ground.postMail = async (db, message, now) => {
    written.set(message.to.address, message.text);
    await postMail(db, message, now);
  };
  given(await staff().createTopic({ entry: { key: 'stream', name: { 'zh-CN': 'Stream 模式', en: 'Stream mode' }, description: { 'zh-CN': '用 Stream 模式接收事件，遇到问题在这里问。', en: 'Receiving events in stream mode: ask here.' } } }));
  await addFleet({ key: 'open', admission: reasonFleet, readings: ['before-you-ask', 'conduct'] });
  await addFleet({ key: 'reviewed', admission: { review: true }, name: { 'zh-CN': '名字特别长的群系列：'.repeat(6), en: 'A line of groups with quite a long name '.repeat(2) } });
  await addFleet({ key: 'full', target: 2, divertAt: 10, freezeAt: 50, thawMargin: 0, maximumGroups: 1, admission: {} });
  await addFleet({ key: 'elsewhere', platform: 'manual', app: 'qq', admission: {}, groups: [{ key: 'one', term: 2, number: '12345678', link: 'https://qm.qq.com/q/abc' }] });
  await addFleet({ key: 'direct', platform: 'manual', app: 'dingtalk', groups: [{ key: 'one', term: 3, number: '96330019657' }] });
  for (const [name, path] of [['topic', '/g/stream'], ['join', '/g/open'], ['direct', '/g/direct'], ['example', '/g/main-qq'], ['home', '/']] as const) places.set(name, { path, cookie: '' });
  places.set('joined', await applied('open', 'guyu@example.com', { reason: '网钉科技-考勤排班-张三', readings: 'before-you-ask conduct' }));
  places.set('reviewed', await applied('reviewed', 'lixia@example.com'));
  await applied('full', 'xiaoman@example.com');
  places.set('waitlisted', await applied('full', 'mangzhong@example.com'));
  places.set('approved', await applied('elsewhere', 'xiazhi@example.com'));
  const withdrawn = await applied('reviewed', 'xiaoshu@example.com');
  await post(withdrawn.path, { do: 'withdraw' }, withdrawn.cookie);
  places.set('withdrawn', withdrawn);
  const rejected = await applied('reviewed', 'dashu@example.com');
  const id = rejected.path.split('/').at(-1) ?? '';
  given(await staff().decideApplication({ id, decision: 'reject', reason: '这个群只接纳在用 Stream 模式的人。', revision: given(await staff().readApplication({ id })).revision }));
  places.set('rejected', rejected);
  const begun = cookiesOf(await post('/g/open', { reason: '网钉科技', email: 'liqiu@example.com' }));
  places.set('unverified', { path: '/applications/status', cookie: begun });
  const entered = `${cookiesOf(await post('/sign-in/code', { code: codeFor('liqiu@example.com') }, begun))}; ${begun.split('; ').find((pair) => pair.startsWith('lichun_application=')) ?? ''}`;
  places.set('continue', { path: '/applications/continue', cookie: entered });
  const other = cookiesOf(await post('/g/open', { reason: '网钉科技', email: 'chushu@example.com' }));
  const wrong = `${cookiesOf(await post('/sign-in/code', { code: codeFor('chushu@example.com') }, other))}; ${other.split('; ').find((pair) => pair.startsWith('lichun_application=')) ?? ''}`;
  places.set('correction', { path: (await post('/applications/continue', {}, wrong)).headers.location ?? '', cookie: wrong });
  places.set('form', { path: '/g/open', cookie: await signedIn('bailu@example.com') });
  places.set('own', { path: '/account/applications', cookie: places.get('approved')?.cookie ?? '' });
  await addFleet({ key: 'grown', target: 50, groups: [{ key: 'first', term: 4, number: '20001' }, { key: 'second', term: 5, number: '20002' }], admission: { checks: [{ kind: 'contributor', repositories: [] }] } });
  const groupsOf = async () => given(await staff().readFleetStanding({ fleet: 'grown' })).groups;
  const member = await applied('grown', 'hanlu@example.com');
  places.set('beside', { path: '/g/grown?group=first', cookie: member.cookie });
  const gone = await applied('grown', 'shuangjiang@example.com');
  const [seat] = given(await staff().listGroupMembers({ group: (await groupsOf())[1]?.id ?? '' })).items;
  given(await staff().removeGroupMember({ seat: seat?.id ?? '' }));
  places.set('left', gone);
  await addFleet({ key: 'idle', groups: [{ key: 'old', term: 6 }, { key: 'new', term: 7 }] });
  const idle = await applied('idle', 'lidong@example.com');
  const [, archived] = given(await staff().readFleetStanding({ fleet: 'idle' })).groups;
  given(await staff().archiveGroup({ group: archived?.id ?? '' }));
  places.set('archived', { path: '/g/idle', cookie: idle.cookie });
  places.set('archived_page', { path: `/groups/${archived?.id}`, cookie: idle.cookie });
  places.set('archived_own', { path: '/account/applications', cookie: idle.cookie });
  places.set('invitation', { path: '/i', cookie: cookiesOf(await get(new URL(given(await staff().createGroupInvitation({ fleet: 'open', priority: 'invited' })).link).pathname)) });
  places.set('no_invitation', { path: '/i', cookie: '' });
});
afterAll(async () => {
  await browser.close();
  await centre.close();
});

async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const names = ['topic', 'join', 'direct', 'example', 'joined', 'reviewed', 'waitlisted', 'approved', 'withdrawn', 'rejected', 'unverified', 'continue', 'correction', 'form', 'own', 'beside', 'left', 'archived', 'archived_page', 'archived_own', 'invitation', 'no_invitation'] as const;

describe.each([{ language: 'zh-CN', scheme: 'light' }, { language: 'en', scheme: 'dark' }] as const)('$language in the $scheme, on 390 pixels', ({ language, scheme }) => {
  test.each(names)('%s is without a flaw that axe finds, sticks nowhere out, and complains about nothing', async (name) => {
    const { path, cookie } = places.get(name) ?? { path: '', cookie: '' };
    const window = await openWindow(browser, centre.origin, { language, scheme, width: 390, height: 844, touch: true, cookie });
    const page = await window.newPage();
    const complaints = await collectComplaints(page);
    await page.goto(path);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    expect([...(await violationsOn(page)), ...complaints.filter((complaint) => !complaint.includes('404'))]).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await page.locator('h1').count()).toBe(1);
    await window.close();
  });
});

test('a visitor with a proven address is in with five interactions at most, on a phone and without scripts', async () => {
  const cookie = await signedIn('qiufen@example.com');
  const context = await browser.newContext({ baseURL: centre.origin, javaScriptEnabled: false, locale: 'zh-CN', viewport: { width: 390, height: 844 }, hasTouch: true });
  await context.addCookies(cookie.split('; ').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url: centre.origin })));
  const page = await context.newPage();
  let interactions = 0;
  const doing = async (act: () => Promise<unknown>) => {
    interactions += 1;
    await act();
  };
  await doing(() => page.goto('/g/open'));
  await doing(() => page.fill('#reason', '网钉科技-考勤排班-秋分'));
  await doing(() => page.check('#readings'));
  await doing(() => page.click('#apply button[type=submit].primary'));
  expect(await page.textContent('h1')).toBe('你已经在群里了');
  expect(interactions).toBeLessThanOrEqual(5);
  await context.close();
});

test('a refusal puts the focus on what is wrong, and leads to the field', async () => {
  const { cookie } = places.get('form') ?? { cookie: '' };
  const window = await openWindow(browser, centre.origin, { cookie });
  const page = await window.newPage();
  await page.goto('/g/open');
  await page.fill('#reason', '网钉科技');
  await page.check('#readings');
  await page.click('#apply button[type=submit].primary');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('problems');
  await page.click('#problems a');
  expect(await page.evaluate(() => location.hash)).toBe('#reason');
  expect(await page.inputValue('#reason')).toBe('网钉科技');
  expect(await page.isChecked('#readings')).toBe(true);
  await window.close();
});

test('the code is a bitmap that loads, and the link of the page is copied by a button beside it', async () => {
  const window = await openWindow(browser, centre.origin, { width: 390, touch: true });
  await window.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: centre.origin });
  const page = await window.newPage();
  await page.goto('/g/open');
  const image = page.locator('.share img');
  await image.scrollIntoViewIfNeeded();
  await image.evaluate((element: HTMLImageElement) => element.decode());
  expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBeGreaterThanOrEqual(480);
  await page.locator('.share .copy').click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${centre.origin}/g/open`);
  await window.close();
});
