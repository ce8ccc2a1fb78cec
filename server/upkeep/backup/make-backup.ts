import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ConnectionSettings } from '../../platform/database/index.ts';
import { programVersion, release } from '../../platform/index.ts';
import { keyFileName } from '../../platform/secrets/index.ts';
import { openSnapshot, type Snapshot } from '../store/snapshot.ts';
import { createArchive, type ArchiveWriter } from './archive-writer.ts';
import { backupFormat, partNames, type BackupManifest } from './format.ts';
import { BackupRefused, fileProblem, type BackupProblem } from './problem.ts';

/** How far a backup or its restoring is: bytes of the database and then files, as far as they are known beforehand. */
export type BackupProgress = { stage: 'tables' | 'files'; done: number; total: number; name: string };

export type BackupPlan = {
  connection: ConnectionSettings;
  /** Where `files/` and the key of the centre lie. */
  dataFolder: string;
  /** The file to write, as an absolute path. */
  target: string;
  overwrite?: boolean;
  /** Takes the key along when it is kept in the data folder. */
  withKey: boolean;
  /** Of the key in use. */
  fingerprint: string;
  now: Date;
  signal?: AbortSignal;
  onProgress?(progress: BackupProgress): void;
};

export type BackupMade = { ok: true; bytes: number; manifest: BackupManifest } | { ok: false; problem: BackupProblem };

const pieceBytes = 4 * 1024 * 1024;

/**
 * Writes one moment of the whole centre into one file: every table, the jobs that wait, the files that the tables name, and the key.
 * Works beside a running server. Nothing is left behind when it fails. Faults are thrown.
 */
export async function makeBackup(plan: BackupPlan): Promise<BackupMade> {
  if (plan.overwrite !== true && existsSync(plan.target)) return { ok: false, problem: { code: 'backup_target_exists', parameters: { file: plan.target } } };
  let archive: ArchiveWriter | undefined;
  try {
    const snapshot = await openSnapshot(plan.connection);
    try {
      if (snapshot.tables.length === 0 || snapshot.migrations.length === 0) throw new BackupRefused('backup_nothing');
      archive = await createArchive(plan.target, plan.now);
      const manifest = await writeParts(plan, snapshot, archive);
      plan.signal?.throwIfAborted();
      return { ok: true, manifest, bytes: await archive.finish() };
    } finally {
      await snapshot.close();
    }
  } catch (error) {
    await archive?.abandon();
    if (error instanceof BackupRefused) return { ok: false, problem: error.problem };
    const problem = fileProblem(error, 'writing', plan.target);
    if (problem !== undefined) return { ok: false, problem };
    throw error;
  }
}

async function writeParts(plan: BackupPlan, snapshot: Snapshot, archive: ArchiveWriter): Promise<BackupManifest> {
  const head = { kind: 'lichun-backup' as const, format: backupFormat, program: programVersion, release, createdAt: plan.now.toISOString() };
  await archive.add(partNames.head, json(head));
  const total = snapshot.tables.reduce((sum, { bytes }) => sum + bytes, 0);
  const tables: BackupManifest['tables'] = [];
  let before = 0;
  for (const table of snapshot.tables) {
    plan.signal?.throwIfAborted();
    const report = (bytes: number) => plan.onProgress?.({ stage: 'tables', done: Math.min(total, before + Math.min(bytes, table.bytes)), total, name: table.name });
    report(0);
    const content = await writePieces(snapshot.copyTable(table), (piece, bytes) => archive.add(partNames.table(table.name, piece), bytes), report, plan.signal);
    tables.push({ name: table.name, columns: table.columns, ...content });
    before += table.bytes;
  }
  const jobs = await writeJobs(snapshot, archive);
  const { files, missingFiles } = await writeFiles(plan, snapshot, archive);
  const manifest: BackupManifest = {
    ...head, postgres: snapshot.postgres, migrations: snapshot.migrations, tables, sequences: snapshot.sequences, jobs, files, missingFiles, key: await writeKey(plan, archive),
  };
  const bytes = json(manifest);
  await archive.add(partNames.manifest, bytes);
  await archive.add(partNames.seal, Buffer.from(`${createHash('sha256').update(bytes).digest('hex')}\n`));
  return manifest;
}

