import { existsSync } from 'node:fs';
import { readdir, stat, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';
import { placeOfFile } from '../backup/make-backup.ts';
import { readFileTotals, sampleFiles } from '../store/health.ts';
import { ok, problem, warning, type Check } from './check.ts';
import { megabytes } from './database.ts';

const mebibyte = 1024 ** 2;
const hourMilliseconds = 3600_000;
const filesLookedAt = 100;

/** The machine and its folders. */
export const machineChecks: readonly Check[] = [
  {
    name: 'disk',
    async run({ dataFolder }) {
      const { bavail, blocks, bsize } = await statfs(existing(dataFolder));
      const [free, all] = [bavail * bsize, blocks * bsize];
      const facts = { free: megabytes(free), percent: Math.floor((free / Math.max(1, all)) * 100), folder: dataFolder };
      if (free < 200 * mebibyte) return problem('disk_full', facts);
      return free < 2048 * mebibyte && free < all * 0.1 ? warning('disk_low', facts) : ok('disk_ok', facts);
    },
  },
  {
    name: 'files',
    needsDatabase: true,
    async run({ database, dataFolder }) {
      const sample = await sampleFiles(database, filesLookedAt);
      const found = await Promise.all(sample.map(async ({ id, size }) => (await stat(placeOfFile(dataFolder, id)).catch(() => undefined))?.size === size));
      const missing = found.filter((whole) => !whole).length;
      return missing > 0 ? problem('files_missing', { missing, looked: sample.length, folder: path.join(dataFolder, 'files') }) : ok('files_ok', { looked: sample.length });
    },
  },
  {
    name: 'quota',
    needsDatabase: true,
    async run({ database, configuration: { FILES_MAXIMUM_MB } }) {
      const { files, bytes } = await readFileTotals(database);
      const facts = { count: files, used: megabytes(bytes), quota: megabytes(FILES_MAXIMUM_MB * mebibyte) };
      return bytes > FILES_MAXIMUM_MB * mebibyte * 0.9 ? warning('quota_near', facts) : ok('quota_ok', facts);
    },
  },
  {
    name: 'leftovers',
    async run({ dataFolder, configuration: { BACKUP_DIR }, now }) {
      const folders = [dataFolder, path.join(dataFolder, 'backups'), ...(BACKUP_DIR === undefined ? [] : [path.resolve(BACKUP_DIR)])];
      const left = (await Promise.all([...new Set(folders)].map((folder) => leftoversIn(folder, now)))).flat();
      return left.length > 0 ? warning('leftovers_found', { count: left.length, file: left[0] ?? '' }) : ok('leftovers_none');
    },
  },
  {
    name: 'memory',
    run() {
      const [free, all] = [process.availableMemory(), Math.min(totalmem(), process.constrainedMemory() || totalmem())];
      const facts = { free: megabytes(free), used: megabytes(process.memoryUsage.rss()) };
      return free < 64 * mebibyte || free < all * 0.03 ? warning('memory_low', facts) : ok('memory_ok', facts);
    },
  },
  {
    name: 'node',
    run() {
      const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
      const facts = { version: process.versions.node };
      return major < 22 || (major === 22 && minor < 18) ? problem('node_old', facts) : ok('node_ok', facts);
    },
  },
];

/** The folder itself, or the nearest above it that is there. */
function existing(folder: string): string {
  return existsSync(folder) || folder === path.dirname(folder) ? folder : existing(path.dirname(folder));
}

/** What a program that died in the middle has left: parts of backups and of restoring, older than an hour. */
async function leftoversIn(folder: string, now: Date): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const suspects = names.filter((name) => name.endsWith('.part') || /^restoring\.\d{1,10}$/.test(name)).map((name) => path.join(folder, name));
  const ages = await Promise.all(suspects.map(async (place) => ({ place, at: (await stat(place).catch(() => undefined))?.mtime })));
  return ages.filter(({ at }) => at !== undefined && now.getTime() - at.getTime() > hourMilliseconds).map(({ place }) => place);
}
