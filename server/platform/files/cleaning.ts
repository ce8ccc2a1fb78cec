import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../database/tables.ts';
import { cleaningJob } from '../jobs/cleaning.ts';
import { placeOf } from './file-store.ts';
import { files } from './schema.ts';

const hourMilliseconds = 3600_000;
/** How long bytes stay after they were deleted, so that an undo has them. */
export const deletedFileDays = 7;
const deletedHours = deletedFileDays * 24;
const unkeptHours = 24;

/** Removes what nothing names: files that no row kept, deleted ones whose undo is over, and bytes without a row. Answers how many. */
export async function cleanFiles(db: Database, folder: string, now: Date): Promise<number> {
  const before = (hours: number) => new Date(now.getTime() - hours * hourMilliseconds);
  const gone = await files(db)
    .deleteFrom('stored_file')
    .where((where) => where.or([where.and([where('kept_at', 'is', null), where('created_at', '<', before(unkeptHours))]), where('deleted_at', '<', before(deletedHours))]))
    .returning('id')
    .execute();
  for (const { id } of gone) await rm(placeOf(folder, id), { force: true });
  return gone.length + (await cleanFolder(db, folder, before(unkeptHours)));
}

/** Bytes in the folder that no row names: left by a crash between the folder and the database. Young ones may be about to get theirs. */
async function cleanFolder(db: Database, folder: string, before: Date): Promise<number> {
  let removed = 0;
  for (const part of await entriesOf(folder)) {
    const names = await entriesOf(path.join(folder, part));
    const known = names.length === 0 ? [] : await files(db).selectFrom('stored_file').select('id').where('id', 'in', names.filter((name) => /^[0-9a-f-]{36}$/.test(name)).concat('00000000-0000-0000-0000-000000000000')).execute();
    const named = new Set(known.map(({ id }) => id));
    for (const name of names.filter((candidate) => !named.has(candidate))) {
      const place = path.join(folder, part, name);
      const found = await stat(place).catch(() => undefined);
      if (found === undefined || !found.isFile() || found.mtime >= before) continue;
      await rm(place, { force: true });
      removed += 1;
    }
  }
  return removed;
}

async function entriesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
}

/** Every night. */
export function createFilesJobs(folder: string) {
  return { cleanFiles: cleaningJob({ cron: '47 19 * * *', timeZone: 'UTC' }, (db, now) => cleanFiles(db, folder, now)) };
}
