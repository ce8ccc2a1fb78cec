import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountOf, createPerson, proveIdentity } from '../../../server/people/index.ts';
import { callerFor } from '../../../server/platform/index.ts';
import { publishEvent } from '../../../server/platform/events/publish.ts';
import { startReceiver, type Receiver } from '../../../server/programs/testing/receiver.ts';
import { startHonest } from '../../../server/sign-in/testing/honest-provider.ts';
import { callBy, commandLine } from '../../harness/operations.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { launchChromium } from '../chromium.ts';
import { ready } from '../look.ts';
import { openPage, visits } from './open-page.ts';

let server: TestServer;
let browser: Browser;
let receiver: Receiver;
let provider: Awaited<ReturnType<typeof startHonest>>;

beforeAll(async () => {
  [receiver, provider] = [await startReceiver(), await startHonest()];
  server = await startTestServer({ environment: { OUTBOUND_ALLOW: '127.0.0.1', OUTBOUND_PORTS: `80,443,${receiver.port},${new URL(provider.issuer).port}` } });
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  await receiver.close();
  provider.server.closeAllConnections();
  await new Promise((resolve) => provider.server.close(resolve));
});

const root = () => callerFor(server.app.ground, server.app.operations, callBy(commandLine));
const given = <Value>(outcome: { ok: true; value: Value } | { ok: false; refusal: object }): Value => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};
const rows = async <Row extends object>(text: string, values: unknown[] = []) => (await server.open.pool.query<Row>(text, values)).rows;
const open = (path: string, visit?: Parameters<typeof openPage>[3]) => openPage(browser, server, path, visit);

