import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ConnectionSettings } from '../../platform/database/index.ts';
import type { Migrations } from '../../platform/index.ts';
import { createSecrets, keyFileName } from '../../platform/secrets/index.ts';
import { openRefill, type Refill } from '../store/refill.ts';
import { partNames, type BackupManifest } from './format.ts';
import { placeOfFile } from './make-backup.ts';
import { BackupRefused, fileProblem, type BackupProblem } from './problem.ts';
import { readArchive, type ArchivePart } from './read-archive.ts';
import { contentOf, readPart, verifyBackup } from './verify-backup.ts';

export type RestorePlan = {
  connection: ConnectionSettings;
  dataFolder: string;
  /** The backup, as an absolute path. */
  file: string;
  /** Every change of the database that this program knows. */
  migrations: Migrations;
  /** SECRET_KEY, when the key of the centre is given and not kept in the data folder. */
  givenKey: string | undefined;
  /** Goes on with another key than the backup's: what was sealed with the old one cannot be opened any more. */
  acceptOtherKey: boolean;
  /** The centre sends nothing until somebody wakes it. */
  asleep: boolean;
  now: Date;
  onProgress?(progress: { stage: 'checking' | 'filling'; name: string; bytes: number }): void;
};

export type BackupRestored = { ok: true; manifest: BackupManifest; /** Where the key of the empty centre was put aside. */ keyPutAside: string | undefined; /** It sends nothing until somebody wakes it; also because its backup is of a centre that slept. */ asleep: boolean } | { ok: false; problem: BackupProblem };

/**
 * Fills an empty centre from a backup: everything is read and compared first; then the database is filled in one transaction, with the
 * files and the key put in place before it commits. Afterwards the database is as the backup's program left it; newer changes are the
 * caller's to make. Nothing has changed when it is refused or fails. Faults are thrown.
 */
export async function restoreBackup(plan: RestorePlan): Promise<BackupRestored> {
  const verified = await verifyBackup(plan.file, (bytes) => plan.onProgress?.({ stage: 'checking', name: '', bytes }));
  if (!verified.ok) return verified;
  const { manifest } = verified;
  try {
    const unknown = manifest.migrations.find((name) => !Object.hasOwn(plan.migrations, name));
    if (unknown !== undefined) throw new BackupRefused('backup_newer_program', { program: manifest.program, migration: unknown });
    if (await hasEntries(path.join(plan.dataFolder, 'files'))) throw new BackupRefused('restore_files_present', { folder: path.join(plan.dataFolder, 'files') });
    const forgetKey = await judgeKey(plan, manifest);
    const refill = await openRefill(plan.connection);
    try {
      if (await refill.isServed()) throw new BackupRefused('restore_running');
      if ((await refill.emptiness()) === 'used') throw new BackupRefused('restore_not_empty');
      return { ok: true, manifest, ...(await fillCentre(plan, manifest, refill, forgetKey)) };
    } finally {
      await refill.close();
    }
  } catch (error) {
    if (error instanceof BackupRefused) return { ok: false, problem: error.problem };
    const problem = fileProblem(error, 'writing', plan.dataFolder);
    if (problem !== undefined) return { ok: false, problem };
    throw error;
  }
}

