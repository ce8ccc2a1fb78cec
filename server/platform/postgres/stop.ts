import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { withFolderLock } from './folder-lock.ts';
import { giveUpShare } from './hold.ts';
import { isAlive, readPostmaster } from './postmaster.ts';
import { removeSocketFolder } from './socket.ts';
import type { Joined } from './start.ts';

const PATIENCE_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 10;

/** Leaves the server; the last of its users stops it and waits until it is down. */
export async function leaveServer({ installation, host, holder }: Joined): Promise<'stopped' | 'left running'> {
  const locked = await withFolderLock(installation.dataFolder, PATIENCE_MILLISECONDS, async () => {
    const last = await isLast(holder);
    const postmaster = readPostmaster(installation.cluster);
    if (!postmaster?.running) return 'stopped';
    if (!last) return 'left running';
    process.kill(postmaster.pid, 'SIGINT'); // "fast": ends sessions, writes everything out
    if (!(await isDown(postmaster.pid))) return 'left running';
    removeSocketFolder(host, installation.base);
    return 'stopped';
  });
  await holder.end();
  return locked?.result ?? 'left running';
}

/** A connection that broke cannot tell; then the server, if there is one, is left to the others. */
async function isLast(holder: Client): Promise<boolean> {
  try {
    return await giveUpShare(holder);
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

async function isDown(pid: number): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await pause(POLL_MILLISECONDS);
  }
  return true;
}
