import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { newId, newSecret, secretHash } from '../../server/platform/index.ts';
import { poolConfig, type ConnectionSettings } from '../../server/platform/database/connection.ts';
import { APPLICATION_ROLE, DATABASE } from '../../server/platform/postgres/roles.ts';
import { dataFolder, startProgram, type Started } from '../harness/program.ts';
import { findViolations, type Facts } from './checker.ts';
import { ClientLog, type Entry } from './client-log.ts';
import { startLoad, type Load } from './load-client.ts';

/** The settings under which drills run: a visitor for each number, and no limit on the operator who decides. */
const environment = { TRUSTED_PROXY: '127.0.0.1', LOG_LEVEL: 'warn', API_LIMIT_NETWORK: '100000', API_LIMIT_PERSON: '1000000', API_LIMIT_KEY: '1000000' };

export type Drill = {
  data: string;
  log: ClientLog;
  connection(): ConnectionSettings;
  /** Starts the program anew on the same data. */
  start(options?: { port?: number; environment?: Record<string, string> }): Promise<Started>;
  /** A new operator's cookie. */
  operator(): Promise<string>;
  load(started: { port: number }, options?: { workers?: number; port?: () => number; cookie?: string }): Promise<Load>;
  facts(): Promise<Facts>;
  /** Compares when the outbox has been emptied. */
  violations(): Promise<string[]>;
  /** Ends every program that was started, and removes the data. */
  close(): Promise<void>;
};

/** A drill on a fresh centre: with the bundled PostgreSQL in `data`, or with a given database. */
export function openDrill(options: { data?: string; given?: { url: string; connection: ConnectionSettings } } = {}): Drill {
  const data = options.data ?? dataFolder();
  const own = options.data === undefined ? path.dirname(data) : undefined;
  // Apart from the data: a client's memory must not share the fate of what it watches.
  const memory = mkdtempSync(path.join(tmpdir(), 'lichun-client-'));
  const log = new ClientLog(path.join(memory, 'client.log'));
  const programs: Started[] = [];
  const loads: Load[] = [];
  const connection = () => options.given?.connection ?? bundledConnection(data);
  const drill: Drill = {
    data,
    log,
    connection,
    async start({ port, environment: more = {} } = {}) {
      const started = await startProgram({ data, ...(port === undefined ? {} : { port }), environment: { ...environment, ...(options.given === undefined ? {} : { DATABASE_URL: options.given.url }), ...more } });
      programs.push(started);
      await untilReady(started);
      return started;
    },
    operator: () => query(connection(), signIn),
    async load({ port }, { workers, port: choose, cookie } = {}) {
      const load = startLoad({ log, port: choose ?? (() => port), cookie: cookie ?? (await drill.operator()), ...(workers === undefined ? {} : { workers }) });
      loads.push(load);
      return load;
    },
    facts: () => query(connection(), readFacts),
    async violations() {
      const deadline = Date.now() + 30_000;
      for (;;) {
        const facts = await drill.facts();
        if (facts.outbox.waiting === 0 || Date.now() > deadline) return findViolations(log.read(), facts);
        await pause(200);
      }
    },
    async close() {
      await Promise.all(loads.map((load) => load.stop()));
      for (const { child, ended } of programs) {
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
        await ended;
      }
      rmSync(memory, { recursive: true, force: true });
      if (own !== undefined) rmSync(own, { recursive: true, force: true });
    },
  };
  return drill;
}

/** Waits until the program serves; throws what it printed when it ends before. */
export async function untilReady(started: Started, withinMilliseconds = 60_000): Promise<number> {
  const began = performance.now();
  let over: number | null | undefined;
  void started.ended.then((code) => (over = code ?? -1));
  while (performance.now() - began < withinMilliseconds) {
    if (over !== undefined) throw new Error(`The program ended with ${over}: ${started.output()}`);
    if ((await ask(started.port, '/health/ready')).status === 200) return performance.now() - began;
    await pause(50);
  }
  throw new Error(`Not ready within ${withinMilliseconds} ms: ${started.output()}`);
}

export type Answered = { status: number; milliseconds: number; retryAfter: string | null; body: string };

