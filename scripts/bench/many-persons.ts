import { Client } from 'pg';
import { sql } from 'kysely';
import { readConfiguration } from '../../server/platform/config/schema.ts';
import { migrate } from '../../server/platform/database/migrate.ts';
import { poolConfig, type ConnectionSettings } from '../../server/platform/database/connection.ts';
import { openDatabase, type OpenDatabase } from '../../server/platform/database/open.ts';
import { invoke, newId, silentLog, systemClock, type Actor, type Call, type Ground } from '../../server/platform/index.ts';
import { createRateLimiter } from '../../server/platform/operations/rate-limit.ts';
import { startBundledPostgres } from '../../server/platform/postgres/index.ts';
import { migrations } from '../../server/migrations.ts';
import { createPeopleOperations } from '../../server/people/index.ts';
import { createSignInOperations } from '../../server/sign-in/index.ts';
import { createSecrets } from '../../server/platform/secrets/index.ts';
import { searchTokens } from '../../server/people/rules/search-tokens.ts';
import { createEntitlementsOf } from '../../server/services/index.ts';
import { newFolder, removeFolder } from './program.ts';
import { rounded, type Bench, type BenchResult } from './result.ts';

const few = 10_000;
const many = 1_000_000;
const batch = 20_000;
const rounds = 5;
const runsPerRound = 100;

/** What is asked of a centre with a million persons takes no longer than in one with ten thousand; both are asked in turn. */
export const manyPersons: Bench = {
  name: 'many-persons',
  async run() {
    const folder = newFolder();
    const postgres = await startBundledPostgres({ dataFolder: folder, log: silentLog, volatile: true });
    const opened: OpenDatabase[] = [];
    try {
      const centres: Centre[] = [];
      for (const count of [few, many]) {
        const name = `persons_${count}`;
        const administrator = new Client(postgres.administration);
        await administrator.connect();
        await administrator.query(`create database ${name} owner ${postgres.connection.user}`);
        await administrator.end();
        const open = openDatabase({ ...postgres.connection, database: name }, silentLog, 2, { unhurried: true });
        opened.push(open);
        await migrate(open.database, migrations);
        await open.close();
        opened.pop();
        await fill({ ...postgres.administration, database: name }, count);
        const asked = openDatabase({ ...postgres.connection, database: name }, silentLog, 2);
        opened.push(asked);
        centres.push({ open: asked, count, ground: groundOn(asked) });
      }
      const results: BenchResult[] = [];
      for (const question of questions) results.push(await compare(question, centres[0]!, centres[1]!));
      return results;
    } finally {
      for (const open of opened) await open.close();
      await postgres.stop();
      removeFolder(folder);
    }
  },
};

type Centre = { open: OpenDatabase; count: number; ground: Ground };
/** `prepare`: what happens before, and is not measured. */
type Question = { name: string; prepare?(centre: Centre, number: number): Promise<unknown>; ask(centre: Centre, number: number, prepared: unknown): Promise<number> };

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严'];
const givens = [...'春立雨惊清谷小芒夏暑秋露寒霜冬雪明华文国建志伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞平刚桂英玉兰梅云飞龙凤山水月星光辉红'];

const common = '春华';

/**
 * The same person for the same number in every centre, under a name that one in a million bears, so that as many are found in each; but every
 * tenth under one that they share.
 */
function personOf(number: number): { name: string; email: string; uid: string } {
  const surname = surnames[number % surnames.length] ?? '';
  // Knuth's multiplier scatters what would go up step by step, so that names do not come round again.
  let rest = Math.imul(number, 2_654_435_761) >>> 0;
  let given = '';
  for (let place = 0; place < 3; place++) {
    given += givens[rest % givens.length] ?? '';
    rest = Math.floor(rest / givens.length);
  }
  return { name: number % 10 === 0 ? common : `${surname}${given}`, email: `user${number}@mail${number % 50}.example.com`, uid: `u${100_000_000 + number}` };
}