describe('a webhook that is switched on again', () => {
  /** One that was switched off while a message had failed and waited for its next attempt. */
  async function switchedOff(description: string): Promise<string> {
    receiver.answer = () => ({ status: 500 });
    const { webhook } = given(await root().createWebhook({ address: receiver.address, description, events: ['proposal.submitted'] }));
    given(await root().testWebhook({ id: webhook.id }));
    await server.app.webhooks.settled();
    const { address, events, revision } = given(await root().readWebhook({ id: webhook.id }));
    given(await root().updateWebhook({ id: webhook.id, address, description, events, enabled: false, revision }));
    receiver.heard.length = 0;
    receiver.answer = () => ({ status: 204 });
    return webhook.id;
  }
  const state = async (id: string) => {
    const { enabled, waiting, failed } = given(await root().readWebhook({ id }));
    return { enabled, waiting, failed };
  };

  test('asks what becomes of what waits: left as it is, given up and listed, or sent at once', async () => {
    const id = await switchedOff('值班机器人');
    const { page, complaints, close } = await open(`/console/webhooks/${id}`);
    const dialog = page.getByRole('dialog', { name: '打开，等着的消息怎么办？' });
    const turnOn = async (choice: string) => {
      await page.getByRole('button', { name: '打开', exact: true }).tap();
      await dialog.getByText('有 1 条消息是关闭之前留下的').waitFor();
      await dialog.getByRole('button', { name: choice }).tap();
      await dialog.waitFor({ state: 'detached' });
    };
    await turnOn('取消');
    expect(await state(id)).toEqual({ enabled: false, waiting: 1, failed: 0 });
    await turnOn('打开，放弃它们');
    await page.getByText('已打开', { exact: true }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'webhook.test' }).getByText('已放弃').waitFor();
    await server.app.webhooks.settled();
    expect({ ...(await state(id)), heard: receiver.heard.length }).toEqual({ enabled: true, waiting: 0, failed: 1, heard: 0 });

    // What was given up can be sent again; it fails once more and waits, and the webhook goes off.
    receiver.answer = () => ({ status: 500 });
    await page.getByRole('button', { name: '再发一次' }).tap();
    await expect.poll(() => receiver.heard.length).toBe(1);
    await page.getByRole('listitem').filter({ hasText: 'webhook.test' }).getByText('待送达').waitFor();
    await page.getByRole('button', { name: '关闭', exact: true }).first().tap();
    await page.getByText('已关闭，期间的事件可以之后补发').waitFor();
    receiver.answer = () => ({ status: 204 });
    await turnOn('打开并发出');
    await page.getByRole('listitem').filter({ hasText: 'webhook.test' }).getByText('已送达').waitFor();
    expect({ ...(await state(id)), heard: receiver.heard.length }).toEqual({ enabled: true, waiting: 0, failed: 0, heard: 2 });

    // Nothing waits: nothing is asked.
    await page.getByRole('button', { name: '关闭', exact: true }).first().tap();
    await page.getByRole('button', { name: '打开', exact: true }).tap();
    await page.getByRole('button', { name: '关闭', exact: true }).first().waitFor();
    expect(await dialog.count()).toBe(0);

    // Deleted, it is brought back by the message that says it, also from the list to which one has gone since.
    await page.getByRole('button', { name: '删除', exact: true }).tap();
    await page.getByText('Webhook 已删除', { exact: true }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Webhook', exact: true }).tap();
    await page.getByText('还没有 Webhook').waitFor();
    await page.getByRole('status').getByRole('button', { name: '恢复' }).tap();
    await page.getByText('Webhook 已恢复', { exact: true }).waitFor();
    await page.getByRole('link', { name: '值班机器人' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test.each(visits)('asks it legibly and in a window of any size ($language, $width px)', async (visit) => {
    const id = await switchedOff(`Watch ${visit.width}`);
    const { page, complaints, shoot, close } = await open(`/console/webhooks/${id}`, visit);
    await page.getByRole('button', { name: visit.language === 'en' ? 'Switch on' : '打开', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    expect(await shoot('webhook-on')).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('deliveries that were dropped', () => {
  /** An event whose delivery was given up. */
  async function parked(subject: string): Promise<void> {
    const id = await publishEvent(server.open.database, ['nobody-listens'], server.clock.now(), { name: 'thing.happened', subject });
    await server.open.pool.query("update outbox set parked_at = $2, attempts = 15, last_error = 'Error: connect ECONNREFUSED 192.0.2.7:8443' where event_id = $1", [id, server.clock.now()]);
  }
  const kept = async () => rows<{ subject: string; parked: boolean }>("select subject, parked_at is not null as parked from outbox where subscriber = 'nobody-listens' order by subject");
  const aside = async () => (await rows<{ subject: string }>('select subject from dropped_delivery order by subject')).map(({ subject }) => subject);

  test('are listed as long as they can be brought back, and one is decided about without touching the others', async () => {
    for (const subject of ['one', 'two']) await parked(subject);
    const { page, complaints, close } = await open('/console/upkeep');
    const section = page.getByRole('region', { name: '卡住的事' });
    const line = (subject: string) => section.getByRole('listitem').filter({ hasText: subject });
    expect(await section.getByRole('heading', { name: '丢弃的投递' }).count()).toBe(0);
    for (const subject of ['one', 'two']) {
      await line(subject).getByRole('button', { name: '丢弃' }).tap();
      await line(subject).getByRole('button', { name: '取回' }).waitFor();
    }
    expect({ kept: await kept(), aside: await aside() }).toEqual({ kept: [], aside: ['one', 'two'] });
    await line('one').getByRole('button', { name: '取回' }).tap();
    await page.getByText('已取回 thing.happened。').waitFor();
    await line('one').getByRole('button', { name: '再试' }).waitFor();
    expect({ kept: await kept(), aside: await aside() }).toEqual({ kept: [{ subject: 'one', parked: true }], aside: ['two'] });
    await line('one').getByRole('button', { name: '再试' }).tap();
    await page.getByText('已放回队列，马上再试。').waitFor();
    await line('one').waitFor({ state: 'detached' });
    expect({ kept: await kept(), aside: await aside() }).toEqual({ kept: [{ subject: 'one', parked: false }], aside: ['two'] });
    expect(complaints).toEqual([]);
    await close();
  });

  test('are read page by page, and the page stays where it is looked at', async () => {
    for (let count = 1; count <= 21; count += 1) {
      server.clock.advance(1_000);
      await parked(`late-${count}`);
      const [{ event } = { event: '' }] = await rows<{ event: string }>("select event_id as event from outbox where subject = $1", [`late-${count}`]);
      given(await root().dropParkedDelivery({ event, subscriber: 'nobody-listens' }));
    }
    const { page, close } = await open('/console/upkeep');
    const section = page.getByRole('region', { name: '卡住的事' });
    expect(await section.getByRole('button', { name: '取回' }).count()).toBe(20);
    await section.getByRole('link', { name: '更早的' }).scrollIntoViewIfNeeded();
    await section.getByRole('link', { name: '更早的' }).tap();
    await section.getByText('late-1', { exact: true }).waitFor();
    expect(await section.getByRole('heading', { name: '丢弃的投递' }).evaluate((heading) => heading.getBoundingClientRect().top < innerHeight)).toBe(true);
    await section.getByRole('link', { name: '回到最新' }).tap();
    await section.getByText('late-21', { exact: true }).waitFor();
    await close();
  });

  test.each(visits)('are legible in a window of any size ($language, $width px)', async (visit) => {
    await server.open.pool.query("delete from dropped_delivery where subject <> 'late-21'");
    await parked(`stuck-${visit.width}`);
    const { page, complaints, shoot, close } = await open('/console/upkeep', visit);
    await page.getByRole('heading', { name: visit.language === 'en' ? 'Deliveries dropped' : '丢弃的投递' }).evaluate((heading) => heading.scrollIntoView({ block: 'center' }));
    expect(await shoot('upkeep-dropped')).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('two people behind one entry', () => {
  async function person(name: string, emails: readonly string[]): Promise<string> {
    const { database } = server.app.ground;
    const now = server.clock.now();
    const id = await createPerson(database, { name, language: 'zh-CN', now });
    for (const email of emails) {
      const read = accountOf('email', email);
      if (!read.ok) throw new Error(read.code);
      await proveIdentity({ db: database, now, publish: async () => undefined }, id, read.account, 'email_code');
    }
    return id;
  }
  const owners = async (...emails: string[]) => (await rows<{ name: string }>('select person.name from identity join person on person.id = identity.person_id where canonical = any($1) order by canonical', [emails])).map(({ name }) => name);

  test('are split: the chosen account goes to a new entry, and the message that says it makes them one again', async () => {
    const id = await person('霜降', ['shuangjiang@example.com', 'xiaoxue@example.com']);
    const { page, complaints, close } = await open(`/console/people/${id}`);
    const dialog = page.getByRole('dialog', { name: '拆分' });
    const split = async () => {
      await page.getByRole('button', { name: '拆分', exact: true }).tap();
      expect(await dialog.getByRole('button', { name: '拆出去' }).isDisabled()).toBe(true);
      await dialog.getByLabel('邮箱 xiaoxue@example.com').check();
      await dialog.getByLabel('另一个人的称呼').fill('小雪');
      await dialog.getByRole('button', { name: '拆出去' }).tap();
      await dialog.waitFor({ state: 'detached' });
    };
    await split();
    await page.getByText('已拆出“小雪”').waitFor();
    await page.getByText('xiaoxue@example.com').waitFor({ state: 'detached' });
    expect(await owners('shuangjiang@example.com', 'xiaoxue@example.com')).toEqual(['霜降', '小雪']);

    await page.getByRole('status').getByRole('button', { name: '撤销', exact: true }).tap();
    await page.getByText('已把小雪并入霜降。').waitFor();
    await page.getByText('xiaoxue@example.com').waitFor();
    expect(await owners('shuangjiang@example.com', 'xiaoxue@example.com')).toEqual(['霜降', '霜降']);

    await split();
    await page.getByText('已拆出“小雪”').waitFor();
    // The new entry is found by its name and by the account that went there.
    await page.goto('/console/people');
    await ready(page);
    await page.getByRole('searchbox').first().fill('xiaoxue@example.com');
    await page.getByRole('link', { name: '小雪' }).first().tap();
    await page.getByRole('heading', { name: '小雪', level: 1 }).waitFor();
    await page.getByText('xiaoxue@example.com').first().waitFor();
    expect(await page.getByRole('button', { name: '拆分', exact: true }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each(visits)('are split legibly in a window of any size ($language, $width px)', async (visit) => {
    const id = await person('处暑', [`a.rather.long.address.of.somebody.${visit.width}@mail.example.com`, `chushu.${visit.width}@example.com`]);
    const { page, complaints, shoot, close } = await open(`/console/people/${id}`, visit);
    await page.getByRole('button', { name: visit.language === 'en' ? 'Split' : '拆分', exact: true }).click();
    await page.getByRole('dialog').getByRole('checkbox').first().check();
    expect(await shoot('person-split')).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a sign-in service', () => {
  const secret = 'client-secret-1';
  const sealed = async () => (await rows<{ sealed: string }>("select sealed_secret as sealed from sign_in_provider where key = 'company'"))[0]?.sealed;

  test('is added, tested and changed; its secret is never shown again and stays what it is when left empty', async () => {
    const { page, complaints, close } = await open('/console/sign-in');
    await page.getByRole('button', { name: '添加登录服务' }).tap();
    const added = page.getByRole('dialog', { name: '添加登录服务' });
    for (const [label, value] of [['短名', 'company'], ['中文名称', '公司账号'], ['英文名称', 'Company'], ['签发者', provider.issuer], ['客户端 ID', 'lichun'], ['客户端密钥', secret]] as const) await added.getByRole('textbox', { name: label, exact: true }).or(added.getByLabel(label, { exact: true })).first().fill(value);
    await added.getByText(`${server.origin}/sign-in/oidc/callback`).first().waitFor();
    await added.getByRole('button', { name: '保存' }).tap();
    await page.getByText('已保存“公司账号”。').waitFor();
    await added.waitFor({ state: 'detached' });
    const line = page.getByRole('listitem').filter({ hasText: '公司账号' });
    await line.getByText('启用中').waitFor();
    await line.getByRole('button', { name: '测试连接' }).tap();
    await page.getByText('公司账号：连得上').waitFor();
    const before = await sealed();

    await line.getByRole('button', { name: '编辑' }).tap();
    const dialog = page.getByRole('dialog', { name: '编辑“公司账号”' });
    expect(await dialog.locator('input[name="clientSecret"]').inputValue()).toBe('');
    expect(await page.content()).not.toContain(secret);
    await dialog.locator('input[name="nameZh"]').fill('集团账号');
    await dialog.getByLabel('启用，登录页上可以选它').uncheck();
    await dialog.getByRole('button', { name: '保存' }).tap();
    await page.getByText('已保存“集团账号”。').waitFor();
    const renamed = page.getByRole('listitem').filter({ hasText: '集团账号' });
    await renamed.getByText('已停用').waitFor();
    expect(await sealed()).toBe(before);
    const [shown] = given(await root().listSignInProviders({})).items;
    expect(shown).toMatchObject({ key: 'company', name: { 'zh-CN': '集团账号', en: 'Company' }, enabled: false, revision: 2 });
    expect(JSON.stringify(shown)).not.toMatch(/secret/i);

    // Another issuer needs its secret: the refusal stands beside the field, and nothing that was typed is lost.
    await renamed.getByRole('button', { name: '编辑' }).tap();
    const again = page.getByRole('dialog', { name: '编辑“集团账号”' });
    await again.locator('input[name="issuer"]').fill('https://login.example.com');
    await again.getByRole('button', { name: '保存' }).tap();
    await again.getByRole('alert').first().waitFor();
    expect(await again.locator('input[name="clientSecret"]').getAttribute('aria-invalid')).toBe('true');
    expect(await again.locator('input[name="issuer"]').inputValue()).toBe('https://login.example.com');
    await again.locator('input[name="issuer"]').fill(provider.issuer);
    await again.locator('input[name="clientSecret"]').fill('client-secret-2');
    await again.getByLabel('启用，登录页上可以选它').check();
    await again.getByRole('button', { name: '保存' }).tap();
    await again.waitFor({ state: 'detached' });
    await renamed.getByText('启用中').waitFor();
    expect(await sealed()).not.toBe(before);

    await page.goto('/sign-in');
    expect(await page.getByRole('main').getByText('集团账号').count()).toBe(0);
    const history = JSON.stringify(await rows("select before, after from audit_entry where subject_kind = 'sign_in_provider'"));
    expect({ told: history.includes('集团账号'), secret: /client-secret/.test(history) }).toEqual({ told: true, secret: false });
    expect(complaints).toEqual([]);
    await close();
  });

  test('stands on the sign-in page, and is deleted and brought back', async () => {
    const { page, close } = await open('/console/sign-in');
    const visitor = await openPage(browser, server, '/console', visits[0]);
    await visitor.page.context().clearCookies();
    await visitor.page.goto('/sign-in');
    await visitor.page.getByRole('button', { name: /集团账号/ }).waitFor();
    await page.getByRole('button', { name: '删除' }).tap();
    await page.getByText('已删除“集团账号”。').waitFor();
    await page.getByText('还没有登录服务').waitFor();
    await visitor.page.reload();
    expect(await visitor.page.getByText('集团账号').count()).toBe(0);
    await page.getByRole('status').getByRole('button', { name: '撤销', exact: true }).tap();
    await page.getByText('已恢复“集团账号”。').waitFor();
    await page.getByRole('listitem').filter({ hasText: '集团账号' }).waitFor();
    await visitor.page.reload();
    await visitor.page.getByRole('button', { name: /集团账号/ }).waitFor();
    await Promise.all([close(), visitor.close()]);
  });

  test.each(visits)('is set up legibly in a window of any size ($language, $width px)', async (visit) => {
    const en = visit.language === 'en';
    const { page, complaints, shoot, close } = await open('/console/sign-in', visit);
    expect(await shoot('sign-in-services')).toEqual([]);
    await page.getByRole('button', { name: en ? 'Add a sign-in service' : '添加登录服务' }).click();
    const dialog = page.getByRole('dialog');
    expect(await shoot('sign-in-new')).toEqual([]);
    await dialog.getByRole('button', { name: en ? 'Save' : '保存' }).scrollIntoViewIfNeeded();
    expect(await shoot('sign-in-new-foot')).toEqual([]);
    await dialog.getByRole('button', { name: en ? 'Close' : '关闭' }).click();
    await page.getByRole('button', { name: en ? 'Edit' : '编辑' }).first().click();
    expect(await shoot('sign-in-edit')).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