/** One request; status 0 when nobody answers. */
export async function ask(port: number, target: string, init: RequestInit = {}): Promise<Answered> {
  const began = performance.now();
  try {
    const response = await fetch(`http://127.0.0.1:${port}${target}`, { redirect: 'manual', signal: AbortSignal.timeout(20_000), ...init });
    return { status: response.status, body: await response.text(), retryAfter: response.headers.get('retry-after'), milliseconds: performance.now() - began };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { status: 0, body: error.message, retryAfter: null, milliseconds: performance.now() - began };
  }
}

/** A session as signing in leaves it, without the pages between. */
async function signIn(client: Client): Promise<string> {
  const [person, token, now] = [newId(), newSecret(), new Date()];
  await client.query('insert into person (id, name, created_at) values ($1, $2, $3)', [person, '春华', now]);
  await client.query("insert into role_grant (person_id, role, granted_at) values ($1, 'operator', $2)", [person, now]);
  await client.query("insert into session (id, token_hash, person_id, created_at, seen_at, expires_at, second_factor) values ($1, $2, $3, $4, $4, $4::timestamptz + interval '10 days', true)", [newId(), secretHash(token), person, now]);
  return `lichun_session=${token}`;
}

async function readFacts(client: Client): Promise<Facts> {
  const proposals = await client.query<Facts['proposals'][number]>('select id, text, status from proposal');
  const events = await client.query<{ name: string; subject: string; position: string }>("select name, subject, position from event where name like 'proposal.%'");
  const audits = await client.query<Facts['audits'][number]>("select operation, subject_key as subject from audit_entry where operation = 'resolveProposal'");
  const outbox = await client.query<Facts['outbox']>('select count(*) filter (where parked_at is null)::int as waiting, count(*) filter (where parked_at is not null)::int as parked from outbox');
  return { proposals: proposals.rows, events: events.rows.map((row) => ({ ...row, position: Number(row.position) })), audits: audits.rows, outbox: outbox.rows[0] ?? { waiting: -1, parked: -1 } };
}

export async function query<Value>(connection: ConnectionSettings, run: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client(poolConfig(connection));
  client.on('error', () => undefined); // a statement that is under way fails itself
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** The pid file of a program's own PostgreSQL: its number first, the folder of its socket in the fifth line. */
function pidFile(data: string): string[] {
  const [file = ''] = execFileSync('find', ['-L', data, '-maxdepth', '3', '-name', 'postmaster.pid'], { encoding: 'utf8' }).trim().split('\n');
  return file === '' ? [] : readFileSync(file, 'utf8').split('\n');
}

export function bundledConnection(data: string): ConnectionSettings {
  return { host: pidFile(data)[4] ?? '', user: APPLICATION_ROLE, database: DATABASE };
}

/** PostgreSQL and every process of it. */
export function bundledProcesses(data: string): number[] {
  return withChildren(Number(pidFile(data)[0]));
}

export function withChildren(parent: number): number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === parent).map(Number);
  return [parent, ...children];
}

/** A process may end between listing and reading. */
function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return 0;
    throw error;
  }
}

/** The endings between two moments, for what was told meanwhile. */
export function endingsBetween(entries: readonly Entry[], from: number, until: number): Extract<Entry, { line: 'ended' }>[] {
  return entries.filter((entry) => entry.line === 'ended').filter(({ at }) => at >= from && at <= until);
}

/** One line about a drill, for whoever reads the run. */
export function tell(name: string, entries: readonly Entry[], more: Record<string, unknown> = {}): void {
  const ended = entries.filter((entry) => entry.line === 'ended');
  const told = Map.groupBy(ended, (ending) => (ending.how === 'lost' ? 'lost' : `${ending.status}${ending.code === undefined ? '' : ` ${ending.code}`}`));
  const longest = Math.max(0, ...ended.map(({ milliseconds }) => milliseconds));
  process.stdout.write(`${name}: ${JSON.stringify({ sent: entries.length - ended.length, ...Object.fromEntries([...told].map(([key, list]) => [key, list.length])), longestMilliseconds: longest, ...more })}\n`);
}
