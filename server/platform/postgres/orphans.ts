import { realpathSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from './error-code.ts';
import { isAlive, processesAt, programOf } from './postmaster.ts';

const POLL_MILLISECONDS = 5;
const PATIENCE_MILLISECONDS = 2_000;

/**
 * Ends what a killed server has left at work on a cluster. One that waits ends by itself; one in the middle of a long statement does not look
 * up until it is done, and as long as it holds the old memory no new server starts. What it was doing is lost with its server anyway.
 * Called only under the folder's lock, when `postmaster.pid` names a server that is dead.
 */
export async function endOrphans(cluster: string): Promise<void> {
  const orphans = processesAt(realpathSync(cluster)).filter((pid) => programOf(pid) === 'postgres');
  for (const pid of orphans) kill(pid);
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while (orphans.some(isAlive) && Date.now() < deadline) await pause(POLL_MILLISECONDS);
}

/** It may have ended by itself; another account's is left to PostgreSQL, which refuses to start beside it. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!['ESRCH', 'EPERM'].includes(errorCode(error))) throw error;
  }
}
