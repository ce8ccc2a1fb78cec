import { fork } from 'node:child_process';
import { connect } from 'node:net';
import path from 'node:path';
import { Client } from 'pg';
import { root } from '../steps/run.ts';
import { newFolder, removeFolder, startProgram } from './program.ts';
import { rounded, type Bench, type BenchResult } from './result.ts';
import { socketOf } from './signed-in.ts';

const clients = 32;
const seconds = 3;
const rounds = 5;
/** Groups of a fleet, of which the last takes people, and members of each of the others: 100 fleets have 2,009,700 memberships. */
const [groupsEach, membersEach] = [100, 203];
const sizes = { few: 1, many: 100 } as const;

type Joins = { perSecond: number; p50: number; p99: number };

/**
 * Applying with an account that is proven already and being decided at once, over HTTP by 32 clients, against the same joins by bare SQL; and
 * the same in a centre with a hundred times as many groups and 2,000,000 memberships.
 */
export const admission: Bench = {
  name: 'admission',
  async run() {
    for (const name of ['API_LIMIT_NETWORK', 'API_LIMIT_PERSON', 'API_LIMIT_KEY']) process.env[name] = '1000000';
    const few = await measure(sizes.few);
    const many = await measure(sizes.many);
    const falls = many.ours.perSecond / few.ours.perSecond;
    return [
      ...[few, many].map(({ ours, bare, groups }): BenchResult => {
        const ratio = ours.perSecond / bare;
        return { name: `join-${groups}-groups`, unit: 'joins/s', ours: rounded(ours.perSecond, 0), bare: rounded(bare, 0), ratio: rounded(ratio), p50: rounded(ours.p50), p99: rounded(ours.p99), bound: '>= 0.35 x bare', kept: ratio >= 0.35 };
      }),
      { name: 'join-many-against-few', unit: 'joins/s', ours: rounded(many.ours.perSecond, 0), bare: rounded(few.ours.perSecond, 0), ratio: rounded(falls), p50: null, p99: null, bound: '>= 0.8 x few', kept: falls >= 0.8 },
    ];
  },
};

async function measure(fleets: number): Promise<{ ours: Joins; bare: number; groups: number }> {
  const folder = newFolder();
  const program = await startProgram(folder);
  try {
    const database = socketOf(folder);
    await fill(database, fleets);
    let person = first;
    const some = (count: number) => Array.from({ length: count }, () => person++);
    await joinByHttp(program.port, some(2_000), 2);
    await analyse(database);
    const [ours, bare]: [Joins[], number[]] = [[], []];
    // Interleaved rounds, so that what else the machine does weighs on both.
    for (let round = 0; round < rounds; round++) {
      bare.push(await joinBare(database, some(12_000)));
      ours.push(await joinByHttp(program.port, some(6_000), seconds));
    }
    return { ours: middle(ours, ({ perSecond }) => perSecond), bare: middle(bare, (value) => value), groups: fleets * groupsEach };
  } finally {
    await program.stop();
    removeFolder(folder);
  }
}

function middle<Value>(values: Value[], by: (value: Value) => number): Value {
  return values.toSorted((left, right) => by(left) - by(right))[Math.floor(values.length / 2)]!;
}

