import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../steps/run.ts';

export type Program = { port: number; pid: number; dataFolder: string; startedIn: number; stop(): Promise<void> };

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A folder for a centre's data, removed by `removeFolder`. */
export function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'lichun-bench-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Starts the program as `npm start` does and waits until it is ready to serve. */
export async function startProgram(dataFolder: string): Promise<Program> {
  const port = await freePort();
  const began = performance.now();
  // The very command of `npm start`, with the same limits on memory.
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const searched = `${path.join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  const child = spawn('/bin/sh', ['-c', scripts.start], { cwd: root, env: { ...process.env, PATH: searched, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataFolder, LOG_LEVEL: 'warn', NODE_ENV: '' }, stdio: ['ignore', 'pipe', 'inherit'] });
  await readyLine(child);
  return {
    port,
    pid: child.pid ?? 0,
    dataFolder,
    startedIn: performance.now() - began,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGINT');
      }),
  };
}

function readyLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('🌱')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`The program ended with ${code}: ${output}`)));
  });
}

/** Proportional set size in MB: shared pages count by their share. */
export function proportionalMemory(pid: number): number {
  const line = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(line?.[1] ?? Number.NaN) / 1024;
}

/** The processes of the PostgreSQL whose command line names `folder`, with their children. */
export function postgresProcesses(folder: string): number[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  const owner = processes.find((pid) => command(pid).includes(`${folder}`) && /bin\/postgres/.test(command(pid)));
  return owner === undefined ? [] : [owner, ...processes.filter((pid) => parentOf(pid) === owner)];
}

function command(pid: number): string {
  return readIfThere(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readIfThere(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** A process may end between listing and reading. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return '';
    throw error;
  }
}
