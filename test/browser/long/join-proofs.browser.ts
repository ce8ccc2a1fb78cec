import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { startSmallForge, type SmallForge } from '../../../server/admission/outside/testing/small-forge.ts';
import { collectComplaints, launchChromium, openWindow, type Visit } from '../chromium.ts';

let server: TestServer;
let browser: Browser;
let forge: SmallForge;
let origin = '';
const written = new Map<string, string>();

beforeAll(async () => {
  forge = await startSmallForge();
  server = await startTestServer({ example: 'littleskin', environment: { OUTBOUND_ALLOW: '127.0.0.1', OUTBOUND_PORTS: `80,443,${forge.port}` } });
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
  await forge.close();
});
// Limits of a network start anew.
beforeEach(() => server.clock.advance(11 * 60_000));

const visit = (options: Visit = {}): Promise<BrowserContext> => openWindow(browser, origin, options);
const codeIn = (address: string) => /^\d{6}$/m.exec(written.get(address) ?? '')?.[0] ?? '';

async function signIn(page: Page, address: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('form').first().getByRole('textbox').fill(address);
  await page.locator('form').first().getByRole('button').click();
  await page.waitForURL('**/sign-in/code');
  await page.getByRole('textbox').fill(codeIn(address));
  await page.locator('form button.primary').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in/code'));
}

/** Ticks everything that is to be ticked before the form can be sent. */
async function tick(page: Page): Promise<void> {
  for (const box of await page.locator('form.apply input[type=checkbox][required]').all()) await box.check();
}