const personId = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
const tokenOf = (number: number) => `bench-${String(number).padStart(37, '0')}`;
const idOf = (number: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
/** Who is in a frozen group already does not join. */
const first = groupsEach * membersEach + 1;
const most = 140_000;

/** Fleets whose last group takes people and whose other groups are frozen with their members; persons with a proven address and a session. */
async function fill(database: ReturnType<typeof socketOf>, fleets: number): Promise<void> {
  const client = new Client(database);
  await client.connect();
  try {
    await fillWith(client, fleets);
  } finally {
    await client.end();
  }
}

/**
 * What the database does by itself within a minute. Before that, connections keep plans that were made when next to nothing had happened:
 * each new row of the outbox would look for its event from the first one on, and the rounds would measure that.
 */
async function analyse(database: ReturnType<typeof socketOf>): Promise<void> {
  const client = new Client(database);
  await client.connect();
  try {
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

async function fillWith(client: Client, fleets: number): Promise<void> {
  // A burst like this one would have everybody show that they are human.
  await client.query('insert into raid_settings (settings) values ($1)', [JSON.stringify({ enabled: false, least: 40, times: 6, quietMinutes: 30 })]);
  const settings = { topic: 'bench', platform: 'web', app: 'web', target: 1_000_000, platformLimit: 1_000_000, topicName: 'Bench' };
  for (let fleet = 0; fleet < fleets; fleet++) {
    const key = `bench-${fleet}`;
    const described = { ...settings, key };
    await client.query("insert into centre_entry (section, key, position, data, revision, created_at, updated_at) values ('fleets', $1, 1000, $2, 1, now(), now())", [key, JSON.stringify({ ...described, topicName: undefined })]);
    await client.query('insert into fleet (key, topic, platform, settings, next_position, described_at) values ($1, $2, $3, $4, $5, now())', [key, 'bench', 'web', JSON.stringify(described), groupsEach + 1]);
    await client.query(
      `insert into fleet_group (id, fleet, key, position, entry, state, held, intake, members, ordinary, created_at, activated_at)
       select gen_random_uuid(), $1, 'group-' || place, place, jsonb_build_object('key', 'group-' || place, 'term', place), 'active', case when place < $2 then 'frozen' end, case when place < $2 then 'frozen' else 'open' end,
         case when place < $2 then $3 else 0 end, case when place < $2 then $3 else 0 end, now(), now() from generate_series(1, $2::int) as place`,
      [key, groupsEach, membersEach],
    );
  }
  await client.query("insert into centre_entry (section, key, position, data, revision, created_at, updated_at) values ('topics', 'bench', 1000, '{\"key\":\"bench\",\"name\":\"Bench\"}', 1, now(), now())");
  await client.query('set synchronous_commit = off');
  await client.query(`insert into person (id, name, created_at) select ${idOf('number')}, '春华', now() from generate_series(0, ${most}) as number`);
  await client.query(
    `insert into seat (id, fleet, group_id, person_id, kind, state, entrance, taken_at, joined_at)
     select gen_random_uuid(), fleet, id, ${idOf('(position - 1) * $1 + place')}, 'ordinary', 'member', 'link', now(), now()
     from fleet_group, generate_series(1, $1::int) as place where members > 0`,
    [membersEach],
  );
  await client.query(`insert into identity (id, person_id, kind, typed, canonical, proven_at, proven_how, created_at) select gen_random_uuid(), ${idOf('number')}, 'email', 'p' || number || '@example.com', 'p' || number || '@example.com', now(), 'email_code', now() from generate_series(0, ${most}) as number`);
  await client.query(
    `insert into session (id, token_hash, person_id, created_at, seen_at, expires_at) select gen_random_uuid(), encode(sha256(convert_to('bench-' || lpad(number::text, 37, '0'), 'UTF8')), 'hex'), ${idOf('number')}, now(), now(), now() + interval '10 days' from generate_series(0, ${most}) as number`,
  );
  await client.query('update centre_state set content_revision = content_revision + 1');
  await client.query('reset synchronous_commit');
  await client.query('vacuum analyze');
  await client.query("select pg_notify('lichun_content', '')");
}

function joinBare(database: ReturnType<typeof socketOf>, numbers: number[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(root, 'scripts/bench/bare-join.ts'), { execPath: process.execPath, env: { ...process.env, NODE_ENV: 'production' } });
    child.once('message', ({ joined, ranOut }: { joined: number; ranOut: boolean }) => {
      child.kill();
      if (ranOut) reject(new Error('There were too few persons for the bare joins'));
      else resolve(joined / seconds);
    });
    child.send({ database, fleet: 'bench-0', persons: numbers.map(personId), clients, seconds });
  });
}

/** Each request is somebody else's; an answer that is no join fails the bench. */
async function joinByHttp(port: number, numbers: number[], duration: number): Promise<Joins> {
  const times: number[] = [];
  let next = 0;
  const stopAt = performance.now() + duration * 1000;
  await Promise.all(Array.from({ length: clients }, () => drive(port, () => (performance.now() < stopAt ? numbers[next++] : undefined), times)));
  if (next >= numbers.length) throw new Error('There were too few persons for the joins over HTTP');
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / duration, p50: at(0.5), p99: at(0.99) };
}

function drive(port: number, take: () => number | undefined, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let [started, answer] = [0, ''];
    const ask = () => {
      const number = take();
      if (number === undefined) {
        socket.destroy();
        resolve();
        return;
      }
      started = performance.now();
      answer = '';
      const body = JSON.stringify({ answers: {} });
      socket.write(`POST /api/v1/fleets/bench-0/applications HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nAccept: application/json\r\nContent-Type: application/json\r\nCookie: lichun_session=${tokenOf(number)}\r\nContent-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n${body}`);
    };
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('utf8');
      const end = answer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1] ?? 0);
      if (Buffer.byteLength(answer.slice(end + 4)) < length) return;
      if (!answer.startsWith('HTTP/1.1 200') || !answer.includes('"state":"joined"')) {
        socket.destroy();
        reject(new Error(`This is no join: ${answer.slice(0, 600)}`));
        return;
      }
      times.push(performance.now() - started);
      ask();
    });
  });
}
