import type { z } from 'zod';
import type { healthSchema, upkeepSchema } from '../../../common/contract/upkeep.ts';
import type { ProductParts } from '../../parts.ts';
import { readOutboxState } from '../../platform/events/index.ts';
import { done, pendingMigrations, programVersion, release, type Outcome, type Work } from '../../platform/index.ts';
import { readJobState } from '../../platform/jobs/index.ts';
import { readMailCounts } from '../../platform/mail/index.ts';
import { readWebhookCounts } from '../../programs/index.ts';
import { examine } from '../health/examine.ts';
import { readSleep } from '../store/sleep.ts';
import { readDatabaseFacts, readFileTotals, readTableSizes } from '../store/health.ts';
import { findingInWords, healthInWords } from '../words.ts';
import { backupFolder } from './perform-backup.ts';
import { healthGround } from './watch-health.ts';

const tablesShown = 8;
const mebibyte = 1024 ** 2;

/** Everything that is looked at, in words. */
export async function readHealth(parts: ProductParts, { db, now, language }: Work): Promise<Outcome<z.input<typeof healthSchema>>> {
  const { level, findings } = await examine(healthGround(parts, db, now));
  const summary = healthInWords(level, findings.filter((finding) => finding.level === level).length, language);
  return done({ level, summary, at: now.toISOString(), findings: findings.map((finding) => findingInWords(finding, language)) });
}

/** What runs here, what it takes up, and what waits. */
export async function readUpkeep(parts: ProductParts, { db, now }: Work): Promise<Outcome<z.input<typeof upkeepSchema>>> {
  const { configuration, running } = parts;
  const facts = await readDatabaseFacts(db);
  const tables = await readTableSizes(db, tablesShown);
  const files = await readFileTotals(db);
  const jobs = (await readJobState(db)).filter(({ name }) => !name.startsWith('__'));
  const jobsIn = (...states: string[]) => jobs.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0);
  const { oldestWaiting, ...outbox } = await readOutboxState(db);
  const { waiting, failed, caught } = await readMailCounts(db, now);
  const { oldestWaiting: _oldest, ...webhooks } = await readWebhookCounts(db, now);
  const sleep = await readSleep(db);
  const { applied } = await pendingMigrations(db, running?.migrations ?? {});
  return done({
    ...(sleep === undefined ? {} : { asleep: { since: sleep.since.toISOString(), backupOf: sleep.backupOf.toISOString() } }),
    versions: { program: programVersion, release, node: process.versions.node, postgres: facts.version, migrations: applied.length, lastMigration: applied.at(-1) ?? '' },
    storage: { database: facts.bytes, tables, files: { count: files.files, bytes: files.bytes, quota: configuration.FILES_MAXIMUM_MB * mebibyte } },
    jobs: { waiting: jobsIn('created', 'retry'), active: jobsIn('active'), failed: jobsIn('failed') },
    outbox: { ...outbox, ...(oldestWaiting === null ? {} : { oldestWaiting: oldestWaiting.toISOString() }) },
    mails: { waiting, failed, caught },
    webhooks,
    backups: { folder: backupFolder(parts), daily: configuration.BACKUP_DIR !== undefined, keep: configuration.BACKUP_KEEP, hour: configuration.BACKUP_HOUR, withKey: configuration.SECRET_KEY === undefined, fingerprint: parts.secrets.fingerprint },
  });
}
