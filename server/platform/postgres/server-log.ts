import * as fs from 'node:fs';
import { StartProblem } from '../start-problem/index.ts';

const ROTATE_ABOVE_BYTES = 2_000_000;
const READ_AT_MOST_BYTES = 64_000;

/** Opens PostgreSQL's log for appending; one that has grown is put aside first, replacing the one before. */
export function openServerLog(file: string): { descriptor: number; from: number } {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > ROTATE_ABOVE_BYTES) fs.renameSync(file, `${file}.1`);
  const descriptor = fs.openSync(file, 'a', 0o600);
  return { descriptor, from: fs.fstatSync(descriptor).size };
}

/** What the server wrote since `from`. */
export function readServerLog(file: string, from: number): string {
  const handle = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(READ_AT_MOST_BYTES);
    return buffer.toString('utf8', 0, fs.readSync(handle, buffer, 0, buffer.length, from));
  } finally {
    fs.closeSync(handle);
  }
}

/** Another server still goes down, or orphans of a killed one still hold its memory: trying again helps. */
export function isPassing(output: string): boolean {
  const locked = output.includes('lock file "') && output.includes('" already exists');
  return locked || output.includes('pre-existing shared memory block') || output.includes('Address already in use');
}

/** The start problem that PostgreSQL's own words describe. */
export function problemIn(output: string, folder: string, log: string): StartProblem {
  if (/No space left on device|Disk quota exceeded/.test(output)) return new StartProblem('disk_full', { folder });
  if (/Permission denied|Read-only file system|has wrong ownership/.test(output)) return new StartProblem('folder_forbidden', { folder });
  const lines = output.split('\n').filter((line) => /FATAL|PANIC|error:|error while loading/.test(line));
  const reason = lines.at(-1)?.replace(/^.*?(FATAL|PANIC|error):\s*/, '') ?? output.trim().split('\n').at(-1) ?? '';
  return new StartProblem('postgres_failed', { reason: reason === '' ? 'no output' : reason, log });
}
