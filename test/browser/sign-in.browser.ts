import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../server/platform/index.ts';
import { totpCode, totpStep } from '../../server/sign-in/totp.ts';
import { chunhua, startTestServer, type TestServer } from '../harness/server.ts';
import { collectComplaints, launchChromium, openWindow, type Visit } from './chromium.ts';
import { ready } from './look.ts';

let server: TestServer;
let browser: Browser;
/** Passkeys belong to a name: the centre is visited under this one. */
let origin = '';
const written = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer();
  const { ground } = server.app;
  const { postMail } = ground;
  ground.postMail = async (db, message, now) => {
    written.set(message.to.address, message.text);
    await postMail(db, message, now);
  };
  origin = `http://localhost:${server.port}`;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
// Limits of a network start anew.
beforeEach(() => server.clock.advance(11 * 60_000));

const visit = (options: Visit = {}): Promise<BrowserContext> => openWindow(browser, origin, options);
const codeFor = (address: string) => /^\d{6}$/m.exec(written.get(address) ?? '')?.[0] ?? '';

/** Signs in by code, as a person does. */
async function signIn(page: Page, address: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('form').first().getByRole('textbox').fill(address);
  await page.locator('form').first().getByRole('button').click();
  await page.waitForURL('**/sign-in/code');
  await page.getByRole('textbox').fill(codeFor(address));
  await page.locator('form button.primary').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in/code'));
}

