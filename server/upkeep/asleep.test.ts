import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HealthView, UpkeepView } from '../../common/contract/upkeep.ts';
import { testSecrets } from '../../test/harness/operations.ts';
import { send, sendJson, startTestServer, type TestServer } from '../../test/harness/server.ts';
import { migrations } from '../migrations.ts';
import type { ConnectionSettings } from '../platform/database/index.ts';
import { allowingReceivers, startReceiver, type Receiver } from '../programs/testing/receiver.ts';
import { makeBackup } from './backup/make-backup.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { ask, bareDatabase } from './testing/centres.ts';

let receiver: Receiver;
let folder = '';
let cookie = '';
const file = () => path.join(folder, 'centre.lichun');

/** A centre with a message to a webhook and a job that wait, in a backup. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lichun-asleep-'));
  receiver = await startReceiver();
  receiver.answer = () => ({ status: 500 });
  const before = await startTestServer({ environment: allowingReceivers(receiver) });
  cookie = await before.operator();
  const { open, app } = before;
  await sendJson(before, 'POST', '/api/v1/webhooks', { address: receiver.address, events: ['upkeep.trouble'] }, { cookie });
  await open.pool.query("insert into webhook_delivery (id, endpoint_id, event_id, event, subject, position, body, state, next_attempt_at, created_at) select gen_random_uuid(), id, gen_random_uuid(), 'upkeep.trouble', 'disk', 1, '{}', 'waiting', '2026-12-01', now() from webhook_endpoint");
  await open.database.transaction().execute((tx) => app.ground.enqueueJob(tx, 'cleanUpkeep', {}, { runAt: new Date('2100-01-01T00:00:00Z'), key: 'waits' }));
  await makeBackup({ connection: before.connection, dataFolder: folder, target: file(), withKey: false, fingerprint: testSecrets.fingerprint, now: new Date('2026-11-18T02:00:00Z') });
  await before.close();
});
afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The backup in a database of its own, with a mail beside, everything in it due now. */
async function restored(asleep: boolean, name: string): Promise<ConnectionSettings> {
  const connection = await bareDatabase();
  const dataFolder = path.join(folder, name);
  mkdirSync(dataFolder);
  const outcome = await restoreBackup({ connection, dataFolder, file: file(), migrations, givenKey: Buffer.alloc(32, 7).toString('base64url'), acceptOtherKey: false, asleep, now: new Date('2026-11-18T01:00:00Z') });
  expect(outcome).toMatchObject({ ok: true, asleep });
  await ask(connection, "update webhook_delivery set next_attempt_at = '2026-11-01'");
  await ask(connection, "insert into mail (id, kind, recipient, language, subject, body, secret, state, created_at, next_attempt_at) values (gen_random_uuid(), 'notice', 'qiushi@example.com', 'zh-CN', '通知', '{}', false, 'waiting', now(), '2026-11-01')");
  await ask(connection, "update pgboss.job set start_after = '2026-11-01' where singleton_key = 'key:waits'");
  return connection;
}

const states = async ({ open }: TestServer) =>
  (await open.pool.query<{ mail: string; delivery: string; job: string }>("select (select state from mail) as mail, (select state from webhook_delivery) as delivery, (select state::text from pgboss.job where singleton_key = 'key:waits') as job")).rows[0];
const get = async <Value>(server: TestServer, at: string) => (await send(server.port, `/api/v1${at}`, { headers: { cookie, 'accept-language': 'en' } })).json<Value>();

