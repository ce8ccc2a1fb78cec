import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { StartProblem } from '../start-problem/index.ts';
import type { Installation } from './installation.ts';

/** A socket's address holds 107 bytes; PostgreSQL appends `/.s.PGSQL.5432`. */
const LONGEST_FOLDER_BYTES = 107 - '/.s.PGSQL.5432'.length;

/**
 * The folder of PostgreSQL's socket, made when missing and closed to everyone else: inside the data when the path is short enough, else a short
 * one in the temporary folder. Whoever adopts a running server learns it from `postmaster.pid` instead.
 */
export function openSocketFolder({ base, identity }: Installation): string {
  const owner = identity.user?.uid ?? process.getuid?.() ?? 0;
  const name = `lichun-${createHash('sha256').update(`${owner} ${base}`).digest('hex').slice(0, 16)}`;
  const choices = [path.join(base, 'run'), path.join(tmpdir(), name), path.join('/tmp', name), path.join('/run', name)];
  for (const folder of choices.filter(canBeAddressed)) {
    if (!fs.existsSync(folder) && !canWrite(path.dirname(folder))) continue;
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (takeOver(folder, owner, identity.user?.gid)) return folder;
  }
  throw new StartProblem('folder_forbidden', { folder: choices[1] ?? base });
}

/** PostgreSQL takes a list separated by commas, in which quotes have a meaning. */
function canBeAddressed(folder: string): boolean {
  return Buffer.byteLength(folder) <= LONGEST_FOLDER_BYTES && !/[,"\n]/.test(folder);
}

function canWrite(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** False for a folder, or a link in its place, that someone else made in a shared temporary folder. */
function takeOver(folder: string, owner: number, group: number | undefined): boolean {
  const self = process.getuid?.() ?? 0;
  const found = fs.lstatSync(folder);
  if (!found.isDirectory() || (found.uid !== self && found.uid !== owner)) return false;
  if (found.uid !== owner) fs.chownSync(folder, owner, group ?? found.gid);
  fs.chmodSync(folder, 0o700);
  return true;
}

/** Removes what a killed server left in its socket folder; called only while none is running there. */
export function clearSocket(folder: string): void {
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) fs.rmSync(path.join(folder, name), { force: true });
}

/** Takes away a folder in the shared temporary folder once no server uses it; the one beside the data stays. */
export function removeSocketFolder(folder: string, base: string): void {
  if (!folder.startsWith(base + path.sep)) fs.rmSync(folder, { recursive: true, force: true });
}
