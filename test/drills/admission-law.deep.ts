import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { newId, newSecret, secretHash } from '../../server/platform/index.ts';
import { dataFolder, freePort, startProgram, type Started } from '../harness/program.ts';
import { ask, openDrill, query, untilReady } from './drill.ts';
import { ownPostgres } from './own-postgres.ts';

const secretKey = Buffer.alloc(32, 7).toString('base64url');
const target = 500;
const freeze = 400;
/** 30 % of the reserve of 100. */
const invitedShare = 30;
const perEntrance = 200;
const entrances = ['link', 'number', 'invitation', 'api', 'import'] as const;
type Entrance = (typeof entrances)[number];
type Person = { entrance: Entrance; id: string; email: string; cookie: string };
/** What a client was told last, and about whom. */
type Told = { person: Person; state: string };

type Sample = { members: number; reserved: number; others: number; ordinary: number; rows: number; ordinaryRows: number; twice: number };

/** How the only group stands, counted and as its rows say, in one statement and therefore of one moment. */
async function sample(client: Client): Promise<Sample> {
  const { rows } = await client.query<Sample>(`select
    coalesce(sum(members), 0)::int as members, coalesce(sum(reserved), 0)::int as reserved, coalesce(sum(others), 0)::int as others, coalesce(sum(ordinary), 0)::int as ordinary,
    (select count(*)::int from seat where state <> 'ended') as rows,
    (select count(*)::int from seat where state <> 'ended' and kind = 'ordinary') as "ordinaryRows",
    (select count(*)::int from (select person_id from seat where state <> 'ended' and person_id is not null group by person_id having count(*) > 1) as people) as twice
    from fleet_group where fleet = 'small'`);
  return rows[0] ?? { members: -1, reserved: 0, others: 0, ordinary: 0, rows: 0, ordinaryRows: 0, twice: 0 };
}

function brokenLaws({ members, reserved, others, ordinary, rows, ordinaryRows, twice }: Sample): string[] {
  return [
    ...(members + reserved + others > target ? [`${members} members, ${reserved} held and ${others} others in a group of ${target}`] : []),
    ...(ordinary > freeze ? [`${ordinary} ordinary seats beyond the freeze line of ${freeze}`] : []),
    ...(members + reserved !== rows || ordinary !== ordinaryRows ? [`the counts ${members}+${reserved} (${ordinary} ordinary) are not the rows ${rows} (${ordinaryRows})`] : []),
    ...(twice > 0 ? [`${twice} people sit twice`] : []),
  ];
}

/** People with a proven address and a session each, as signing in leaves them. */
async function addPeople(client: Client): Promise<Person[]> {
  const now = new Date();
  const people = entrances.flatMap((entrance) => Array.from({ length: perEntrance }, (_person, index): Person & { token: string } => {
    const token = newSecret();
    return { entrance, id: newId(), email: `${entrance}-${index}@example.com`, token, cookie: `lichun_session=${token}` };
  }));
  const column = <Value>(of: (person: (typeof people)[number]) => Value) => people.map(of);
  await client.query('insert into person (id, name, created_at) select id, name, $3 from unnest($1::uuid[], $2::text[]) as given (id, name)', [column(({ id }) => id), column(({ email }) => email), now]);
  await client.query("insert into identity (id, person_id, kind, typed, canonical, proven_at, proven_how, created_at) select id, person, 'email', email, email, $4, 'email_code', $4 from unnest($1::uuid[], $2::uuid[], $3::text[]) as given (id, person, email)", [column(() => newId()), column(({ id }) => id), column(({ email }) => email), now]);
  await client.query("insert into session (id, token_hash, person_id, created_at, seen_at, expires_at, second_factor) select id, token, person, $4, $4, $4::timestamptz + interval '10 days', true from unnest($1::uuid[], $2::text[], $3::uuid[]) as given (id, token, person)", [column(() => newId()), column(({ token }) => secretHash(token)), column(({ id }) => id), now]);
  return people;
}

