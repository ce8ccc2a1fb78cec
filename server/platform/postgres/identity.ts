import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Binaries } from './binaries.ts';

/** As whom PostgreSQL runs, which refuses to run as root: a command to put before, or another uid and gid. */
export interface Identity {
  wrap: readonly string[];
  user?: { uid: number; gid: number };
}

export const ourselves: Identity = { wrap: [] };

interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** Accounts of /etc/passwd that are not root, those that suit PostgreSQL best first. */
function accounts(): Account[] {
  const lines = fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  const found = lines
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid, gid }) => name !== '' && uid > 0 && gid > 0);
  const rank = ({ name }: Account) => ['postgres', 'nobody'].indexOf(name) + 1 || 3;
  return found.sort((left, right) => rank(left) - rank(right));
}

/** A user namespace in which our own uid bears the name of an ordinary account: files stay ours, and a mode-700 home stays reachable. */
export function renamedOurselves(): Identity | undefined {
  const account = accounts().find(({ name }) => name === 'nobody') ?? accounts()[0];
  if (!account) return undefined;
  return { wrap: ['unshare', '--user', `--map-user=${account.uid}`, `--map-group=${account.gid}`, '--'] };
}

/** Another account of this machine, where namespaces are not allowed (as in many containers). */
export function anotherAccount(): Identity | undefined {
  const [account] = accounts();
  return account && { wrap: [], user: { uid: account.uid, gid: account.gid } };
}

/** initdb looks its user up by name, and fails for a container's made-up uid. */
export function hasAccount(): boolean {
  try {
    return os.userInfo().username !== '';
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Environment for PostgreSQL's programs: nothing of the caller's shell, where PGPORT, PGDATA or LC_ALL would change what they do. */
export function cleanEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...extra };
}

/** The command line of a PostgreSQL program as this identity. */
export function commandAs(identity: Identity, binaries: Binaries, program: 'initdb' | 'postgres', parameters: readonly string[]): { command: string; parameters: string[] } {
  const [command = '', ...rest] = [...identity.wrap, path.join(binaries.folder, 'bin', program), ...parameters];
  return { command, parameters: rest };
}

/** Tries it: can this identity enter the folder? */
export function canEnter(identity: Identity, folder: string): boolean {
  return trial(identity, 'cd "$1" && echo entered', folder).includes('entered');
}

/** Tries it: can this identity run these binaries? They may be out of its reach, or made for another system. */
export function canRun(identity: Identity, binaries: Binaries): boolean {
  return trial(identity, '"$1" --version', path.join(binaries.folder, 'bin', 'postgres')).includes('PostgreSQL');
}

function trial(identity: Identity, script: string, parameter: string): string {
  const [command = '', ...parameters] = [...identity.wrap, 'sh', '-c', script, 'sh', parameter];
  const { status, stdout } = spawnSync(command, parameters, { ...identity.user, cwd: '/', env: cleanEnvironment(), encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout : '';
}
