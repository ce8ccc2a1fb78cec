import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { StartProblem } from '../start-problem/index.ts';
import { majorOf } from './binaries.ts';
import { folderProblem } from './folder.ts';
import { cleanEnvironment, commandAs } from './identity.ts';
import type { Installation } from './installation.ts';
import { isAlive, processesAt } from './postmaster.ts';
import { SUPERUSER } from './roles.ts';
import { problemIn } from './server-log.ts';

const UNFINISHED = 'postgres-unfinished-';

/**
 * Makes the cluster when it is missing; true when it did. It is written into a folder of another name first, so that a start that is killed
 * leaves nothing that looks like data. Throws a StartProblem when the folder holds something else or another major version's data.
 */
export async function initialiseCluster(installation: Installation, options: { durable: boolean }): Promise<boolean> {
  const { base, cluster, binaries } = installation;
  await removeUnfinished(base);
  if (!isEmptyOrMissing(cluster)) {
    checkVersion(cluster, majorOf(binaries));
    fs.chmodSync(cluster, 0o700); // copied data often comes with other rights, which PostgreSQL refuses
    return false;
  }
  try {
    const unfinished = fs.mkdtempSync(path.join(base, UNFINISHED));
    const { user } = installation.identity;
    if (user) fs.chownSync(unfinished, user.uid, user.gid);
    await runInitdb(installation, unfinished, options.durable);
    fs.renameSync(unfinished, cluster);
    if (options.durable) syncFolder(base);
    return true;
  } catch (error) {
    await removeUnfinished(base);
    throw folderProblem(error, base) ?? error;
  }
}

/** Nobody else makes one now, since the caller holds the folder's lock: what is still at work there lost its parent to a kill. */
async function removeUnfinished(base: string): Promise<void> {
  const leftovers = fs.readdirSync(base).filter((name) => name.startsWith(UNFINISHED));
  for (const folder of leftovers.map((name) => path.join(base, name))) {
    for (const pid of processesAt(folder)) await kill(pid);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await pause(5);
}

function isEmptyOrMissing(cluster: string): boolean {
  const found = fs.statSync(cluster, { throwIfNoEntry: false });
  if (!found) return true;
  if (!found.isDirectory()) throw new StartProblem('folder_unusable', { folder: cluster });
  return fs.readdirSync(cluster).length === 0;
}

function checkVersion(cluster: string, bundled: number): void {
  const file = path.join(cluster, 'PG_VERSION');
  if (!fs.existsSync(file)) throw new StartProblem('folder_unusable', { folder: cluster });
  const found = fs.readFileSync(file, 'utf8').trim();
  if (found !== String(bundled)) throw new StartProblem('data_other_major', { folder: cluster, found, bundled });
}

async function runInitdb({ identity, binaries, base }: Installation, folder: string, durable: boolean): Promise<void> {
  const { command, parameters } = commandAs(identity, binaries, 'initdb', [
    '-D', folder, '-U', SUPERUSER, '--auth-local=trust', '--auth-host=reject', '--encoding=UTF8',
    '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions',
    ...(durable ? ['--sync-method=syncfs'] : ['--no-sync']),
  ]);
  const child = spawn(command, parameters, { ...identity.user, cwd: base, env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [output, errors, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (status !== 0) throw problemIn(output + errors, base, path.join(base, 'postgres.log'));
}

function syncFolder(folder: string): void {
  const handle = fs.openSync(folder, 'r');
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}