async function fillCentre(plan: RestorePlan, manifest: BackupManifest, refill: Refill, forgetKey: boolean): Promise<{ keyPutAside: string | undefined; asleep: boolean }> {
  const staged = path.join(plan.dataFolder, `restoring.${process.pid}`);
  const undo: (() => Promise<unknown>)[] = [() => rm(staged, { recursive: true, force: true })];
  try {
    await refill.prepare(manifest.migrations, plan.migrations);
    for (const table of manifest.tables) if (!(await refill.fits(table))) throw new BackupRefused('restore_does_not_fit', { table: table.name });
    const key = await fillTables(plan, manifest, refill, staged);
    await refill.setSequences(manifest.sequences);
    if (forgetKey) await refill.forgetKey();
    if (plan.asleep) await refill.fallAsleep(plan.now, new Date(manifest.createdAt), plan.migrations);
    const asleep = await refill.sleeps();
    const keyPutAside = await putInPlace(plan, staged, key, undo);
    await refill.commit();
    undo.length = 1;
    return { keyPutAside, asleep };
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}

/** The second reading: into the database and the staging folder, compared once more on the way. */
async function fillTables(plan: RestorePlan, manifest: BackupManifest, refill: Refill, staged: string): Promise<Buffer | undefined> {
  const tables = new Map(manifest.tables.map((table) => [`table ${table.name}`, table]));
  let open: { key: string; sha256: string; hash: ReturnType<typeof createHash>; filling: Awaited<ReturnType<Refill['fill']>> } | undefined;
  let secretKey: Buffer | undefined;
  const endTable = async () => {
    await open?.filling.end();
    if (open !== undefined && open.hash.digest('hex') !== open.sha256) throw new BackupRefused('backup_changed', { part: open.key });
    open = undefined;
  };
  await readArchive(plan.file, async (part) => {
    const content = contentOf(part.name);
    const table = content === undefined ? undefined : tables.get(content.key);
    if (content?.key !== open?.key) await endTable();
    if (content !== undefined && table !== undefined) {
      plan.onProgress?.({ stage: 'filling', name: table.name, bytes: part.size });
      open ??= { key: content.key, sha256: table.sha256, hash: createHash('sha256'), filling: await refill.fill(table) };
      for await (const chunk of part.bytes) {
        open.hash.update(chunk);
        await open.filling.write(chunk);
      }
    } else if (part.name === partNames.jobs) await refill.addJobs(await readPart(part));
    else if (part.name === partNames.key && plan.givenKey === undefined) secretKey = await readPart(part);
    else if (content?.key.startsWith('file ') === true) await stageFile(staged, part);
  });
  await endTable();
  return secretKey;
}

async function stageFile(staged: string, part: ArchivePart): Promise<void> {
  const place = placeOfFile(staged, part.name.slice('files/'.length));
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  await pipeline(part.bytes, createWriteStream(place, { flags: 'wx', mode: 0o600, flush: true }));
}

/** Files and key take their places; each step knows how to be undone as long as the database has not committed. */
async function putInPlace({ dataFolder }: RestorePlan, staged: string, key: Buffer | undefined, undo: (() => Promise<unknown>)[]): Promise<string | undefined> {
  const [from, to] = [path.join(staged, 'files'), path.join(dataFolder, 'files')];
  if (existsSync(from)) {
    if (existsSync(to)) await rmdir(to);
    await rename(from, to);
    undo.push(() => rm(to, { recursive: true, force: true }));
  }
  if (key === undefined) return undefined;
  const place = path.join(dataFolder, keyFileName);
  const known = existsSync(place) ? await readFile(place) : undefined;
  if (known?.equals(key) === true) return undefined;
  const aside = `${place}.before-restore`;
  if (known !== undefined) {
    await rename(place, aside);
    undo.push(() => rename(aside, place));
  }
  undo.push(() => rm(place, { force: true }));
  await writeFile(place, key, { flag: 'wx', mode: 0o600, flush: true });
  return known === undefined ? undefined : aside;
}

async function hasEntries(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Whether the centre can open what the backup sealed. True when it goes on with another key, as was asked for. */
async function judgeKey({ givenKey, dataFolder, acceptOtherKey }: RestorePlan, { key }: BackupManifest): Promise<boolean> {
  const file = path.join(dataFolder, keyFileName);
  const kept = givenKey ?? (existsSync(file) ? (await readFile(file, 'utf8')).trim() : undefined);
  const bytes = Buffer.from(kept ?? '', 'base64url');
  const fingerprint = bytes.length === 32 ? createSecrets(bytes).fingerprint : undefined;
  if (fingerprint === key.fingerprint || (key.included && givenKey === undefined)) return false;
  if (acceptOtherKey) return true;
  throw new BackupRefused(fingerprint === undefined ? 'restore_key_missing' : 'restore_other_key', { file });
}