/** A passkey keeper that verifies who holds it; `copy` gives what it keeps. */
async function withAuthenticator(window: BrowserContext, page: Page) {
  const protocol = await window.newCDPSession(page);
  await protocol.send('WebAuthn.enable');
  const { authenticatorId } = await protocol.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  return {
    credentials: async () => (await protocol.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    add: (credential: Awaited<ReturnType<typeof protocol.send<'WebAuthn.getCredentials'>>>['credentials'][number]) => protocol.send('WebAuthn.addCredential', { authenticatorId, credential }),
    verifies: (isUserVerified: boolean) => protocol.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    clear: () => protocol.send('WebAuthn.clearCredentials', { authenticatorId }),
  };
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto('/account/security');
  await page.locator('[data-passkey="register"] input').fill(name);
  await page.locator('[data-passkey="register"] button').click();
  await page.waitForURL('**/account/security?done=factor');
}

describe('a fresh proof that is due', () => {
  test('is given in another tab: what was typed in a dialog of the console stays, and is sent again', async () => {
    const window = await visit({ cookie: await server.operator() });
    server.clock.advance(16 * 60_000);
    const page = await window.newPage();
    const complaints = await collectComplaints(page);
    await page.goto('/console/keys');
    await ready(page);
    await page.getByRole('button', { name: '新建密钥' }).first().click();
    const dialog = page.getByRole('dialog', { name: '新建密钥' });
    await dialog.getByLabel('用途').fill('夜里的脚本');
    await dialog.getByRole('checkbox').first().check();
    await dialog.getByRole('button', { name: '新建', exact: true }).click();
    const asking = page.getByRole('dialog', { name: '先确认是你本人' });
    await asking.waitFor();
    const [tab] = await Promise.all([window.waitForEvent('page'), asking.getByRole('link', { name: '打开确认页' }).click()]);
    await tab.locator('#answer-password').fill(chunhua.password);
    await tab.locator('button[value=password]').click();
    await tab.waitForURL('**/account/confirmed');
    await tab.close();
    expect(await dialog.getByLabel('用途').inputValue()).toBe('夜里的脚本');
    await asking.getByRole('button', { name: '已确认，继续' }).click();
    await page.getByRole('dialog', { name: '密钥已建好' }).waitFor();
    const { rows } = await server.open.pool.query<{ name: string }>('select name from api_key');
    expect(rows).toEqual([{ name: '夜里的脚本' }]);
    expect(complaints).toEqual([]);
    await window.close();
  });
});

describe('a passkey', () => {
  test('is made, signs in without an address, counts as two factors, is counted up, and is removed', async () => {
    const window = await visit();
    const page = await window.newPage();
    const complaints = await collectComplaints(page);
    await signIn(page, 'guyu@example.com');
    const keeper = await withAuthenticator(window, page);
    await addPasskey(page, '我的手机');
    expect(await page.locator('main').textContent()).toContain('我的手机');
    expect((await keeper.credentials()).map(({ isResidentCredential, rpId }) => ({ isResidentCredential, rpId }))).toEqual([{ isResidentCredential: true, rpId: 'localhost' }]);
    await page.goto('/sign-out');
    await page.locator('main button').click();
    await page.waitForURL('**/sign-in?out=1');
    await page.locator('[data-passkey="sign_in"] button').click();
    await page.waitForURL('**/account');
    await page.goto('/account/sessions');
    expect(await page.locator('.item').first().textContent()).toMatch(/通行密钥.*两步验证/);
    const { rows } = await server.open.pool.query<{ counter: string; used: boolean }>('select counter, last_used_at is not null as used from sign_in_passkey');
    expect(rows).toEqual([{ counter: String((await keeper.credentials())[0]?.signCount), used: true }]);
    await page.goto('/account/security');
    // No mail leaves this centre: the passkey is the only way in that works, and stays until there is another.
    await page.getByRole('button', { name: '移除 我的手机' }).click();
    await page.getByText('没有它你就没有能登录的方式了').waitFor();
    expect(complaints.splice(0)).toEqual([expect.stringContaining('409')]);
    await server.open.pool.query("insert into sign_in_passkey (id, person_id, credential_id, public_key, counter, transports, backed_up, name, created_at) select $1, person_id, 'another', public_key, 0, transports, backed_up, '备用的钥匙', created_at from sign_in_passkey", [newId()]);
    await page.goto('/account/security');
    await page.getByRole('button', { name: '移除 我的手机' }).click();
    await page.waitForURL('**/account/security?done=1');
    expect((await server.open.pool.query('select name from sign_in_passkey')).rows).toEqual([{ name: '备用的钥匙' }]);
    expect(written.get('guyu@example.com')).toContain('移除了通行密钥“我的手机”');
    expect(complaints).toEqual([]);
    await window.close();
  });

  test('whose holder is not verified, that was copied, or that was removed, lets nobody in', async () => {
    const window = await visit();
    const page = await window.newPage();
    await signIn(page, 'qiushi@example.com');
    const keeper = await withAuthenticator(window, page);
    await addPasskey(page, 'laptop');
    const [copied] = await keeper.credentials();
    await window.clearCookies();
    const tryIt = async () => {
      await page.goto('/sign-in');
      await page.locator('[data-passkey="sign_in"] button').click();
      await page.waitForFunction(() => location.pathname !== '/sign-in' || document.querySelector('[role=alert]:not([hidden])') !== null);
      return new URL(page.url()).pathname;
    };
    expect(await tryIt()).toBe('/account');
    await window.clearCookies();
    // The copy still stands at the count from before the last use.
    await keeper.clear();
    if (copied !== undefined) await keeper.add(copied);
    await server.open.pool.query('update sign_in_passkey set counter = counter + 5');
    expect(await tryIt()).toBe('/sign-in');
    await server.open.pool.query('update sign_in_passkey set counter = 0');
    await keeper.verifies(false);
    expect(await tryIt()).toBe('/sign-in');
    await keeper.verifies(true);
    expect(await tryIt()).toBe('/account');
    await window.clearCookies();
    await server.open.pool.query('delete from sign_in_passkey');
    expect(await tryIt()).toBe('/sign-in');
    await window.close();
  });

  test('D13: an answer is worth something once, and only in the browser that was asked', async () => {
    const window = await visit();
    const page = await window.newPage();
    await signIn(page, 'replay@example.com');
    await withAuthenticator(window, page);
    await addPasskey(page, 'key');
    await window.clearCookies();
    await page.goto('/sign-in');
    const sent = page.waitForRequest((request) => request.url().endsWith('/sign-in/passkey') && (request.postData() ?? '').includes('"answer"'));
    await page.locator('[data-passkey="sign_in"] button').click();
    const request = await sent;
    await page.waitForURL('**/account');
    const { cookie = '' } = await request.allHeaders();
    const replay = (cookies: string) => fetch(`${origin}/sign-in/passkey`, { method: 'POST', headers: { 'content-type': 'application/json', origin, cookie: cookies }, body: request.postData() ?? '' });
    expect((await replay(cookie)).status).toBe(401);
    expect((await replay(`lichun_passkey=${'x'.repeat(43)}`)).status).toBe(401);
    await window.close();
  });

  test('gives staff their rights back where two steps are asked for', async () => {
    const window = await visit({ cookie: '' });
    const page = await window.newPage();
    await signIn(page, 'held@example.com');
    await server.open.pool.query("insert into role_grant (person_id, role, granted_at) select person_id, 'operator', now() from identity where canonical = 'held@example.com'");
    await server.open.pool.query('update staff_policy set second_factor_required = true');
    await page.goto('/account/security');
    expect(await page.locator('.note.warn').textContent()).toContain('要求工作人员使用两步验证');
    await withAuthenticator(window, page);
    await addPasskey(page, '');
    await page.goto('/console/sign-in');
    expect(await page.locator('h1').textContent()).not.toBe('');
    expect(new URL(page.url()).pathname).toBe('/console/sign-in');
    await server.open.pool.query('update staff_policy set second_factor_required = false');
    await window.close();
  });
});

describe('an authenticator app, in a browser', () => {
  test('is set up from the key, its recovery codes are shown once, and it is asked for next time', async () => {
    const window = await visit();
    const page = await window.newPage();
    const complaints = await collectComplaints(page);
    await signIn(page, 'xiaoman@example.com');
    await page.goto('/account/security');
    await page.getByRole('button', { name: '开启' }).click();
    await page.waitForURL('**/account/security/app');
    expect(await page.locator('figure img').evaluate((image) => (image as HTMLImageElement).naturalWidth > 0)).toBe(true);
    const key = ((await page.locator('code.key').textContent()) ?? '').replaceAll(' ', '');
    await page.getByRole('textbox').fill(totpCode(key, totpStep(server.clock.now())));
    await page.locator('button.primary').click();
    await page.locator('.codes').waitFor();
    expect(await page.locator('.codes li').count()).toBe(10);
    await page.goto('/sign-out');
    await page.locator('main button').click();
    server.clock.advance(60_000);
    await signIn(page, 'xiaoman@example.com');
    expect(new URL(page.url()).pathname).toBe('/sign-in/second-factor');
    await page.getByRole('textbox').fill(totpCode(key, totpStep(server.clock.now())));
    await page.locator('button.primary').click();
    await page.waitForURL('**/account');
    expect(complaints).toEqual([]);
    await window.close();
  });
});

describe('every page of signing in and of the account', () => {
  test.each([{ language: 'zh-CN', scheme: 'light', width: 1280 }, { language: 'en', scheme: 'dark', width: 390, touch: true }] as const)('is accessible and fits ($language, $scheme, $width px)', async (options) => {
    const window = await visit(options);
    const page = await window.newPage();
    const shots = process.env['SHOTS'];
    const found: string[] = [];
    const look = async (name: string) => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).setLegacyMode().analyze();
      found.push(...violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found.push(`${name}: ${wide} px too wide`);
      if (shots !== undefined) await page.screenshot({ path: `${shots}/${options.language}-${name}.png`, fullPage: true });
    };
    const address = `${options.width}-a-rather-long-address-of-somebody@example.com`;
    await page.goto('/sign-in');
    await look('sign-in');
    await page.locator('form').first().getByRole('textbox').fill(address);
    await page.locator('form').first().getByRole('button').click();
    await page.waitForURL('**/sign-in/code');
    await look('code');
    await page.goto(/\/sign-in\/link\?token=[\w-]{43}/.exec(written.get(address) ?? '')?.[0] ?? '');
    await look('link');
    await page.locator('main button').click();
    await page.waitForURL('**/account/welcome**');
    await look('welcome');
    await withAuthenticator(window, page);
    await page.goto('/account');
    await look('account');
    await addPasskey(page, 'A passkey with a rather long name that somebody gave it');
    await look('security');
    await page.goto('/account/sessions');
    await look('sessions');
    await page.goto('/account/confirm?to=/account/security');
    await look('confirm');
    await page.goto('/account/security');
    await page.locator('button[value=offer_totp]').click();
    await page.waitForURL('**/account/security/app');
    await look('app');
    expect(found).toEqual([]);
    await window.close();
  });
});
