import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/steps/run.ts';

/** A program that was started, everything it has printed, and how it ended. */
export type Started = { child: ChildProcess; port: number; output(): string; ended: Promise<number | null>; ready(): Promise<string> };

/** A new folder for a centre's data. */
export function dataFolder(): string {
  return path.join(mkdtempSync(path.join(tmpdir(), 'lichun-program-')), '数据 data');
}

/** A port that something else listens on, and how to free it. */
export async function busyPort(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}

export async function freePort(): Promise<number> {
  const { port, server } = await busyPort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the program as `npm start` does after preparing. */
export async function startProgram(options: { data: string; port?: number; environment?: Record<string, string>; arguments?: string[]; wrap?: string[] }): Promise<Started> {
  const port = options.port ?? (await freePort());
  const [command = process.execPath, ...before] = [...(options.wrap ?? []), process.execPath];
  const environment = { ...process.env, NODE_ENV: '', PORT: String(port), HOST: '127.0.0.1', DATA_DIR: options.data, LICHUN_LANG: 'en', DATABASE_URL: '', LOG_LEVEL: 'warn', ...options.environment };
  const child = spawn(command, [...before, 'server/main.ts', ...(options.arguments ?? [])], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    port,
    output: () => output,
    ended,
    ready: () =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (output.includes('Lichun is ready') && output.endsWith('\n\n')) resolve(output);
        };
        child.stdout.on('data', look);
        void ended.then((code) => reject(new Error(`It ended with ${code}: ${output}`)));
        look();
      }),
  };
}