test('a centre that was restored asleep sends nothing and runs nothing until an operator wakes it, and says so', async () => {
  const server = await startTestServer({ connection: await restored(true, 'asleep'), environment: allowingReceivers(receiver) });
  try {
    receiver.heard.length = 0;
    receiver.answer = () => ({ status: 204 });
    expect((await get<UpkeepView>(server, '/upkeep')).asleep).toEqual({ since: '2026-11-18T01:00:00.000Z', backupOf: '2026-11-18T02:00:00.000Z' });
    const { findings } = await get<HealthView>(server, '/upkeep/health');
    expect(findings.find(({ name }) => name === 'asleep')).toMatchObject({ level: 'warning', summary: expect.stringContaining('sends no mails'), cure: expect.stringContaining('lichun wake') });
    expect(findings.filter(({ name }) => name === 'job_clock' || name === 'mails').map(({ level }) => level)).toEqual(['ok', 'ok']);
    expect((await sendJson(server, 'POST', '/api/v1/upkeep/backups', {}, { cookie })).json<object>()).toMatchObject({ status: 409, code: 'centre_asleep' });
    await server.app.webhooks.settled();
    expect({ heard: receiver.heard.length, ...(await states(server)) }).toEqual({ heard: 0, mail: 'waiting', delivery: 'waiting', job: 'created' });

    expect((await sendJson(server, 'POST', '/api/v1/upkeep/wake', {}, { cookie })).body).toBe('{"woken":true}');
    await expect.poll(() => states(server)).toEqual({ mail: 'caught', delivery: 'delivered', job: 'completed' });
    expect(receiver.heard.map(({ body }) => body)).toEqual(['{}']);
    expect((await get<UpkeepView>(server, '/upkeep')).asleep).toBeUndefined();
    expect((await sendJson(server, 'POST', '/api/v1/upkeep/wake', {}, { cookie })).body).toBe('{"woken":false}');
    const { rows } = await server.open.pool.query("select operation, actor_name, before ->> 'asleepSince' as since from audit_entry where subject_kind = 'upkeep'");
    expect(rows).toEqual([{ operation: 'wakeCentre', actor_name: '春华', since: '2026-11-18T01:00:00.000Z' }]);
  } finally {
    await server.close();
  }
});

test('one that was restored to take over is awake, and a backup of one that sleeps sleeps again', async () => {
  const awake = await startTestServer({ connection: await restored(false, 'awake'), environment: allowingReceivers(receiver) });
  try {
    await expect.poll(() => states(awake)).toMatchObject({ mail: 'caught', delivery: 'delivered' });
  } finally {
    await awake.close();
  }
  const sleeping = await restored(true, 'sleeping');
  const again = path.join(folder, 'again.lichun');
  expect((await makeBackup({ connection: sleeping, dataFolder: folder, target: again, withKey: false, fingerprint: testSecrets.fingerprint, now: new Date('2026-11-19T02:00:00Z') })).ok).toBe(true);
  mkdirSync(path.join(folder, 'again'));
  expect(await restoreBackup({ connection: await bareDatabase(), dataFolder: path.join(folder, 'again'), file: again, migrations, givenKey: Buffer.alloc(32, 7).toString('base64url'), acceptOtherKey: false, asleep: false, now: new Date() })).toMatchObject({ ok: true, asleep: true });
});

test('the backup of a program that knew nothing of sleep can be restored asleep', async () => {
  const older = await bareDatabase();
  mkdirSync(path.join(folder, 'older'));
  expect((await restoreBackup({ connection: older, dataFolder: path.join(folder, 'older'), file: file(), migrations, givenKey: Buffer.alloc(32, 7).toString('base64url'), acceptOtherKey: false, asleep: false, now: new Date() })).ok).toBe(true);
  await ask(older, 'drop table centre_sleep');
  await ask(older, "delete from kysely_migration where name = '0120-sleep'");
  const target = path.join(folder, 'older.lichun');
  expect((await makeBackup({ connection: older, dataFolder: folder, target, withKey: false, fingerprint: testSecrets.fingerprint, now: new Date('2026-11-18T02:00:00Z') })).ok).toBe(true);
  const connection = await bareDatabase();
  mkdirSync(path.join(folder, 'younger'));
  expect(await restoreBackup({ connection, dataFolder: path.join(folder, 'younger'), file: target, migrations, givenKey: Buffer.alloc(32, 7).toString('base64url'), acceptOtherKey: false, asleep: true, now: new Date() })).toMatchObject({ ok: true, asleep: true });
  expect(await ask(connection, 'select backup_of from centre_sleep')).toEqual([{ backup_of: new Date('2026-11-18T02:00:00Z') }]);
});
