import { createHash, type Hash } from 'node:crypto';
import { backupFormat, fileIdSchema, headSchema, manifestSchema, partNames, type BackupManifest } from './format.ts';
import { countLines } from './make-backup.ts';
import { BackupRefused, fileProblem, type BackupProblem } from './problem.ts';
import { readArchive, type ArchivePart } from './read-archive.ts';

export type BackupVerified = { ok: true; manifest: BackupManifest } | { ok: false; problem: BackupProblem };

/** Largest text part that is held in memory. */
const largestText = 1024 * 1024 * 1024;

/** Reads a backup from its first byte to its last and compares everything with what the manifest says. Changes nothing. */
export async function verifyBackup(file: string, onProgress?: (bytes: number) => void): Promise<BackupVerified> {
  try {
    return { ok: true, manifest: await checkParts(file, onProgress) };
  } catch (error) {
    if (error instanceof BackupRefused) return { ok: false, problem: error.problem };
    const problem = fileProblem(error, 'reading', file);
    if (problem !== undefined) return { ok: false, problem };
    throw error;
  }
}

type Seen = { hash: Hash; bytes: number; rows: number; pieces: number };

async function checkParts(file: string, onProgress: ((bytes: number) => void) | undefined): Promise<BackupManifest> {
  const seen = new Map<string, Seen>();
  let manifest: { value: BackupManifest; sha256: string } | undefined;
  let sealed = false;
  let first = true;
  let read = 0;
  await readArchive(file, async (part) => {
    if (first) {
      checkHead(part.name, await readPart(part));
      first = false;
    } else if (part.name === partNames.manifest) {
      const bytes = await readPart(part);
      manifest = { value: parseManifest(bytes), sha256: createHash('sha256').update(bytes).digest('hex') };
    } else if (part.name === partNames.seal) {
      if ((await readPart(part)).toString().trim() !== manifest?.sha256) throw new BackupRefused('backup_changed', { part: partNames.manifest });
      sealed = true;
    } else {
      if (manifest !== undefined) throw new BackupRefused('backup_changed', { part: part.name.slice(0, 200) });
      await take(seen, part);
    }
    onProgress?.((read += part.size));
  });
  if (first) throw new BackupRefused('backup_not_ours');
  if (manifest === undefined || !sealed) throw new BackupRefused('backup_cut_short');
  compare(manifest.value, seen);
  return manifest.value;
}

/** The bytes of a small part. */
export async function readPart({ name, size, bytes }: ArchivePart): Promise<Buffer> {
  if (size > largestText) throw new BackupRefused('backup_changed', { part: name.slice(0, 200) });
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function checkHead(name: string, bytes: Buffer): void {
  const head = name === partNames.head ? headSchema.safeParse(parseJson(bytes)) : undefined;
  if (head?.success !== true) throw new BackupRefused('backup_not_ours');
  if (head.data.format > backupFormat) throw new BackupRefused('backup_newer_format', { program: head.data.program });
}

function parseManifest(bytes: Buffer): BackupManifest {
  const read = manifestSchema.safeParse(parseJson(bytes));
  if (!read.success) throw new BackupRefused('backup_changed', { part: partNames.manifest });
  return read.data;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // Not JSON: whoever asked says what that means.
    return undefined;
  }
}

/** Which content a part belongs to: a table's pieces come in order and together make one. */
export function contentOf(name: string): { key: string; piece: number } | undefined {
  const table = /^tables\/([a-z_][a-z0-9_]{0,62})\/(\d{6})\.copy$/.exec(name);
  if (table !== null) return { key: `table ${table[1]}`, piece: Number(table[2]) };
  if (name === partNames.jobs || name === partNames.key) return { key: name, piece: 1 };
  const id = /^files\/(.{36})$/.exec(name)?.[1];
  return id !== undefined && fileIdSchema.safeParse(id).success ? { key: `file ${id}`, piece: 1 } : undefined;
}

async function take(seen: Map<string, Seen>, part: ArchivePart): Promise<void> {
  const content = contentOf(part.name);
  const known = content === undefined ? undefined : (seen.get(content.key) ?? { hash: createHash('sha256'), bytes: 0, rows: 0, pieces: 0 });
  if (content === undefined || known === undefined || content.piece !== known.pieces + 1) throw new BackupRefused('backup_changed', { part: part.name.slice(0, 200) });
  known.pieces += 1;
  seen.set(content.key, known);
  for await (const chunk of part.bytes) {
    known.hash.update(chunk);
    known.bytes += chunk.length;
    if (!content.key.startsWith('file ')) known.rows += countLines(chunk);
  }
}

function compare({ tables, jobs, files, key }: BackupManifest, seen: Map<string, Seen>): void {
  const expected = [
    ...tables.map((table) => ({ key: `table ${table.name}`, ...table })),
    { key: partNames.jobs, ...jobs },
    ...files.map((file) => ({ key: `file ${file.id}`, rows: undefined, ...file })),
    ...(key.included && key.sha256 !== undefined ? [{ key: partNames.key, rows: undefined, bytes: undefined, sha256: key.sha256 }] : []),
  ];
  const empty = createHash('sha256').digest('hex');
  for (const { key, rows, bytes, sha256 } of expected) {
    const found = seen.get(key);
    const hash = found === undefined ? empty : found.hash.digest('hex');
    if (hash !== sha256 || (bytes !== undefined && bytes !== (found?.bytes ?? 0)) || (rows !== undefined && rows !== (found?.rows ?? 0))) throw new BackupRefused('backup_changed', { part: key });
    seen.delete(key);
  }
  const [surplus] = seen.keys();
  if (surplus !== undefined) throw new BackupRefused('backup_changed', { part: surplus });
}
