import type { EventEmitter } from 'node:events';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BackupRefused } from './problem.ts';

export type ArchivePart = { name: string; size: number; bytes: AsyncIterable<Buffer> };

/** Errors of gzip and tar that mean: this is not the file that was written. */
const cutShort = new Set(['Z_BUF_ERROR', 'ERR_STREAM_PREMATURE_CLOSE']);

/**
 * Reads the parts of a gzipped tar one after another. `use` reads each part's bytes to their end. Throws a BackupRefused for a file
 * that is cut short or damaged, and whatever `use` throws.
 */
export async function readArchive(file: string, use: (part: ArchivePart) => Promise<void>): Promise<void> {
  const { extract: createExtract } = await import('tar-stream');
  const extract = createExtract();
  let own: { error: unknown } | undefined;
  const [bytes, gunzip] = [createReadStream(file), createGunzip()];
  const streams: readonly EventEmitter[] = [bytes, gunzip, extract];
  // The pipeline stops listening with the first error; a later one must not end the program.
  for (const stream of streams) stream.on('error', () => undefined);
  const reading = pipeline(bytes, gunzip, extract);
  const using = (async () => {
    try {
      for await (const entry of extract) {
        const { name, type, size = 0 } = entry.header;
        if (type !== 'file') throw new BackupRefused('backup_changed', { part: name.slice(0, 200) });
        await use({ name, size, bytes: entry as AsyncIterable<Buffer> });
        entry.resume();
      }
    } catch (error) {
      own = { error };
      extract.destroy();
    }
  })();
  const [read] = await Promise.allSettled([reading, using]);
  if (own !== undefined && (own.error instanceof BackupRefused || read.status === 'fulfilled')) throw translate(own.error);
  if (read.status === 'rejected') throw own === undefined || isPremature(read.reason) ? translate(own?.error ?? read.reason) : translate(read.reason);
}

function isPremature(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function translate(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof BackupRefused) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (cutShort.has(code) || error.message.startsWith('Unexpected end of data')) return new BackupRefused('backup_cut_short');
  if (code === 'Z_DATA_ERROR' && /incorrect header check/.test(error.message)) return new BackupRefused('backup_not_ours');
  if (code.startsWith('Z_') || error.message.startsWith('Invalid tar header')) return new BackupRefused('backup_changed', { part: '' });
  return error;
}
