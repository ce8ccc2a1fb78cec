import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/tables.ts';
import type { Log } from '../log.ts';
import { done, refuse, type Outcome } from '../outcome/refusal.ts';
import type { FileAnswer } from './file-answer.ts';
import { files } from './schema.ts';
import { sniffMediaType } from './sniff.ts';

/** A file as it was taken in: `mediaType` is what its bytes show. */
export type StoredFile = { id: string; name: string; mediaType: string; size: number; sha256: string };

/** Bytes, at once or as they come. */
export type FileSource = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Keeps files. A module takes one in before its transaction (`put`), and says in the transaction that a row of its own names it (`keep`);
 * what is not kept within a day is cleaned away.
 */
export type FileStore = {
  /** Refuses `file_too_large`, `storage_full` (the quota, or the disk). Nothing half-written stays. `name` is kept as text and names no place. */
  put(db: Database, source: FileSource, file: { name: string; maximumBytes: number }): Promise<Outcome<StoredFile>>;
  /** Says that a row names the file from now on. */
  keep(db: Database, id: string): Promise<void>;
  /** The file with its bytes as a stream; undefined when there is none or it was deleted. */
  read(db: Database, id: string): Promise<FileAnswer | undefined>;
  /** No longer given out; the bytes go with the next cleaning but one, so that an undo has them. */
  delete(db: Database, id: string): Promise<void>;
  restore(db: Database, id: string): Promise<void>;
};

export type FileStoreParts = { folder: string; clock: Clock; log: Log; /** The whole store, in MiB. */ maximumMegabytes: number };

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Where the bytes of a file are: only an id of ours leads anywhere (B6). */
export function placeOf(folder: string, id: string): string {
  if (!idForm.test(id)) throw new RangeError('Not the id of a file');
  return path.join(folder, id.slice(0, 2), id);
}

/** The store in a folder. The folder is made when the first file comes. */
export function createFileStore({ folder, clock, log, maximumMegabytes }: FileStoreParts): FileStore {
  const quota = maximumMegabytes * 1024 * 1024;

  return {
    async put(db, source, { name, maximumBytes }) {
      const { rows } = await sql<{ used: string }>`select coalesce(sum(size), 0)::text as used from stored_file`.execute(db);
      const left = quota - Number(rows[0]?.used ?? 0);
      const id = randomUUID();
      const place = placeOf(folder, id);
      const written = await write(place, source, maximumBytes, left);
      if (!written.ok) return written;
      const stored = { id, name: nameAsText(name), mediaType: written.value.mediaType, size: written.value.size, sha256: written.value.sha256 };
      try {
        await files(db).insertInto('stored_file').values({ id, sha256: stored.sha256, size: String(stored.size), media_type: stored.mediaType, name: stored.name, created_at: clock.now(), kept_at: null, deleted_at: null }).execute();
      } catch (error) {
        await rm(place, { force: true });
        throw error;
      }
      return done(stored);
    },
    async keep(db, id) {
      await files(db).updateTable('stored_file').set({ kept_at: clock.now() }).where('id', '=', id).execute();
    },
    async read(db, id) {
      const place = placeOf(folder, id);
      const row = await files(db).selectFrom('stored_file').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst();
      if (row === undefined) return undefined;
      const found = await stat(place).catch((error: unknown) => void log.error('files.unreadable', { file: row.id, error }));
      if (typeof found !== 'object' || found.size !== Number(row.size)) {
        log.error('files.missing', { file: row.id });
        return undefined;
      }
      return { name: row.name, mediaType: row.media_type, size: found.size, open: () => createReadStream(place) };
    },
    async delete(db, id) {
      await files(db).updateTable('stored_file').set({ deleted_at: clock.now() }).where('id', '=', id).execute();
    },
    async restore(db, id) {
      await files(db).updateTable('stored_file').set({ deleted_at: null }).where('id', '=', id).execute();
    },
  };

  /** To a temporary name, onto the disk, then to its own: a file that is there is whole. */
  async function write(place: string, source: FileSource, maximumBytes: number, left: number): Promise<Outcome<{ size: number; sha256: string; mediaType: string }>> {
    const partial = `${place}.partial`;
    let handle: FileHandle | undefined;
    try {
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
      handle = await open(partial, 'wx', 0o600);
      const taken = await copy(handle, source, maximumBytes, left);
      if (taken.ok) {
        await handle.sync();
        await handle.close();
        handle = undefined;
        await rename(partial, place);
        await syncFolder(path.dirname(place));
      }
      return taken;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      log.error('files.disk_full', { error });
      return refuse('storage_full', { parameters: { maximum: maximumMegabytes } });
    } finally {
      await handle?.close();
      await rm(partial, { force: true });
    }
  }

  async function copy(handle: FileHandle, source: FileSource, maximumBytes: number, left: number): Promise<Outcome<{ size: number; sha256: string; mediaType: string }>> {
    const hash: Hash = createHash('sha256');
    let head = new Uint8Array();
    let size = 0;
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      size += chunk.length;
      if (size > maximumBytes) return refuse('file_too_large', { parameters: { maximum: Math.floor(maximumBytes / 1024 / 1024) } });
      if (size > left) return refuse('storage_full', { parameters: { maximum: maximumMegabytes } });
      if (head.length < 1024) head = Buffer.concat([head, chunk.subarray(0, 1024 - head.length)]);
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    return done({ size, sha256: hash.digest('hex'), mediaType: sniffMediaType(head) });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG' || code === 'EROFS';
}

/** What a name is as text: no control characters, no marks that turn text around, no folders (B5). */
export function nameAsText(name: string): string {
  const last = name.toWellFormed().replaceAll('\\', '/').split('/').at(-1) ?? '';
  const text = last.replace(/[\p{Cc}\u2028-\u202E\u2066-\u2069\u200E\u200F]/gu, '').trim().slice(0, 200).toWellFormed();
  return text === '' || text === '.' || text === '..' ? 'file' : text;
}
