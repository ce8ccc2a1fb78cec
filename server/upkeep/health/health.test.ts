import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testGround, type TestGround } from '../../../test/harness/operations.ts';
import { upkeepMessages } from '../../../common/locales/upkeep/index.ts';
import { migrations } from '../../migrations.ts';
import { readConfiguration } from '../../platform/config/schema.ts';
import type { HealthGround } from './check.ts';
import { runCheck } from './check.ts';
import { checks, examine } from './examine.ts';

let ground: TestGround;
let folder = '';
beforeAll(async () => {
  ground = await testGround();
  folder = mkdtempSync(path.join(tmpdir(), 'lichun-health-'));
});
afterAll(async () => {
  await ground.close();
  rmSync(folder, { recursive: true, force: true });
});

function looking(environment: Record<string, string> = {}, change: Partial<HealthGround> = {}): HealthGround {
  const read = readConfiguration(environment);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return { configuration: read.configuration, dataFolder: folder, database: ground.database, fingerprint: ground.secrets.fingerprint, migrations, now: new Date(), ...change };
}

/** What one check finds. */
async function find(name: string, environment: Record<string, string> = {}, change: Partial<HealthGround> = {}) {
  const check = checks.find((candidate) => candidate.name === name);
  if (check === undefined) throw new Error(`There is no check ${name}`);
  const { level, code } = await runCheck(check, looking(environment, change));
  return { level, code };
}