/** Straight into the tables: what checks and orders row by row is taken away first, and made again from what is there. */
async function fill(connection: ConnectionSettings, count: number): Promise<void> {
  const client = new Client(poolConfig(connection));
  await client.connect();
  await client.query("set session_replication_role = replica; set maintenance_work_mem = '256MB'; set synchronous_commit = off");
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    "select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index where indrelid in ('person'::regclass, 'identity'::regclass, 'entitlement'::regclass) and not indisprimary",
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  const now = new Date();
  for (let from = 0; from < count; from += batch) {
    const persons = Array.from({ length: Math.min(batch, count - from) }, (_, index) => ({ id: newId(new Date(now.getTime() - (count - from - index))), ...personOf(from + index) }));
    const tokens = persons.map(({ name, email, uid }) => searchTokens(name, [{ kind: 'email', typed: email, canonical: email }, { kind: 'product_uid', typed: uid, canonical: uid }]).join('\u001F'));
    const ids = persons.map(({ id }) => id);
    await client.query("insert into person (id, name, created_at, search) select id, name, $4::timestamptz, array_to_tsvector(string_to_array(tokens, E'\\x1f')) from unnest($1::uuid[], $2::text[], $3::text[]) as given (id, name, tokens)", [ids, persons.map(({ name }) => name), tokens, now]);
    await client.query(
      `insert into identity (id, person_id, kind, issuer, typed, canonical, proven_at, proven_how, created_at)
        select gen_random_uuid(), id, 'email', '', email, email, $4::timestamptz, 'email_code', $4 from unnest($1::uuid[], $2::text[]) as given (id, email)
        union all select gen_random_uuid(), id, 'product_uid', 'panel', uid, uid, null, null, $4 from unnest($1::uuid[], $3::text[]) as given (id, uid)`,
      [ids, persons.map(({ email }) => email), persons.map(({ uid }) => uid), now],
    );
    await client.query("insert into entitlement (id, product, plan, person_id, from_day, until_day, source, created_at) select gen_random_uuid(), 'panel', 'pro', id, current_date - 100, current_date + 200, 'import', $2 from unnest($1::uuid[]) as given (id)", [ids.filter((_, index) => index % 2 === 0), now]);
    await client.query("insert into role_grant (person_id, role, granted_at) select id, 'agent', $2 from unnest($1::uuid[]) as given (id)", [ids.slice(0, 5), now]);
  }
  for (const { definition } of indexes) await client.query(definition);
  await client.query('vacuum analyze');
  await client.end();
}

const visitor: Actor = { kind: 'anonymous', network: '192.0.2.1' };
const operator: Actor = { kind: 'system', name: 'bench' };
const callBy = (actor: Actor): Call => ({ actor, language: 'zh-CN', requestId: 'bench', publicAddress: 'http://localhost' });

function groundOn({ database }: OpenDatabase): Ground {
  const nothing = async () => undefined;
  return { database, clock: systemClock, log: silentLog, rateLimiter: createRateLimiter(), subscribersOf: () => [], wakeRelay: () => undefined, timeZone: () => 'Asia/Shanghai', secrets: createSecrets(new Uint8Array(32).fill(7)), postMail: nothing, enqueueJob: nothing };
}

/** The same, with limits that begin anew, and with the text of the last mail. */
async function invoked(ground: Ground, operation: Parameters<typeof invoke>[1], actor: Actor, input: unknown): Promise<{ value: Record<string, unknown>; mailed: string }> {
  let mailed = '';
  const outcome = await invoke({ ...ground, rateLimiter: createRateLimiter(), postMail: async (_db, { text }) => void (mailed = text) }, operation, callBy(actor), input);
  if (!outcome.ok) throw new Error(`${operation.name}: ${JSON.stringify(outcome.refusal)}`);
  return { value: outcome.value as Record<string, unknown>, mailed };
}

