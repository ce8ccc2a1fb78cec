import { createReadStream, existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { centreFileLimit } from '../../common/contract/centre-operations.ts';

export type FileProblem = { key: 'file_missing' | 'file_forbidden' | 'file_is_folder' | 'file_too_large' | 'file_not_text' | 'file_exists' } | { key: 'file_failed'; reason: string };
export type FileOutcome<Value> = { ok: true; value: Value } | { ok: false; problem: FileProblem };

/** Reads a file of at most a mebibyte as UTF-8; `-` is standard input. */
export async function readText(file: string, standardInput: Readable): Promise<FileOutcome<string>> {
  try {
    const bytes = await readBounded(file === '-' ? standardInput : createReadStream(file));
    if (bytes === undefined) return { ok: false, problem: { key: 'file_too_large' } };
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return { ok: false, problem: explain(error) };
  }
}

async function readBounded(stream: Readable): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part as Uint8Array);
    length += bytes.length;
    if (length > centreFileLimit) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** Writes a file whole or not at all; one that is there is kept unless `force` is given. */
export async function writeText(file: string, text: string, force: boolean): Promise<FileOutcome<true>> {
  if (!force && existsSync(file)) return { ok: false, problem: { key: 'file_exists' } };
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, text, { flag: 'wx' });
    await rename(beside, file);
    return { ok: true, value: true };
  } catch (error) {
    await rm(beside, { force: true });
    return { ok: false, problem: explain(error) };
  }
}

function explain(error: unknown): FileProblem {
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { key: 'file_missing' };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return { key: 'file_forbidden' };
  if (code === 'EISDIR') return { key: 'file_is_folder' };
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { key: 'file_not_text' };
  return { key: 'file_failed', reason: error.message };
}
