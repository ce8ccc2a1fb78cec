import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Log } from '../log.ts';
import { StartProblem } from '../start-problem/index.ts';
import { withFolderLock } from './folder-lock.ts';
import { openDataFolder } from './folder.ts';
import { holdServer } from './hold.ts';
import { initialiseCluster } from './initialise.ts';
import { chooseInstallation, type Installation } from './installation.ts';
import { launchServer } from './launch.ts';
import { endOrphans } from './orphans.ts';
import { readPostmaster, type Postmaster } from './postmaster.ts';
import { isPassing, problemIn } from './server-log.ts';
import { clearSocket, openSocketFolder } from './socket.ts';

const DEADLINE_SECONDS = 90;
const RETRY_MILLISECONDS = 100;

/** A running server, and our connection that counts us among its users. */
export interface Joined {
  installation: Installation;
  /** The folder of its socket. */
  host: string;
  adopted: boolean;
  holder: Client;
}

export interface StartOptions {
  dataFolder: string;
  log: Log;
  /** For data that tests make and throw away: a crash of the machine may lose it, and the application may create databases. */
  volatile?: boolean;
}

/** Joins the server of a data folder: adopts a running one, else makes what is missing and launches it. Throws a StartProblem. */
export async function joinServer(options: StartOptions): Promise<Joined> {
  const folder = openDataFolder(options.dataFolder);
  const locked = await withFolderLock(folder, DEADLINE_SECONDS * 1000, async () => {
    const installation = chooseInstallation(folder);
    const created = await initialiseCluster(installation, { durable: !options.volatile });
    if (created) options.log.info('postgres.created', { folder: installation.cluster });
    return reach(installation, options);
  });
  return resultOf(locked, folder);
}

/** Joins the server of an installation that has served already: nothing is tried or made anew, which would hold this process up while it has requests to refuse. */
export async function rejoinServer(installation: Installation, options: StartOptions): Promise<Joined> {
  return resultOf(await withFolderLock(installation.dataFolder, DEADLINE_SECONDS * 1000, () => reach(installation, options)), installation.dataFolder);
}

function resultOf(locked: { result: Joined } | undefined, folder: string): Joined {
  if (locked) return locked.result;
  throw new StartProblem('postgres_timeout', { seconds: DEADLINE_SECONDS, log: folder });
}

async function reach(installation: Installation, options: StartOptions): Promise<Joined> {
  const deadline = Date.now() + DEADLINE_SECONDS * 1000;
  while (Date.now() < deadline) {
    const postmaster = readPostmaster(installation.cluster);
    const joined = postmaster?.running
      ? await adopt(installation, postmaster, options, deadline)
      : await launch(installation, postmaster?.pid, options, deadline);
    if (joined) return joined;
    await pause(RETRY_MILLISECONDS);
  }
  throw new StartProblem('postgres_timeout', { seconds: DEADLINE_SECONDS, log: installation.log });
}

async function adopt(installation: Installation, { pid }: Postmaster, { log, volatile = false }: StartOptions, deadline: number): Promise<Joined | undefined> {
  const held = await holdServer(installation.cluster, { deadline, volatile, isComing: () => false });
  if (held === 'unreachable') {
    log.warn('postgres.unreachable', { pid }); // its socket is gone, so it serves nobody and gives way to another
    process.kill(pid, 'SIGINT');
  }
  return typeof held === 'string' ? undefined : { installation, adopted: true, ...held };
}

async function launch(installation: Installation, stalePid: number | undefined, { log, volatile = false }: StartOptions, deadline: number): Promise<Joined | undefined> {
  const socketFolder = openSocketFolder(installation);
  clearSocket(socketFolder);
  if (stalePid !== undefined) await endOrphans(installation.cluster);
  const server = launchServer(installation, { socketFolder, volatile, stalePid });
  const held = await holdServer(installation.cluster, { deadline, volatile, isComing: () => !server.exited() });
  if (typeof held === 'string') {
    if (server.failed() && !isPassing(server.output())) throw problemIn(server.output(), installation.dataFolder, installation.log);
    return undefined;
  }
  log.debug('postgres.started', { folder: installation.cluster, socket: held.host });
  return { installation, adopted: false, ...held };
}
