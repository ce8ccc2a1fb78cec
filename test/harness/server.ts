import { request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createApp, type App } from '../../server/app.ts';
import { fillExample } from '../../server/demo/fill-example.ts';
import type { PageBuild } from '../../server/pages.ts';
import { newSetUpToken } from '../../server/sign-in/index.ts';
import { readConfiguration, type Configuration } from '../../server/platform/config/schema.ts';
import type { Observation } from '../../server/platform/observation/index.ts';
import type { ConnectionSettings } from '../../server/platform/database/connection.ts';
import { openDatabase, type OpenDatabase } from '../../server/platform/database/open.ts';
import { callerFor, createLog, movableClock, type Log } from '../../server/platform/index.ts';
import { freshDatabase } from '../../server/platform/testing/database.ts';
import { listen } from '../../server/start/listen.ts';
import { root } from '../../scripts/steps/run.ts';
import { answerChecker } from './described.ts';
import { anonymous, callBy, testSecrets } from './operations.ts';

export type TestServer = {
  app: App;
  open: OpenDatabase;
  connection: ConnectionSettings;
  clock: ReturnType<typeof movableClock>;
  server: Server;
  port: number;
  origin: string;
  /** Everything that was logged. */
  log: string[];
  /** A cookie header of a signed-in operator. */
  operator(): Promise<string>;
  close(): Promise<void>;
};

export type TestServerOptions = { example?: 'websoft9' | 'dingtalk' | 'littleskin' | 'none'; environment?: Record<string, string>; at?: Date; pages?: boolean; /** A database that is there already; a fresh one when left out. */ connection?: ConnectionSettings; /** Who watches what is done. */ observation?: Observation; /** Milliseconds that only go forward, as `createApp` takes them. */ elapsed?: () => number; /** Jobs begin by the clock on the wall; without it, only when a test adds them. */ timetables?: boolean };

/** The whole product on a free port of this machine, with a database of its own; the clock stands at 2026-11-18 10:00 in Shanghai. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const configuration = configurationFrom(options.environment ?? {});
  const lines: string[] = [];
  const log: Log = createLog('debug', (line) => lines.push(line));
  const connection = options.connection ?? (await freshDatabase());
  const open = openDatabase(connection, log, 6);
  const clock = movableClock(options.at ?? new Date('2026-11-18T02:00:00Z'));
  const app = createApp({ configuration, open, connection, clock, log, secrets: testSecrets, ...(options.observation === undefined ? {} : { observation: options.observation }), ...(options.elapsed === undefined ? {} : { elapsed: options.elapsed }), assetFolder: path.join(root, 'build/client'), pageBuild: builtPages, strictEvents: true, timetables: options.timetables ?? false });
  await fillExample(app.ground, options.example ?? 'websoft9');
  await app.start();
  const server = await listen(app, { PORT: 0, HOST: '127.0.0.1' }, { upgrade: app.upgrade });
  const { port } = server.address() as AddressInfo;
  let checker: Promise<AnswerChecker> | undefined;
  checkers.set(port, () => (checker ??= checkerOf(app)));
  let cookie: Promise<string> | undefined;
  return {
    app,
    open,
    connection,
    clock,
    server,
    port,
    origin: `http://127.0.0.1:${port}`,
    log: lines,
    operator: () => (cookie ??= setUpOperator(app, open, clock)),
    async close() {
      checkers.delete(port);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await app.stop();
      await open.close();
    },
  };
}

/** Holds answers against the description that the product gives to everyone. */
async function checkerOf(app: App): Promise<AnswerChecker> {
  const description = await callerFor(app.ground, app.operations, callBy(anonymous)).readApiDescription({});
  if (!description.ok) throw new Error(description.refusal.code);
  return answerChecker(description.value);
}

function configurationFrom(environment: Record<string, string>): Configuration {
  const read = readConfiguration({ DATA_DIR: mkdtempSync(path.join(tmpdir(), 'lichun-test-')), API_LIMIT_NETWORK: '1000000', API_LIMIT_PERSON: '1000000', API_LIMIT_KEY: '1000000', ...environment });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.configuration;
}

let build: Promise<PageBuild> | undefined;
function builtPages(): Promise<PageBuild> {
  return (build ??= import(pathToFileURL(path.join(root, 'build/server/index.js')).href) as Promise<PageBuild>);
}

/** The operator of the demo cast. */
export const chunhua = { name: '春华', email: 'chunhua@example.com', password: '雨水过后就是惊蛰和春分' };

async function setUpOperator(app: App, open: OpenDatabase, clock: TestServer['clock']): Promise<string> {
  const token = (await newSetUpToken(open.database, clock)) ?? '';
  const { invoke } = await import('../../server/platform/index.ts');
  const answer = await invoke(app.ground, app.operations.setUpOperator, callBy(anonymous), { token, ...chunhua });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return `lichun_session=${answer.value.token}`;
}

type AnswerChecker = ReturnType<typeof answerChecker>;
/** Of each test server by its port: every answer of the API that a test gets is as its description says. */
const checkers = new Map<number, () => Promise<AnswerChecker>>();

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string; json<T>(): T };

/** A request exactly as written: no path is tidied and no header is added on the way, as an attacker would send it. */
export function send(port: number, target: string, options: { method?: string; headers?: Record<string, string | string[]>; body?: string | Uint8Array } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path: target, method: options.method ?? 'GET', headers: { host: `127.0.0.1:${port}`, ...lengthOf(options), ...options.headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const answer = { status: response.statusCode ?? 0, headers: response.headers, body, json: <T>() => JSON.parse(body) as T };
        const checker = target.startsWith('/api/v1/') ? checkers.get(port)?.() : undefined;
        if (checker === undefined) resolve(answer);
        else checker.then((check) => check(options.method ?? 'GET', target, answer)).then(() => resolve(answer), reject);
      });
    });
    request.on('error', reject);
    request.end(options.body);
  });
}

/** Node leaves the length out for DELETE; a body needs it unless it is sent in chunks. */
function lengthOf(options: { headers?: Record<string, unknown>; body?: string | Uint8Array }): Record<string, string> {
  return options.body === undefined || options.headers?.['transfer-encoding'] !== undefined ? {} : { 'content-length': String(Buffer.byteLength(options.body)) };
}

/** A JSON request by the signed-in operator of a page on this origin. */
export function sendJson(target: TestServer, method: string, at: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return send(target.port, at, { method, headers: { 'content-type': 'application/json', origin: target.origin, ...headers }, body: JSON.stringify(body) });
}