const configuration = readConfiguration({});
const parts = { configuration: configuration.ok ? configuration.configuration : undefined, reader: { current: () => ({ revision: '', example: null, centre: { settings: { timeZone: 'Asia/Shanghai' }, products: [{ key: 'panel', plans: [{ key: 'pro', kind: 'paid' }] }] } }) } } as never;
const { listPersons } = createPeopleOperations(parts) as unknown as { listPersons: Parameters<typeof invoke>[1] };
const { requestSignInCode, enterSignInCode } = createSignInOperations(parts) as unknown as Record<'requestSignInCode' | 'enterSignInCode', Parameters<typeof invoke>[1]>;
const entitlementsOf = createEntitlementsOf(parts);

async function found({ ground }: Centre, query: string): Promise<number> {
  const outcome = await invoke(ground, listPersons, callBy(operator), { search: query });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return (outcome.value as { items: unknown[] }).items.length;
}

const questions: Question[] = [
  {
    name: 'sign-in',
    // Asking for a code takes the same time for everybody on purpose, so it says nothing.
    async prepare({ ground }, number) {
      const { value, mailed } = await invoked(ground, requestSignInCode, visitor, { kind: 'email', address: personOf(number).email });
      return { token: value['token'], code: /(?<!\d)\d{6}(?!\d)/.exec(mailed)?.[0] };
    },
    async ask({ ground }, _number, prepared) {
      const { value } = await invoked(ground, enterSignInCode, visitor, prepared);
      return value['step'] === 'done' && value['newcomer'] === false ? 1 : 0;
    },
  },
  { name: 'search-by-name', ask: (centre, number) => found(centre, personOf(number % 10 === 0 ? number + 1 : number).name) },
  // A tenth of everybody, so that a hundred times as many bear it; and the part of a name that they and some others have.
  { name: 'search-by-common-name', ask: (centre) => found(centre, common) },
  { name: 'search-by-common-part', ask: (centre, number) => found(centre, common[number % 2] ?? '') },
  { name: 'search-by-email', ask: (centre, number) => found(centre, personOf(number).email) },
  { name: 'search-by-uid', ask: (centre, number) => found(centre, personOf(number).uid) },
  {
    name: 'entitlements',
    async ask({ open, ground }, number) {
      const { rows } = await sql<{ id: string }>`select person_id as id from identity where kind = 'email' and issuer = '' and canonical = ${personOf(number - (number % 2)).email} and proven_at is not null`.execute(open.database);
      return (await entitlementsOf(open.database, rows[0]?.id ?? '', ground.clock.now())).length;
    },
  },
];

async function compare({ name, prepare, ask }: Question, small: Centre, large: Centre): Promise<BenchResult> {
  const times = new Map<Centre, number[]>([[small, []], [large, []]]);
  for (let round = 0; round <= rounds; round++) {
    // In turn question by question, so that what else the machine does weighs on both.
    for (let run = 0; run < runsPerRound; run++) {
      for (const centre of [small, large]) {
        const number = (round * 7919 + run * 104_729) % centre.count;
        const prepared = await prepare?.(centre, number);
        const began = performance.now();
        const answers = await ask(centre, number, prepared);
        // The first round warms up. Whoever is asked for is there.
        if (round > 0) times.get(centre)?.push(performance.now() - began);
        if (answers < 1) throw new Error(`${name}: person ${number} of ${centre.count} was not found`);
      }
    }
  }
  const at = (centre: Centre, share: number) => (times.get(centre) ?? []).toSorted((left, right) => left - right)[Math.floor(rounds * runsPerRound * share)] ?? 0;
  const [ours, bare] = [at(large, 0.5), at(small, 0.5)];
  return { name: `${name}-1000000`, unit: 'ms', ours: rounded(ours), bare: rounded(bare), ratio: rounded(ours / bare), p50: rounded(ours), p99: rounded(at(large, 0.99)), bound: '<= 1.2 x 10,000', kept: ours <= bare * 1.2 };
}