describe('the settings', () => {
  test.each([
    ['public_url', {}, 'warning', 'public_url_missing'],
    ['public_url', { PUBLIC_URL: 'http://help.example.com' }, 'warning', 'public_url_plain'],
    ['public_url', { PUBLIC_URL: 'http://localhost:8080' }, 'ok', 'public_url_ok'],
    ['public_url', { PUBLIC_URL: 'https://help.example.com' }, 'ok', 'public_url_ok'],
    ['proxy', {}, 'ok', 'proxy_none'],
    ['proxy', { PUBLIC_URL: 'https://help.example.com' }, 'warning', 'proxy_missing'],
    ['proxy', { PUBLIC_URL: 'https://help.example.com', TRUSTED_PROXY: '127.0.0.1' }, 'ok', 'proxy_ok'],
    ['proxy', { TRUSTED_PROXY: '::/0' }, 'problem', 'proxy_everyone'],
    ['smtp', {}, 'warning', 'smtp_missing'],
    ['sms', {}, 'ok', 'sms_none'],
    ['sms', { SMS_URL: 'https://sms.example.com/send?to={to}&text={text}' }, 'ok', 'sms_ok'],
    ['backup_place', {}, 'warning', 'backup_place_none'],
    ['backup_place', { BACKUP_DIR: '/nowhere/at/all' }, 'warning', 'backup_place_missing'],
  ] as const)('%s with %j: %s, %s', async (name, environment, level, code) => expect(await find(name, environment)).toEqual({ level, code }));

  test('of a certificate: one that is none, one that has ended', async () => {
    const file = path.join(folder, 'ca.pem');
    writeFileSync(file, 'nothing of the kind');
    expect(await find('certificate', { SMTP_TLS_CA: file })).toEqual({ level: 'problem', code: 'certificate_empty' });
    writeFileSync(file, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect(await find('certificate', { SMTP_TLS_CA: file })).toEqual({ level: 'problem', code: 'check_failed' });
  });

  test('of the second factor: not asked of one alone, missing for two, required', async () => {
    const employ = (id: string) => ground.open.pool.query("with added as (insert into person (id, name, created_at) values ($1, '春华', now()) returning id) insert into role_grant (person_id, role, granted_at) select id, 'operator', now() from added", [id]);
    await employ('00000000-0000-7000-8000-000000000001');
    expect(await find('second_factor')).toEqual({ level: 'ok', code: 'second_factor_alone' });
    await employ('00000000-0000-7000-8000-000000000002');
    expect(await find('second_factor')).toEqual({ level: 'warning', code: 'second_factor_missing' });
    await ground.open.pool.query('update staff_policy set second_factor_required = true');
    expect(await find('second_factor')).toEqual({ level: 'ok', code: 'second_factor_required' });
  });

  test('of the holidays: known, about to be missing, missing', async () => {
    expect(await find('holidays', {}, { now: new Date('2026-06-01T00:00:00Z') })).toEqual({ level: 'ok', code: 'holidays_ok' });
    expect(await find('holidays', {}, { now: new Date('2099-01-01T00:00:00Z') })).toEqual({ level: 'problem', code: 'holidays_over' });
  });
});

describe('the key of the centre', () => {
  test.each([
    ['none', undefined, 'warning', 'key_none'],
    ['another one', 'of-another-node', 'problem', 'key_other'],
  ])('%s', async (_what, fingerprint, level, code) => {
    await ground.open.pool.query("insert into centre_key (fingerprint, since) values ('the-known-one', now()) on conflict do nothing");
    expect(await find('secret_key', {}, { fingerprint })).toEqual({ level, code });
  });

  test('in a file that others can read', async () => {
    const file = path.join(folder, 'secret-key');
    writeFileSync(file, 'x', { mode: 0o644 });
    expect(await find('secret_key', {}, { fingerprint: 'the-known-one' })).toEqual({ level: 'problem', code: 'key_readable' });
    rmSync(file);
    expect(await find('secret_key', {}, { fingerprint: 'the-known-one' })).toEqual({ level: 'ok', code: 'key_ok' });
  });
});

describe('what waits and what was left', () => {
  test('an old event in the outbox is late, then stuck', async () => {
    const { rows } = await ground.open.pool.query<{ id: string }>("insert into event (id, name, subject, data, occurred_at) values (gen_random_uuid(), 'x', 'y', '{}', now() - interval '5 minutes') returning id");
    await ground.open.pool.query("insert into outbox (event_id, subscriber, subject, position) select id, 'nobody', subject, position from event where id = $1", [rows[0]?.id]);
    expect(await find('outbox')).toEqual({ level: 'warning', code: 'outbox_late' });
    await ground.open.pool.query("update event set occurred_at = now() - interval '2 hours'");
    expect(await find('outbox')).toEqual({ level: 'problem', code: 'outbox_stuck' });
    await ground.open.pool.query('update outbox set parked_at = now()');
    expect(await find('outbox')).toEqual({ level: 'ok', code: 'outbox_ok' });
    expect(await find('parked')).toEqual({ level: 'warning', code: 'parked_some' });
  });

  test('a file of the store that is not where it should be', async () => {
    expect(await find('files')).toEqual({ level: 'ok', code: 'files_ok' });
    await ground.open.pool.query("insert into stored_file (id, sha256, size, media_type, name, created_at, kept_at) values (gen_random_uuid(), repeat('0', 64), 5, 'text/plain', 'x', now(), now())");
    expect(await find('files')).toEqual({ level: 'problem', code: 'files_missing' });
  });

  test('parts of backups that nobody finished, once they are old', async () => {
    mkdirSync(path.join(folder, 'backups'));
    const part = path.join(folder, 'backups', 'lichun-20261122-030000Z.tar.gz.77.part');
    writeFileSync(part, '');
    expect(await find('leftovers')).toEqual({ level: 'ok', code: 'leftovers_none' });
    utimesSync(part, new Date(0), new Date(0));
    expect(await find('leftovers')).toEqual({ level: 'warning', code: 'leftovers_found' });
  });

  test('a backup: never, failed, old, good', async () => {
    const run = (state: string, age: string) => ground.open.pool.query(`insert into backup_run (id, origin, state, started_at, updated_at) values (gen_random_uuid(), 'asked', '${state}', now() - interval '${age}', now())`);
    expect(await find('backup')).toEqual({ level: 'warning', code: 'backup_never' });
    await run('failed', '1 hour');
    expect(await find('backup')).toEqual({ level: 'problem', code: 'backup_failed' });
    await ground.open.pool.query('delete from backup_run');
    await run('done', '3 days');
    expect(await find('backup', { BACKUP_DIR: folder })).toEqual({ level: 'warning', code: 'backup_old' });
    expect(await find('backup')).toEqual({ level: 'ok', code: 'backup_ok' });
  });
});

describe('a look at everything', () => {
  test('without a database tells that, and what can be told without it', async () => {
    const { level, findings } = await examine(looking({}, { database: undefined, reason: 'it is away' }));
    expect(level).toBe('problem');
    expect(findings[0]).toMatchObject({ name: 'database', code: 'database_away', facts: { reason: 'it is away' } });
    expect(findings.map(({ name }) => name)).toContain('disk');
    expect(findings.map(({ name }) => name)).not.toContain('outbox');
  });

  test('finds nothing for which there is no sentence, and nothing to do without a cure', async () => {
    const texts: Readonly<Record<string, unknown>> = upkeepMessages['zh-CN'];
    const { findings } = await examine(looking());
    expect(findings.flatMap(({ name, level, code }) => [`check.${name}`, `finding.${code}`, ...(level === 'ok' ? [] : [`cure.${code}`])]).filter((key) => !(key in texts))).toEqual([]);
    const said = Object.keys(texts).filter((key) => key.startsWith('cure.'));
    expect(said.filter((key) => !(key.replace('cure.', 'finding.') in texts))).toEqual([]);
  });
});
