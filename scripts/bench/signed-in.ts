import { execFileSync, fork } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { root } from '../steps/run.ts';
import { load, type Load } from './load.ts';
import { freePort, newFolder, removeFolder, startProgram } from './program.ts';
import { rounded, type Bench, type BenchResult } from './result.ts';

type Reference = { name: string; target: string; statements: { name: string; text: string; parameters: string[] }[] };

/** Reads of a signed-in operator, each with the statements that it cannot do without besides looking up the session. */
const reads: Reference[] = [
  { name: 'read-current-person', target: '/api/v1/people/current', statements: [{ name: 'person', text: 'select person.id, person.name, person.language, identity.typed from person left join identity on identity.person_id = person.id and identity.kind = $2 where person.id = $1 order by identity.proven_at nulls last limit 1', parameters: ['person', 'email'] }] },
  { name: 'list-products', target: '/api/v1/products', statements: [{ name: 'products', text: 'select data, revision, updated_at, deleted_at from centre_entry where section = $1 and deleted_at is null order by position, key limit 500', parameters: ['products'] }] },
  { name: 'list-channels', target: '/api/v1/channels', statements: [{ name: 'channels', text: 'select data, revision, updated_at, deleted_at from centre_entry where section = $1 and deleted_at is null order by position, key limit 500', parameters: ['channels'] }] },
];
/** What is public and reads nothing, so that the session is all that is added. */
const publicRead = '/api/v1/centre/schema';

/** Reads of someone signed in against the same SQL by the bare driver, and what the look-up of the session costs. */
export const signedIn: Bench = {
  name: 'signed-in',
  async run() {
    // The limit on requests of one person is not what is measured.
    for (const name of ['API_LIMIT_NETWORK', 'API_LIMIT_PERSON', 'API_LIMIT_KEY']) process.env[name] = '1000000';
    const folder = newFolder();
    const program = await startProgram(folder);
    try {
      const database = socketOf(folder);
      const cookie = await signIn(database);
      const results: BenchResult[] = [];
      for (const read of reads) results.push(await compare(program.port, database, cookie, read));
      results.push(await sessionCost(program.port, cookie));
      return results;
    } finally {
      await program.stop();
      removeFolder(folder);
    }
  },
};

async function compare(port: number, database: ReturnType<typeof socketOf>, cookie: string, { name, target, statements }: Reference): Promise<BenchResult> {
  const bare = await startBare(database, statements);
  try {
    const request = getJson(target, cookie);
    await load(bare.port, request, { seconds: 2, connections: 16 });
    await load(port, request, { seconds: 3, connections: 16 });
    const [ours, theirs]: [Load[], Load[]] = [[], []];
    // Interleaved rounds, so that what else the machine does weighs on both.
    for (let round = 0; round < 5; round++) {
      theirs.push(await load(bare.port, request, { seconds: 2, connections: 16 }));
      ours.push(await load(port, request, { seconds: 2, connections: 16 }));
    }
    const [our, their] = [middle(ours), middle(theirs)];
    const ratio = our.perSecond / their.perSecond;
    return { name, unit: 'requests/s', ours: rounded(our.perSecond, 0), bare: rounded(their.perSecond, 0), ratio: rounded(ratio), p50: rounded(our.p50), p99: rounded(our.p99), bound: '>= 0.5 x bare', kept: ratio >= 0.5 };
  } finally {
    bare.stop();
  }
}

/** One request after the other, with and without a session in turn; the difference of the medians. */
async function sessionCost(port: number, cookie: string): Promise<BenchResult> {
  const [without, signed]: [Load[], Load[]] = [[], []];
  const options = { seconds: 1.5, connections: 1 };
  for (const each of [undefined, cookie]) await load(port, getJson(publicRead, each), options);
  for (let round = 0; round < 7; round++) {
    without.push(await load(port, getJson(publicRead), options));
    signed.push(await load(port, getJson(publicRead, cookie), options));
  }
  const median = (loads: Load[]) => loads.map(({ p50 }) => p50).toSorted((left, right) => left - right)[Math.floor(loads.length / 2)] ?? 0;
  const [ours, bare] = [median(signed), median(without)];
  return { name: 'session-check', unit: 'ms p50', ours: rounded(ours, 3), bare: rounded(bare, 3), ratio: rounded(ours / bare), p50: rounded(ours - bare, 3), p99: null, bound: '<= 0.3 ms more', kept: ours - bare <= 0.3 };
}

const middle = (loads: Load[]): Load => loads.toSorted((left, right) => left.perSecond - right.perSecond)[Math.floor(loads.length / 2)]!;

function getJson(target: string, cookie?: string): string {
  return `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nAccept-Language: zh-CN\r\n${cookie === undefined ? '' : `Cookie: ${cookie}\r\n`}Connection: keep-alive\r\n\r\n`;
}

/** Where the program's own PostgreSQL listens, as its pid file says. */
export function socketOf(folder: string): { host: string; user: string; database: string } {
  const [file = ''] = execFileSync('find', ['-L', folder, '-maxdepth', '3', '-name', 'postmaster.pid'], { encoding: 'utf8' }).trim().split('\n');
  return { host: readFileSync(file, 'utf8').split('\n')[4] ?? '', user: 'lichun', database: 'lichun' };
}

/** An operator's session, as signing in leaves it. */
async function signIn(database: ReturnType<typeof socketOf>): Promise<string> {
  const client = new Client(database);
  await client.connect();
  const [person, token] = [randomUUID(), randomBytes(32).toString('base64url')];
  await client.query("insert into person (id, name, created_at) values ($1, '春华', now())", [person]);
  await client.query("insert into identity (id, person_id, kind, typed, canonical, proven_at, created_at) values ($1, $2, 'email', 'chunhua@example.com', 'chunhua@example.com', now(), now())", [randomUUID(), person]);
  await client.query("insert into role_grant (person_id, role, granted_at) values ($1, 'operator', now())", [person]);
  await client.query("insert into session (id, token_hash, person_id, created_at, seen_at, expires_at, second_factor) values ($1, $2, $3, now(), now(), now() + interval '10 days', true)", [randomUUID(), createHash('sha256').update(token).digest('hex'), person]);
  await client.end();
  return `lichun_session=${token}`;
}

async function startBare(database: ReturnType<typeof socketOf>, statements: Reference['statements']): Promise<{ port: number; stop(): void }> {
  const port = await freePort();
  const child = fork(path.join(root, 'scripts/bench/bare-read.ts'), { execPath: process.execPath, env: { ...process.env, NODE_ENV: 'production' } });
  const ready = new Promise<void>((resolve) => child.once('message', () => resolve()));
  child.send({ database, statements, port });
  await ready;
  return { port, stop: () => child.kill('SIGKILL') };
}
