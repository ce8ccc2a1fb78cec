import * as fs from 'node:fs';
import * as path from 'node:path';
import { errorCode } from './error-code.ts';

/** What `postmaster.pid` says about the server of a cluster. */
export interface Postmaster {
  pid: number;
  socketFolder: string;
  /** It lets connections in; false while it starts, recovers or stops. */
  ready: boolean;
  /** False for a pid that a dead server left behind, also when another process bears that number by now. */
  running: boolean;
}

/** Reads `postmaster.pid`; undefined when the last server went down cleanly, or has not written it whole yet. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  const text = readIfThere(path.join(cluster, 'postmaster.pid'));
  const [pidLine = '', , , , socketFolder = '', , , status = ''] = text?.split('\n') ?? [];
  const pid = Number(pidLine);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, socketFolder, ready: status.trim() === 'ready', running: servesCluster(pid, cluster) };
}

/** Whether the process lives; a zombie does not. */
export function isAlive(pid: number): boolean {
  const status = readIfThere(`/proc/${pid}/status`);
  return status !== undefined && !/^State:\s+[ZX]/m.test(status);
}

/** The processes that were given this folder as a parameter, or work in it. */
export function processesAt(folder: string): number[] {
  const pids = fs.readdirSync('/proc').map(Number).filter((pid) => pid > 0);
  return pids.filter((pid) => workingFolder(pid) === folder || readIfThere(`/proc/${pid}/cmdline`)?.split('\0').includes(folder));
}

/** The name of the program that a process runs. */
export function programOf(pid: number): string | undefined {
  return readIfThere(`/proc/${pid}/comm`)?.trim();
}

/** Undefined also when it is another user's business. */
function workingFolder(pid: number): string | undefined {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(errorCode(error))) return undefined;
    throw error;
  }
}

/** Whether the process is a PostgreSQL that was started on this cluster: its number alone proves nothing after a reboot, or in a container. */
function servesCluster(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  const words = (readIfThere(`/proc/${pid}/cmdline`) ?? '').split('\0');
  if (path.basename(words[0] ?? '') !== 'postgres') return false;
  const folder = words[words.indexOf('-D') + 1];
  return folder !== undefined && samePlace(folder, cluster);
}

function samePlace(left: string, right: string): boolean {
  const [one, other] = [left, right].map((folder) => fs.statSync(folder, { bigint: true, throwIfNoEntry: false }));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'ENOTDIR'].includes(errorCode(error))) return undefined;
    throw error;
  }
}
