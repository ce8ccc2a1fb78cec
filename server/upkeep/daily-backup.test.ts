import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testGround, testParts, type TestGround } from '../../test/harness/operations.ts';
import type { Running } from '../parts.ts';
import { readConfiguration } from '../platform/config/schema.ts';
import { publishEvents } from '../platform/events/publish.ts';
import { silentLog, type DomainEvent } from '../platform/index.ts';
import type { JobWork } from '../platform/jobs/index.ts';
import { verifyBackup } from './backup/verify-backup.ts';
import { createUpkeepJobs } from './jobs.ts';
import { insertBackupRun, listBackupRuns } from './store/backup-runs.ts';

const hour = 3600_000;
let ground: TestGround;
let folder = '';
let published: string[] = [];
beforeEach(async () => {
  ground = await testGround();
  folder = mkdtempSync(path.join(tmpdir(), 'lichun-daily-'));
  published = [];
  ground.clock.set(new Date('2026-11-18T02:00:00Z'));
});
afterEach(async () => {
  await ground.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The job's turn, as the clock calls it every ten minutes. */
async function turn(environment: Record<string, string>): Promise<void> {
  const read = readConfiguration(environment);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const running = { connection: ground.connection } as Running;
  const { makeDailyBackup } = createUpkeepJobs(testParts({ configuration: read.configuration, dataFolder: folder, secrets: ground.secrets, running }));
  const work: JobWork = {
    db: ground.database, now: ground.clock.now(), log: silentLog, signal: new AbortController().signal,
    publish: () => Promise.reject(new Error('A job outside publishes in its steps')),
    afterCommit: () => undefined,
    step: (run) => ground.database.transaction().execute((db) => run({
      db, now: ground.clock.now(),
      publish: async (...events: DomainEvent[]) => {
        published.push(...events.map(({ name }) => name));
        await publishEvents(db, () => [], ground.clock.now(), events);
      },
      audit: async () => undefined,
    } as unknown as Parameters<typeof run>[0])),
  };
  await makeDailyBackup.run(work, {});
}
const backups = (place: string) => readdirSync(path.join(folder, place)).toSorted();

test('once a day the whole centre goes into a file that holds together, and the oldest go', async () => {
  const environment = { BACKUP_DIR: path.join(folder, 'kept'), BACKUP_HOUR: '3', BACKUP_KEEP: '2' };
  await turn(environment);
  const [first = ''] = backups('kept');
  expect(await verifyBackup(path.join(folder, 'kept', first))).toMatchObject({ ok: true, manifest: { createdAt: '2026-11-18T02:00:00.000Z' } });
  expect(published).toEqual(['upkeep.backup_started', 'upkeep.backup_made']);
  // Ten in the morning was after the hour; nothing more that day, and not before three the next morning.
  for (const later of [10 * 60_000, 12 * hour, 4 * hour]) {
    ground.clock.advance(later);
    await turn(environment);
    expect(backups('kept')).toEqual([first]);
  }
  for (let day = 0; day < 2; day++) {
    ground.clock.advance(24 * hour);
    await turn(environment);
  }
  expect(backups('kept')).toHaveLength(2);
  expect(backups('kept')).not.toContain(first);
  expect((await listBackupRuns(ground.database, 9)).map(({ state, origin }) => `${origin} ${state}`)).toEqual(Array.from({ length: 3 }, () => 'timetable done'));
});

test('one that fails is told, tried once more after an hour, and again the next day', async () => {
  writeFileSync(path.join(folder, 'a file'), '');
  const environment = { BACKUP_DIR: path.join(folder, 'a file', 'in it'), BACKUP_HOUR: '3' };
  await turn(environment);
  ground.clock.advance(10 * 60_000);
  await turn(environment);
  expect(published).toEqual(['upkeep.backup_started', 'upkeep.backup_failed']);
  expect(await listBackupRuns(ground.database, 9)).toMatchObject([{ origin: 'timetable', state: 'failed', problem: { code: 'fault' } }]);
  ground.clock.advance(hour);
  await turn(environment);
  ground.clock.advance(2 * hour);
  await turn(environment);
  expect(published.slice(2)).toEqual(['upkeep.backup_started', 'upkeep.backup_failed']);
  ground.clock.advance(24 * hour);
  await turn({ ...environment, BACKUP_DIR: path.join(folder, 'kept') });
  expect(published.slice(4)).toEqual(['upkeep.backup_started', 'upkeep.backup_made']);
});

test('none is begun while another is under way, and none at all without a folder for them', async () => {
  await insertBackupRun(ground.database, { origin: 'asked', state: 'running', startedBy: null }, ground.clock.now());
  await turn({ BACKUP_DIR: path.join(folder, 'kept') });
  expect(published).toEqual([]);
  ground.clock.advance(24 * hour);
  await turn({});
  expect(published).toEqual([]);
  await turn({ BACKUP_DIR: path.join(folder, 'kept') });
  expect(backups('kept')).toHaveLength(1);
});
