import type { EventEmitter } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Readable } from 'node:stream';

export type ArchiveWriter = {
  /** Adds a part. */
  add(name: string, bytes: Buffer): Promise<void>;
  /** Adds a part of a known size as it comes; throws when it is another size. */
  addStream(name: string, size: number, bytes: Readable): Promise<void>;
  /** Ends the archive, brings it onto the disk and gives it its name. Answers its size in bytes. */
  finish(): Promise<number>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
};

/** A gzipped tar that exists under its own name only when it is whole; until then it lies beside it, readable by its owner alone. */
export async function createArchive(target: string, now: Date): Promise<ArchiveWriter> {
  const { pack: createPack } = await import('tar-stream');
  const partial = `${target}.${process.pid}.part`;
  const file = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
  const pack = createPack();
  const gzip = createGzip();
  // The pipeline stops listening with the first error; a full disk has a second one, and it must not end the program.
  const streams: readonly EventEmitter[] = [pack, gzip, file];
  for (const stream of streams) stream.on('error', () => undefined);
  const written = pipeline(pack, gzip, file);
  // What went wrong is told by whoever waits for the next part.
  written.catch(() => undefined);
  const header = (name: string, size: number) => ({ name, size, mode: 0o600, mtime: now });
  /** What stopped the file is the reason; that a part could not be added is only its consequence. */
  const entered = async (enter: () => Promise<void>) => {
    try {
      await Promise.race([enter(), written.then(() => Promise.reject(new Error('The archive ended early')))]);
    } catch (error) {
      pack.destroy();
      await written;
      throw error;
    }
  };
  return {
    add: (name, bytes) => entered(() => new Promise((resolve, reject) => pack.entry(header(name, bytes.length), bytes, (error) => (error ? reject(error) : resolve())).on('error', reject))),
    addStream: (name, size, bytes) =>
      entered(() => {
        const entry = pack.entry(header(name, size));
        const ends: readonly EventEmitter[] = [bytes, entry];
        for (const stream of ends) stream.on('error', () => undefined);
        return pipeline(bytes, entry);
      }),
    async finish() {
      pack.finalize();
      await written;
      await rename(partial, target);
      const folder = await open(path.dirname(target), 'r');
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
      return file.bytesWritten;
    },
    async abandon() {
      pack.destroy();
      await written.catch(() => undefined);
      await rm(partial, { force: true });
    },
  };
}