type Content = { rows: number; bytes: number; sha256: string };

/** Cuts a copy into pieces that fit into memory; a line of text is a row. */
async function writePieces(copy: Readable, write: (piece: number, bytes: Buffer) => Promise<void>, report: (bytes: number) => void, signal: AbortSignal | undefined): Promise<Content> {
  const hash = createHash('sha256');
  let [rows, bytes, piece, waiting] = [0, 0, 1, 0];
  let chunks: Buffer[] = [];
  const flush = async () => {
    signal?.throwIfAborted();
    await write(piece++, Buffer.concat(chunks));
    [chunks, waiting] = [[], 0];
    report(bytes);
  };
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    hash.update(chunk);
    rows += countLines(chunk);
    bytes += chunk.length;
    waiting += chunk.length;
    chunks.push(chunk);
    if (waiting >= pieceBytes) await flush();
  }
  if (waiting > 0) await flush();
  return { rows, bytes, sha256: hash.digest('hex') };
}

export function countLines(chunk: Uint8Array): number {
  let lines = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}

async function writeJobs(snapshot: Snapshot, archive: ArchiveWriter): Promise<Content> {
  const copy = snapshot.copyJobs();
  const chunks: Buffer[] = [];
  if (copy !== undefined) for await (const chunk of copy as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  await archive.add(partNames.jobs, bytes);
  return { rows: countLines(bytes), bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Exactly the files that the moment names; one that is gone or not what it was is told, and the rest goes on. */
async function writeFiles({ dataFolder, onProgress, signal }: BackupPlan, snapshot: Snapshot, archive: ArchiveWriter): Promise<Pick<BackupManifest, 'files' | 'missingFiles'>> {
  const files: BackupManifest['files'] = [];
  const missingFiles: string[] = [];
  for await (const { id, size, sha256: known, wanted } of snapshot.files()) {
    signal?.throwIfAborted();
    // Once it is open, nobody can take it away in the middle.
    // A file that is not there is told; one that is there and cannot be read must not be left out of a backup that looks whole.
    const file = await open(placeOfFile(dataFolder, id), 'r').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    const found = await file?.stat();
    if (file === undefined || found?.isFile() !== true || found.size !== size) {
      await file?.close();
      // What was deleted may be cleaned away while the backup is written; nobody misses it.
      if (wanted) missingFiles.push(id);
      continue;
    }
    const hash = createHash('sha256');
    const watched = async function* () {
      for await (const chunk of file.createReadStream() as AsyncIterable<Buffer>) {
        hash.update(chunk);
        yield chunk;
      }
    };
    await archive.addStream(partNames.file(id), size, Readable.from(watched(), { objectMode: false }));
    const sha256 = hash.digest('hex');
    files.push({ id, bytes: size, sha256 });
    if (sha256 !== known) missingFiles.push(id);
    onProgress?.({ stage: 'files', done: files.length, total: 0, name: id });
  }
  return { files, missingFiles };
}

/** Where a file of the store lies; ids are checked by whoever reads them. */
export function placeOfFile(dataFolder: string, id: string): string {
  return path.join(dataFolder, 'files', id.slice(0, 2), id);
}

async function writeKey({ withKey, dataFolder, fingerprint }: BackupPlan, archive: ArchiveWriter): Promise<BackupManifest['key']> {
  const file = path.join(dataFolder, keyFileName);
  if (!withKey || !existsSync(file)) return { fingerprint, included: false };
  const bytes = await readFile(file);
  await archive.add(partNames.key, bytes);
  return { fingerprint, included: true, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}
