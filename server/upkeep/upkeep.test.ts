import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BackupView, HealthView, UpkeepView } from '../../common/contract/upkeep.ts';
import { callBy, commandLine, testParts } from '../../test/harness/operations.ts';
import { send, sendJson, startTestServer, type TestServer } from '../../test/harness/server.ts';
import { publishEvent, publishEvents } from '../platform/events/publish.ts';
import { readConfiguration } from '../platform/config/schema.ts';
import { invoke } from '../platform/index.ts';
import { watchHealth } from './actions/watch-health.ts';
import { verifyBackup } from './backup/verify-backup.ts';
import { createUpkeepOperations } from './operations.ts';

let server: TestServer;
let headers: { cookie: string };
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lichun-upkeep-'));
  server = await startTestServer({ at: new Date(), environment: { DATA_DIR: folder, BACKUP_KEEP: '2' } });
  headers = { cookie: await server.operator() };
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = async <Value>(at: string) => (await send(server.port, `/api/v1${at}`, { headers })).json<Value>();
const post = (at: string) => sendJson(server, 'POST', `/api/v1${at}`, {}, headers);

/** An event whose delivery to a subscriber was given up. */
async function parked(subject: string): Promise<string> {
  const id = await publishEvent(server.open.database, ['nobody-listens'], new Date(), { name: 'thing.happened', subject });
  await server.open.pool.query("update outbox set parked_at = now(), attempts = 15, last_error = 'Error: it broke' where event_id = $1", [id]);
  return id;
}

describe('health', () => {
  test('is told in words with cures, in the reader’s language', async () => {
    const chinese = await get<HealthView>('/upkeep/health');
    expect(chinese.findings.find(({ name }) => name === 'smtp')).toMatchObject({ level: 'warning', title: '发信', cure: expect.stringContaining('SMTP_URL') });
    const english = (await send(server.port, '/api/v1/upkeep/health', { headers: { ...headers, 'accept-language': 'en' } })).json<HealthView>();
    expect(english.findings.find(({ name }) => name === 'database')).toMatchObject({ level: 'ok', title: 'Database' });
    expect(english.findings.every(({ level, cure }) => (level === 'ok') === (cure === undefined))).toBe(true);
    expect(english.findings.filter(({ summary, cure = '' }) => /[{}]/.test(summary + cure))).toEqual([]);
  });

  test('shows versions, storage and what waits', async () => {
    const { versions, storage } = await get<UpkeepView>('/upkeep');
    expect(versions).toMatchObject({ program: '0.1.0', release: 1, node: process.versions.node });
    expect(storage.tables[0]?.bytes).toBeGreaterThan(0);
  });

  test('says whether backups hold the key of the centre: not where it comes from SECRET_KEY', async () => {
    const { fingerprint } = server.app.ground.secrets;
    expect((await get<UpkeepView>('/upkeep')).backups).toMatchObject({ withKey: true, fingerprint });
    const given = readConfiguration({ SECRET_KEY: Buffer.alloc(32, 7).toString('base64url') });
    if (!given.ok) throw new Error(JSON.stringify(given.problems));
    const { readUpkeep } = createUpkeepOperations(testParts({ configuration: given.configuration }));
    expect(await invoke(server.app.ground, readUpkeep, callBy(commandLine), {})).toMatchObject({ ok: true, value: { backups: { withKey: false, fingerprint } } });
  });

  test('another key than the centre’s is a problem, and the log says so at the start', async () => {
    await server.open.pool.query("update centre_key set fingerprint = 'of-another-node'");
    const { level, findings } = await get<HealthView>('/upkeep/health');
    expect({ level, key: findings.find(({ name }) => name === 'secret_key')?.level }).toEqual({ level: 'problem', key: 'problem' });
    await server.open.pool.query('update centre_key set fingerprint = $1', [server.app.ground.secrets.fingerprint]);
  });
});

