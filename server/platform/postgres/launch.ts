import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { cleanEnvironment, commandAs } from './identity.ts';
import type { Installation } from './installation.ts';
import { openServerLog, readServerLog } from './server-log.ts';
import { serverParameters } from './settings.ts';

/** A server that was just launched; it may still fail. */
export interface Launched {
  exited(): boolean;
  /** It ended by itself with an error; false while it runs, and when someone killed it. */
  failed(): boolean;
  /** What it has written to the log. */
  output(): string;
}

/**
 * Launches PostgreSQL apart from our own process group, so that Ctrl-C in the terminal does not reach it before we have closed our connections.
 * `stalePid` is the number a dead server left in `postmaster.pid`: told that this is an ancestor, PostgreSQL does not take a stranger that bears
 * the number by now for the old server, while it still checks that none of its orphans is left.
 */
export function launchServer(installation: Installation, options: { socketFolder: string; volatile: boolean; stalePid: number | undefined }): Launched {
  const { identity, binaries, base, cluster, log } = installation;
  const { command, parameters } = commandAs(identity, binaries, 'postgres', serverParameters(cluster, options.socketFolder, options.volatile));
  const { descriptor, from } = openServerLog(log);
  const env = cleanEnvironment(options.stalePid === undefined ? {} : { PG_GRANDPARENT_PID: String(options.stalePid) });
  const child = spawn(command, parameters, { ...identity.user, cwd: base, env, detached: true, stdio: ['ignore', descriptor, descriptor] });
  fs.closeSync(descriptor);
  let exited = false;
  child.once('error', () => {
    exited = true;
  });
  child.once('exit', () => {
    exited = true;
  });
  child.unref();
  return { exited: () => exited, failed: () => exited && !wasKilled(child.signalCode), output: () => readServerLog(log, from) };
}

/** PostgreSQL aborts itself (SIGABRT) when it panics; these come from outside. */
function wasKilled(signal: NodeJS.Signals | null): boolean {
  return signal !== null && ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP'].includes(signal);
}