/** Changes what a fleet asks for, as an operator does. */
async function policy(fleet: string, checks: object[]): Promise<void> {
  const cookie = await server.operator();
  const at = `http://127.0.0.1:${server.port}/api/v1`;
  const headers = { cookie, 'content-type': 'application/json', origin: server.origin };
  const { entry, revision } = (await (await fetch(`${at}/fleets/${fleet}`, { headers })).json()) as { entry: object; revision: number };
  const answer = await fetch(`${at}/fleets/${fleet}`, { method: 'PUT', headers, body: JSON.stringify({ entry: { ...entry, admission: { checks } }, revision }) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

const applications = async () => (await server.open.pool.query<{ fleet: string; state: string; human: string | null }>("select fleet, state, (select facts -> 'human' ->> 'how' from application_decision where application_id = application.id order by id desc limit 1) as human from application order by submitted_at, id")).rows;

describe('the human check', () => {
  test('is done by the browser while the form is filled, within the policy of the page, and counts', async () => {
    const window = await visit({ width: 390, touch: true });
    const page = await window.newPage();
    const complaints = await collectComplaints(page);
    await signIn(page, 'human@example.com');
    await page.goto('/g/main-telegram');
    expect(await page.locator('[data-human] [data-other]').isVisible()).toBe(false);
    await tick(page);
    await page.locator('form.apply button.primary').click();
    await page.waitForURL('**/applications/**');
    expect(await applications()).toMatchObject([{ fleet: 'main-telegram', human: 'altcha' }]);
    expect((await server.open.pool.query('select from human_challenge_used')).rowCount).toBe(1);
    expect(complaints).toEqual([]);
    await window.close();
  });

  test('without a script is a code by e-mail, with what was typed kept', async () => {
    const context = await browser.newContext({ baseURL: origin, locale: 'zh-CN', javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, 'noscript@example.com');
    await page.goto('/g/cafe-telegram');
    await page.locator('#readings').check();
    await page.locator('button[name=ask]').click();
    expect(await page.locator('#readings').isChecked()).toBe(true);
    expect(await page.locator('[data-human]').textContent()).toContain('n***t@example.com');
    await tick(page);
    await page.locator('#human').fill('000000' === codeIn('noscript@example.com') ? '111111' : '000000');
    await page.locator('form.apply button.primary').click();
    expect(await page.locator('#human').getAttribute('aria-invalid')).toBe('true');
    await page.locator('#human').fill(codeIn('noscript@example.com'));
    await page.locator('form.apply button.primary').click();
    await page.waitForURL('**/applications/**');
    expect((await applications()).at(-1)).toMatchObject({ fleet: 'cafe-telegram', human: 'code' });
    await context.close();
  });

  test('whose challenge cannot be had offers the code', async () => {
    const window = await visit();
    const page = await window.newPage();
    await signIn(page, 'blocked@example.com');
    await page.route('**/join/human/**', (route) => route.abort());
    await page.goto('/g/main-telegram');
    await page.locator('#readings').check();
    await page.locator('[data-human] [data-other]').waitFor({ state: 'visible' });
    expect(await page.locator('[data-human] output').textContent()).toContain('邮件验证码');
    await window.close();
  });
});

describe('high trust', () => {
  test('is confirmed on the device, in the form; a device that does not verify confirms nothing', async () => {
    await policy('cafe-qq', [{ kind: 'high_trust' }]);
    const window = await visit();
    const page = await window.newPage();
    await signIn(page, 'trust@example.com');
    const protocol = await window.newCDPSession(page);
    await protocol.send('WebAuthn.enable');
    const { authenticatorId } = await protocol.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
    const press = async () => {
      await page.locator('[data-passkey=join] button').click();
      const said = page.locator('[data-passkey=join] .note:not([hidden])');
      await said.waitFor();
      return said.textContent();
    };
    await page.goto('/g/cafe-qq');
    expect(await press()).toContain('还没有通行密钥');
    await page.goto('/account/security');
    await page.locator('[data-passkey="register"] button').click();
    await page.waitForURL('**/account/security?done=factor');
    await page.goto('/g/cafe-qq');
    await protocol.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    expect(await press()).not.toContain('验证过了');
    expect((await server.open.pool.query('select from high_trust_proof')).rowCount).toBe(0);
    await tick(page);
    await page.locator('form.apply button.primary').click();
    // What is missing is asked for again, where the application stands.
    await page.waitForURL('**/applications/**');
    const states = async () => (await applications()).filter(({ fleet }) => fleet === 'cafe-qq').map(({ state }) => state);
    expect(await states()).toEqual(['awaiting_correction']);
    await page.locator('form.apply button[value=correct]').click();
    await page.waitForURL('**/applications/**');
    expect(await states()).toEqual(['awaiting_correction']);
    await protocol.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    expect(await press()).toContain('在你的设备上验证过了');
    await page.locator('form.apply button[value=correct]').click();
    await page.locator('form.apply button[value=correct]').waitFor({ state: 'detached' });
    expect(await states()).toEqual(['approved']);
    await window.close();
  });

  test('a confirmation for one fleet confirms no other', async () => {
    await policy('main-qq', [{ kind: 'high_trust' }]);
    const { rows } = await server.open.pool.query<{ fleet: string }>('select fleet from high_trust_proof');
    expect(rows).toEqual([{ fleet: 'cafe-qq' }]);
    const window = await visit();
    const page = await window.newPage();
    await signIn(page, 'trust@example.com');
    await page.goto('/g/main-qq');
    await tick(page);
    await page.locator('form.apply button.primary').click();
    await page.waitForURL('**/applications/**');
    expect((await applications()).filter(({ fleet }) => fleet === 'main-qq').map(({ state }) => state)).toEqual(['awaiting_correction']);
    await window.close();
  });
});

describe('a contributor', () => {
  test('goes to the forge and comes back to the form as it was left', async () => {
    const cookie = await server.operator();
    const put = await fetch(`${server.origin}/api/v1/admission/forges/gitee`, {
      method: 'PUT', headers: { cookie, 'content-type': 'application/json', origin: server.origin },
      body: JSON.stringify({ kind: 'gitee', name: 'Gitee', webUrl: forge.origin, authorizeUrl: `${forge.origin}/oauth/authorize`, tokenUrl: `${forge.origin}/oauth/token`, apiUrl: `${forge.origin}/api/v5`, clientId: 'centre', clientSecret: forge.client.secret, revision: 0 }),
    });
    expect(put.status).toBe(200);
    await policy('main-qq', [{ kind: 'reason' }, { kind: 'contributor', repositories: ['gitee:littleskin/server'] }]);
    forge.accounts['chunhua'] = { id: 4242, login: 'chunhua' };
    forge.visitor = 'chunhua';
    const window = await visit();
    const page = await window.newPage();
    await signIn(page, 'contributor@example.com');
    await page.goto('/g/main-qq');
    await page.locator('#reason').fill('春山科技-皮肤站-春华');
    await page.locator('#pullRequest').fill('littleskin/server#1');
    await page.locator('button[formaction="/forge/gitee"]').click();
    await page.waitForURL('**/g/main-qq');
    expect(await page.locator('#reason').inputValue()).toBe('春山科技-皮肤站-春华');
    expect(await page.locator('#pullRequest').inputValue()).toBe('littleskin/server#1');
    expect(await page.locator('form.apply').textContent()).toContain('chunhua (4242)');
    expect((await server.open.pool.query("select from identity where kind = 'gitee' and canonical = '4242' and proven_how = 'oauth'")).rowCount).toBe(1);
    await window.close();
  });
});

describe('the console’s pages about it', () => {
  test.each([{ language: 'zh-CN', scheme: 'light', width: 1280 }, { language: 'en', scheme: 'dark', width: 390, touch: true }] as const)('are accessible and fit ($language, $scheme, $width px)', async (options) => {
    const window = await visit({ ...options, cookie: await server.operator() });
    const page = await window.newPage();
    const complaints = await collectComplaints(page);
    const found: string[] = [];
    const look = async (name: string) => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).setLegacyMode().analyze();
      found.push(...violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found.push(`${name}: ${wide} px too wide`);
      const shots = process.env['SHOTS'];
      if (shots !== undefined) await page.screenshot({ path: `${shots}/${options.language}-${name}.png`, fullPage: true });
    };
    for (const place of ['uid', 'outages', 'forges', 'raids']) {
      await page.goto(`/console/admission/${place}`);
      await page.locator('h1').waitFor();
      await look(place);
    }
    await page.goto('/console/admission/uid');
    await page.getByRole('button', { name: options.language === 'en' ? 'Set up' : '设置', exact: true }).first().click();
    await page.locator('dialog[open] input[name=url]').fill('https://example.com/{uid}');
    await look('uid-dialog');
    await page.locator('dialog[open] input[name=matchPath]').fill('/match');
    await page.locator('dialog[open] button[type=submit]').click();
    await page.locator('dialog[open] [role=alert]').waitFor();
    await look('uid-refused');
    await page.locator('dialog[open] input[name=url]').fill('https://example.com/{uid}?e={email}');
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await page.goto('/console/admission/outages');
    await page.locator('main button').first().click();
    await page.locator('dialog[open] input[name=note]').fill('机房断电');
    await look('declare');
    await page.locator('dialog[open] button[type=submit]').click();
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await page.locator('main li', { hasText: '机房断电' }).first().waitFor();
    await look('declared');
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await window.close();
  });
});
