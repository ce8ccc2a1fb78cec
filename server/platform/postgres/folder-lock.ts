import * as fs from 'node:fs';
import { createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from './error-code.ts';

const RETRY_MILLISECONDS = 25;

/**
 * Runs `work` while no other process starts or stops a PostgreSQL in this folder.
 * The lock is an abstract socket named after the folder's inode: the kernel gives it to one process and takes it back when that dies,
 * so there is no stale lock to clean up. Gives undefined when the lock was not free within the time.
 */
export async function withFolderLock<Result>(folder: string, waitMilliseconds: number, work: () => Promise<Result>): Promise<{ result: Result } | undefined> {
  const { dev, ino } = fs.statSync(folder, { bigint: true });
  const lock = await obtain(`\0lichun-postgres-${dev}-${ino}`, Date.now() + waitMilliseconds);
  if (!lock) return undefined;
  try {
    return { result: await work() };
  } finally {
    await new Promise((resolve) => void lock.close(resolve));
  }
}

async function obtain(name: string, deadline: number): Promise<Server | undefined> {
  for (;;) {
    const server = await listen(name);
    if (server) return server;
    if (Date.now() > deadline) return undefined;
    await pause(RETRY_MILLISECONDS);
  }
}

function listen(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(name, () => resolve(server));
  });
}
