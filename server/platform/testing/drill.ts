import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isAlive } from '../postgres/postmaster.ts';

const program = fileURLToPath(new URL('postgres-process.ts', import.meta.url));

export interface PostgresProcess {
  child: ChildProcess;
  /** The next line it prints; undefined when it ended. */
  answer(): Promise<Record<string, unknown> | undefined>;
  /** Asks it to leave, and waits for its end. */
  leave(): Promise<Record<string, unknown> | undefined>;
  ended: Promise<void>;
}

/** Starts a process that uses the bundled PostgreSQL of a folder, with our rights or as another user of this machine. */
export function startProcess(dataFolder: string, options: { user?: { uid: number; gid: number }; environment?: NodeJS.ProcessEnv } = {}): PostgresProcess {
  const child = spawn(process.execPath, [program, dataFolder], {
    ...options.user,
    env: { ...process.env, ...options.environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const answer = async () => {
    const { value, done } = await lines.next();
    return done ? undefined : (JSON.parse(String(value)) as Record<string, unknown>);
  };
  const leave = async () => {
    child.stdin.end();
    const last = await answer();
    await ended;
    return last;
  };
  return { child, answer, leave, ended };
}

/** The process of the server in a data folder, if one is running. */
export function serverProcess(dataFolder: string): number | undefined {
  const file = path.join(dataFolder, 'postgres', 'postmaster.pid');
  const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : undefined;
  return pid !== undefined && isAlive(pid) ? pid : undefined;
}
