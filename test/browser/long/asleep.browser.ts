import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrations } from '../../../server/migrations.ts';
import { callerFor } from '../../../server/platform/index.ts';
import { allowingReceivers, startReceiver, type Receiver } from '../../../server/programs/testing/receiver.ts';
import { makeBackup } from '../../../server/upkeep/backup/make-backup.ts';
import { restoreBackup } from '../../../server/upkeep/backup/restore-backup.ts';
import { ask, bareDatabase } from '../../../server/upkeep/testing/centres.ts';
import { callBy, commandLine, testSecrets } from '../../harness/operations.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { launchChromium } from '../chromium.ts';
import { openPage, visits } from './open-page.ts';

let server: TestServer;
let browser: Browser;
let receiver: Receiver;
let cookie = '';
let folder = '';

/** A centre restored asleep: a mail, a job and a message wait in it, and another message waits for a webhook that is off. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lichun-asleep-page-'));
  receiver = await startReceiver();
  receiver.answer = () => ({ status: 500 });
  const before = await startTestServer({ environment: allowingReceivers(receiver) });
  cookie = await before.operator();
  const root = callerFor(before.app.ground, before.app.operations, callBy(commandLine));
  for (const enabled of [true, false]) {
    const made = await root.createWebhook({ address: receiver.address, events: ['upkeep.trouble'], enabled });
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  }
  await before.open.pool.query("insert into webhook_delivery (id, endpoint_id, event_id, event, subject, position, body, state, next_attempt_at, created_at) select gen_random_uuid(), id, gen_random_uuid(), 'upkeep.trouble', 'disk', 1, '{}', 'waiting', '2026-12-01', now() from webhook_endpoint");
  await before.open.database.transaction().execute((tx) => before.app.ground.enqueueJob(tx, 'cleanUpkeep', {}, { runAt: new Date('2100-01-01T00:00:00Z'), key: 'waits' }));
  const file = path.join(folder, 'centre.lichun');
  await makeBackup({ connection: before.connection, dataFolder: folder, target: file, withKey: false, fingerprint: testSecrets.fingerprint, now: new Date('2026-11-17T19:00:00Z') });
  await before.close();
  const [connection, dataFolder] = [await bareDatabase(), path.join(folder, 'data')];
  mkdirSync(dataFolder);
  const restored = await restoreBackup({ connection, dataFolder, file, migrations, givenKey: Buffer.alloc(32, 7).toString('base64url'), acceptOtherKey: false, asleep: true, now: new Date('2026-11-18T01:00:00Z') });
  if (!restored.ok) throw new Error(JSON.stringify(restored.problem));
  await ask(connection, "update webhook_delivery set next_attempt_at = '2026-11-01'");
  await ask(connection, "insert into mail (id, kind, recipient, language, subject, body, secret, state, created_at, next_attempt_at) values (gen_random_uuid(), 'notice', 'qiushi@example.com', 'zh-CN', '通知', '{}', false, 'waiting', now(), '2026-11-01')");
  await ask(connection, "update pgboss.job set start_after = '2026-11-01' where singleton_key = 'key:waits'");
  receiver.heard.length = 0;
  receiver.answer = () => ({ status: 204 });
  server = await startTestServer({ connection, environment: allowingReceivers(receiver) });
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (visit: (typeof visits)[number]) => openPage(browser, server, '/console/upkeep', { ...visit, cookie });
const states = async () => {
  const { rows } = await server.open.pool.query<{ mail: string; deliveries: string[]; job: string }>(
    "select (select state from mail) as mail, (select array_agg(state::text order by state) from webhook_delivery) as deliveries, (select state::text from pgboss.job where singleton_key = 'key:waits') as job",
  );
  return rows[0];
};

test.each(visits)('a centre that sleeps says so, and waking it is asked legibly ($language, $width px)', async (visit) => {
  const en = visit.language === 'en';
  const { page, complaints, shoot, close } = await open(visit);
  await page.getByRole('heading', { name: en ? 'This centre is asleep' : '这个中心在休眠' }).waitFor();
  expect(await page.getByRole('button', { name: en ? 'Back up now' : '现在备份' }).isDisabled()).toBe(true);
  expect(await shoot('asleep')).toEqual([]);
  await page.getByRole('button', { name: en ? 'Wake it' : '唤醒', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  expect(await shoot('asleep-wake')).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test('it is woken on the page: what waited goes out, what is off stays, and the page says that it is awake', async () => {
  const { page, complaints, shoot, close } = await open(visits[0]);
  const dialog = page.getByRole('dialog', { name: '唤醒这个中心？' });
  const wake = page.getByRole('button', { name: '唤醒', exact: true });
  await wake.tap();
  // What waits for a webhook that is off does not go out, and is not counted.
  await dialog.getByText(/1 封邮件、1 次 Webhook 投递、\d+ 个任务，还有通知/).waitFor();
  await dialog.getByRole('button', { name: '取消' }).tap();
  await dialog.waitFor({ state: 'detached' });
  await server.app.webhooks.settled();
  expect({ heard: receiver.heard.length, ...(await states()) }).toEqual({ heard: 0, mail: 'waiting', deliveries: ['waiting', 'waiting'], job: 'created' });

  await wake.tap();
  await dialog.getByRole('button', { name: '现在唤醒' }).tap();
  await page.getByText('已唤醒，开始往外发送。').waitFor();
  await page.getByRole('heading', { name: '这个中心在休眠' }).waitFor({ state: 'detached' });
  await expect.poll(states).toEqual({ mail: 'caught', deliveries: ['delivered', 'waiting'], job: 'completed' });
  expect(receiver.heard.map(({ body }) => body)).toEqual(['{}']);
  expect(await page.getByRole('button', { name: '现在备份' }).isEnabled()).toBe(true);
  expect(await shoot('awake')).toEqual([]);
  const { rows } = await server.open.pool.query("select operation, actor_name from audit_entry where subject_kind = 'upkeep'");
  expect(rows).toEqual([{ operation: 'wakeCentre', actor_name: '春华' }]);
  expect(complaints).toEqual([]);
  await close();
});