test('a thousand joins through five entrances into a fleet of one group of five hundred, on two nodes of which one is killed: the law holds at every moment, and every answer is true', async () => {
  const given = await ownPostgres();
  const drill = openDrill({ given });
  const folders = [dataFolder(), dataFolder()];
  const ports = [await freePort(), await freePort()];
  const environment = { DATABASE_URL: given.url, SECRET_KEY: secretKey, TRUSTED_PROXY: '127.0.0.1', API_LIMIT_NETWORK: '1000000', API_LIMIT_PERSON: '1000000', LOG_LEVEL: 'warn' };
  const nodes: Started[] = [];
  const watching = new AbortController();
  let watched: Promise<void> = Promise.resolve();
  onTestFinished(async () => {
    watching.abort();
    await watched;
    for (const { child, ended } of nodes) {
      child.kill('SIGTERM');
      await ended;
    }
    await drill.close();
    await given.close();
    for (const folder of folders) rmSync(path.dirname(folder), { recursive: true, force: true });
  });
  for (const [index, data] of folders.entries()) {
    const node = await startProgram({ data, port: ports[index] ?? 0, environment });
    nodes.push(node);
    await untilReady(node);
  }
  const operator = await drill.operator();
  let turn = 0;
  const anyPort = () => ports[turn++ % ports.length] ?? 0;
  const send = (port: number, at: string, cookie: string, body: unknown, key: string | null = newId()) =>
    ask(port, `/api/v1${at}`, { method: 'POST', headers: { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}`, cookie, ...(key === null ? {} : { 'idempotency-key': key }) }, body: JSON.stringify(body) });
  const made = async <Value>(at: string, body: unknown): Promise<Value> => {
    const answer = await send(ports[0] ?? 0, at, operator, body);
    if (answer.status !== 200) throw new Error(`${at}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body) as Value;
  };
  await made('/topics', { entry: { key: 'crowd', name: '人多的地方' } });
  await made('/fleets', { entry: { key: 'small', topic: 'crowd', platform: 'web', app: 'web', target, maximumGroups: 1 } });
  // The crowd is expected: nobody takes it for a raid.
  const port = ports[0] ?? 0;
  const expected = await ask(port, '/api/v1/admission/raid-settings', { method: 'PUT', headers: { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}`, cookie: operator }, body: JSON.stringify({ enabled: false, least: 40, times: 6, quietMinutes: 30, revision: 0 }) });
  expect(expected).toMatchObject({ status: 200 });
  const { link } = await made<{ link: string }>('/group-invitations', { fleet: 'small', uses: perEntrance, priority: 'invited' });
  const invitation = /[\w-]{43}/.exec(link)?.[0] ?? '';
  const people = await query(given.connection, addPeople);

  // The law is looked at without a break.
  const broken: string[] = [];
  let samples = 0;
  watched = query(given.connection, async (client) => {
    while (!watching.signal.aborted) {
      broken.push(...brokenLaws(await sample(client)));
      samples += 1;
      await pause(10);
    }
  });

  const told: Told[] = [];
  const refused: string[] = [];
  let acknowledged = 0;
  /** What was answered before it was asked again: 0 is nobody. */
  const passing = new Map<number, number>();
  /** Asks until there is an answer, with the same key, now here and now there, as a careful client does. */
  const insist = async (at: string, cookie: string, body: unknown): Promise<{ status: number; body: string }> => {
    // An import that was begun stays begun: beginning takes no key.
    const key = at.endsWith('/start') ? null : newId();
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const answer = await send(anyPort(), at, cookie, body, key);
      if (answer.status !== 0 && answer.status < 500) return answer;
      passing.set(answer.status, (passing.get(answer.status) ?? 0) + 1);
      await pause(100);
    }
    throw new Error(`no answer from ${at}`);
  };
  const enter = async (person: Person): Promise<void> => {
    const { entrance, cookie } = person;
    const answer = entrance === 'api'
      ? await insist('/fleets/small/members', operator, { account: { kind: 'email', account: person.email } })
      : await insist('/fleets/small/applications', cookie, { answers: {}, ...(entrance === 'invitation' ? { invitation } : entrance === 'number' ? { entrance, group: 'lichun' } : { entrance }) });
    acknowledged += 1;
    if (answer.status === 200) told.push({ person, state: (JSON.parse(answer.body) as { state: string }).state });
    // Whom staff would let in is refused when there is no seat: that is an answer too, and must be true.
    else if (answer.body.includes('"member_no_seat"')) told.push({ person, state: 'no_seat' });
    else refused.push(`${entrance} ${answer.status} ${answer.body.slice(0, 300)}`);
  };
  const waiting = people.filter(({ entrance }) => entrance !== 'import').toSorted((one, other) => (secretHash(one.email) < secretHash(other.email) ? -1 : 1));
  const imports = async (): Promise<string> => {
    const file = { name: '名单.csv', content: Buffer.from(`邮箱\n${people.filter(({ entrance }) => entrance === 'import').map(({ email }) => email).join('\n')}\n`).toString('base64') };
    const preview = await insist('/fleets/small/imports', operator, { file });
    const { id } = JSON.parse(preview.body) as { id: string };
    expect(await insist(`/fleets/small/imports/${id}/start`, operator, {})).toMatchObject({ status: 200 });
    return id;
  };
  const joining = Promise.all([imports(), ...Array.from({ length: 16 }, async () => {
    for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) await enter(person);
  })]);
  await expect.poll(() => acknowledged, { timeout: 120_000 }).toBeGreaterThan(150);
  nodes[1]?.child.kill('SIGKILL');
  await nodes[1]?.ended;
  const atKill = acknowledged;
  nodes[1] = await startProgram({ data: folders[1] ?? '', port: ports[1] ?? 0, environment });
  const [batch] = await joining;
  await untilReady(nodes[1]);
  expect(atKill, 'it was killed on the way').toBeLessThan(800);

  // The import is done, also when the node that did it was the one that died.
  const read = async () => JSON.parse((await ask(ports[0] ?? 0, `/api/v1/fleets/small/imports/${batch}`, { headers: { cookie: operator } })).body) as { state: string; done: number };
  await expect.poll(async () => (await read()).state, { timeout: 150_000, interval: 500 }).toBe('done');
  const undelivered = () => query(given.connection, async (client) => (await client.query<{ count: number }>('select count(*)::int from outbox where parked_at is null')).rows[0]?.count);
  await expect.poll(undelivered, { timeout: 60_000, interval: 500 }).toBe(0);
  watching.abort();
  await watched;
  expect([...new Set(broken)]).toEqual([]);
  expect(samples).toBeGreaterThan(100);
  expect(refused.slice(0, 5)).toEqual([]);

  const end = await query(given.connection, async (client) => ({
    standing: await sample(client),
    seats: (await client.query<{ person_id: string; state: string; kind: string }>("select person_id, state, kind from seat where state <> 'ended'")).rows,
    applications: (await client.query<{ person_id: string; state: string; count: number }>("select person_id, state, count(*)::int from application where state not in ('withdrawn', 'expired') group by 1, 2")).rows,
    leaked: (await client.query<{ count: number }>("select count(*)::int from seat where state <> 'ended' and (application_id is null or not exists (select 1 from application where application.seat_id = seat.id and application.state in ('approved', 'joined')))")).rows[0]?.count,
    seatless: (await client.query<{ count: number }>("select count(*)::int from application where state in ('approved', 'joined') and not exists (select 1 from seat where seat.id = application.seat_id and seat.state <> 'ended')")).rows[0]?.count,
  }));
  const seated = new Map(end.seats.map((seat) => [seat.person_id, seat.state]));
  const states = new Map(end.applications.map(({ person_id: person, state }) => [person, state]));
  const lies = told.filter(({ person, state }) => (state === 'joined' || state === 'approved' ? seated.get(person.id) !== 'member' : seated.has(person.id) || (state !== 'no_seat' && states.get(person.id) !== state)));
  console.log(`admission law: ${JSON.stringify({ samples, atKill, passing: Object.fromEntries(passing), told: Object.fromEntries([...Map.groupBy(told, ({ person, state }) => `${person.entrance} ${state}`)].map(([key, list]) => [key, list.length])), standing: end.standing })}`);
  expect(lies.map(({ person, state }) => `${person.email} was told ${state}, is ${states.get(person.id)} and ${seated.get(person.id) ?? 'has no seat'}`)).toEqual([]);
  expect(told).toHaveLength(4 * perEntrance);
  expect({ leaked: end.leaked, seatless: end.seatless }).toEqual({ leaked: 0, seatless: 0 });
  // Everyone up to the line, and the invited beyond it within their share of the reserve.
  expect(end.standing.members).toBe(freeze + invitedShare);
  expect(end.standing.ordinary).toBeLessThanOrEqual(freeze);
  expect(end.standing.reserved).toBe(0);
  expect(end.applications.every(({ count }) => count === 1), 'one application each').toBe(true);
  const applied = new Set(end.applications.map(({ person_id: person }) => person));
  expect(people.filter(({ id, entrance }) => entrance !== 'api' && entrance !== 'import' && !applied.has(id)).map(({ email }) => email), 'everyone who applied has one').toEqual([]);
}, 420_000);