describe('a delivery that was given up', () => {
  test('can be tried again, dropped and brought back, and everything is in the history', async () => {
    const event = await parked('one');
    expect(await get<{ items: unknown[] }>('/upkeep/parked-deliveries')).toMatchObject({ items: [{ event, subscriber: 'nobody-listens', name: 'thing.happened', subject: 'one', attempts: 15, lastError: 'Error: it broke' }] });
    const at = `/upkeep/parked-deliveries/${event}/nobody-listens`;
    expect((await post(`${at}/drop`)).status).toBe(200);
    expect((await post(`${at}/drop`)).status).toBe(404);
    expect(await get<{ items: unknown[] }>('/upkeep/parked-deliveries')).toEqual({ items: [] });
    expect(await get<{ items: unknown[] }>('/upkeep/dropped-deliveries')).toMatchObject({ items: [{ event, subscriber: 'nobody-listens', name: 'thing.happened', subject: 'one', attempts: 15, lastError: 'Error: it broke', droppedAt: expect.any(String) }] });
    expect((await post(`${at}/restore`)).status).toBe(200);
    expect(await get<{ items: unknown[] }>('/upkeep/dropped-deliveries')).toEqual({ items: [] });
    expect(await get<{ items: unknown[] }>('/upkeep/parked-deliveries')).toMatchObject({ items: [{ event, attempts: 15 }] });
    expect((await post(`${at}/retry`)).status).toBe(200);
    const { rows } = await server.open.pool.query('select attempts, parked_at from outbox where event_id = $1', [event]);
    expect(rows).toEqual([{ attempts: 0, parked_at: null }]);
    const { rows: history } = await server.open.pool.query("select operation from audit_entry where subject_kind = 'delivery' order by id");
    expect(history.map(({ operation }: { operation: string }) => operation)).toEqual(['dropParkedDelivery', 'restoreParkedDelivery', 'retryParkedDelivery']);
    await server.open.pool.query('delete from outbox where event_id = $1', [event]);
  });

  test.each(['parked-deliveries', 'dropped-deliveries'])('is listed a page at a time, each once: %s', async (list) => {
    for (let number = 0; number < 5; number++) {
      const event = await parked(String(number));
      if (list === 'dropped-deliveries') await post(`/upkeep/parked-deliveries/${event}/nobody-listens/drop`);
    }
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await get<{ items: { subject: string }[]; next?: string }>(`/upkeep/${list}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ subject }) => subject));
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect(seen.toSorted()).toEqual(['0', '1', '2', '3', '4']);
    await server.open.pool.query("delete from outbox where subscriber = 'nobody-listens'");
  });
});

describe('a backup that an operator begins', () => {
  const state = async () => (await get<{ items: BackupView[] }>('/upkeep/backups')).items[0]?.state;

  test('is made by a job, noted, and as whole as any other', async () => {
    const started = await post('/upkeep/backups');
    expect({ status: started.status, body: started.body }).toMatchObject({ status: 200 });
    await expect.poll(state).toBe('done');
    const [made] = (await get<{ items: BackupView[] }>('/upkeep/backups')).items;
    expect(made).toMatchObject({ origin: 'asked', startedBy: '春华', file: expect.stringContaining(path.join(folder, 'backups')) });
    expect(await verifyBackup(made?.file ?? '')).toMatchObject({ ok: true });
    expect((await get<HealthView>('/upkeep/health')).findings.find(({ name }) => name === 'backup')?.level).toBe('ok');
  });

  test('that lacks stored files says so wherever it is looked at', async () => {
    await server.open.pool.query("insert into stored_file (id, sha256, size, media_type, name, created_at, kept_at) values (gen_random_uuid(), repeat('0', 64), 5, 'text/plain', 'x', now(), now())");
    await server.open.pool.query("insert into stored_file (id, sha256, size, media_type, name, created_at, kept_at, deleted_at) values (gen_random_uuid(), repeat('0', 64), 5, 'text/plain', 'deleted', now(), now(), now())");
    server.clock.advance(1_100);
    expect((await post('/upkeep/backups')).status).toBe(200);
    await expect.poll(state).toBe('done');
    expect((await get<{ items: BackupView[] }>('/upkeep/backups')).items[0]).toMatchObject({ missingFiles: 1, problem: expect.stringContaining('备份里缺 1 个文件') });
    expect((await get<HealthView>('/upkeep/health')).findings.find(({ name }) => name === 'backup')).toMatchObject({ level: 'warning', summary: expect.stringContaining('其中缺 1 个文件') });
    const { rows } = await server.open.pool.query("select data from event where name = 'upkeep.backup_made' order by position desc limit 1");
    expect(rows).toMatchObject([{ data: { missingFiles: 1 } }]);
    await server.open.pool.query('delete from stored_file');
  });

  test('is one at a time', async () => {
    await server.open.pool.query("insert into backup_run (id, origin, state, started_at, updated_at) values (gen_random_uuid(), 'timetable', 'running', now(), now())");
    const refused = await post('/upkeep/backups');
    expect({ status: refused.status, says: refused.body.includes('已有一次备份在进行') }).toEqual({ status: 409, says: true });
    await server.open.pool.query("delete from backup_run where state = 'running'");
  });

  test('that cannot be written says why, and is told', async () => {
    rmSync(path.join(folder, 'backups'), { recursive: true });
    writeFileSync(path.join(folder, 'backups'), 'a file where the folder should be');
    expect((await post('/upkeep/backups')).status).toBe(200);
    await expect.poll(state).toBe('failed');
    expect((await get<{ items: BackupView[] }>('/upkeep/backups')).items[0]?.problem).toContain('没有写成');
    const { rows } = await server.open.pool.query("select name from event where name = 'upkeep.backup_failed'");
    expect(rows).toHaveLength(1);
    rmSync(path.join(folder, 'backups'));
    await server.open.pool.query("delete from backup_run where state = 'failed'");
  });

  test('lets the oldest go', async () => {
    for (let number = 0; number < 3; number++) {
      expect((await post('/upkeep/backups')).status).toBe(200);
      await expect.poll(state).toBe('done');
      server.clock.advance(1_100);
    }
    await expect.poll(() => readdirSync(path.join(folder, 'backups')).length).toBe(2);
  });
});

describe('the watcher', () => {
  const published = async () => (await server.open.pool.query<{ name: string; subject: string }>("select name, subject from event where name in ('upkeep.trouble', 'upkeep.recovered') order by position")).rows;

  test('tells a problem once, and that it is over', async () => {
    const { database } = server.open;
    const step = async (run: (step: never) => Promise<unknown>) =>
      database.transaction().execute((db) => run({ db, publish: async (...events: { name: string; subject: string }[]) => publishEvents(db, () => [], new Date(), events), audit: async () => undefined } as never));
    const work = { db: database, now: new Date(), log: server.app.ground.log, signal: new AbortController().signal, step } as never;
    const parts = testParts({ running: server.app.running, dataFolder: folder });
    await server.open.pool.query("update centre_key set fingerprint = 'of-another-node'");
    await watchHealth(parts, work);
    await watchHealth(parts, work);
    expect(await published()).toEqual([{ name: 'upkeep.trouble', subject: 'secret_key' }]);
    await server.open.pool.query('update centre_key set fingerprint = $1', [server.app.ground.secrets.fingerprint]);
    await watchHealth(parts, work);
    expect((await published()).at(-1)).toEqual({ name: 'upkeep.recovered', subject: 'secret_key' });
  });
});
