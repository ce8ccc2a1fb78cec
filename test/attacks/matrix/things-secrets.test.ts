import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personalData } from '../../../server/personal-data.ts';
import { invoke, type Actor, type Operation } from '../../../server/platform/index.ts';
import { callBy } from '../../harness/operations.ts';
import { sendJson, startTestServer } from '../../harness/server.ts';
import { ask, inputFor } from './things-ask.ts';
import { namedByCentre } from './things-named-centre.ts';
import { namedByAdmission } from './things-named-admission.ts';
import { namedByGroups } from './things-named-groups.ts';
import { namedByPeopleAndPrograms, type Named } from './things-named.ts';
import { createWorld, type World } from './things-world.ts';

/** A word of its own for every secret of the configuration and for every secret setting. */
const canary = (of: string) => `halcyon-${of}-canary`;
const environment = {
  SMTP_URL: `smtp://sender:${canary('smtp')}@127.0.0.1:2`, MAIL_FROM: 'help@example.com', METRICS_TOKEN: canary('metrics'),
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:2', OTEL_EXPORTER_OTLP_HEADERS: `authorization=${canary('otlp')}`,
};

let world: World;
let boss: Actor;
/** What was shown once, besides the words of our own. */
const shown: string[] = [];
const operationOf = (name: string) => world.centre.app.operations[name as keyof typeof world.centre.app.operations] as Operation;

async function make(name: string, input: object): Promise<Record<string, unknown>> {
  const outcome = await invoke(world.centre.app.ground, operationOf(name), callBy(boss), input);
  if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value as Record<string, unknown>;
}

beforeAll(async () => {
  world = await createWorld(await startTestServer({ environment }));
  const { centre, cast } = world;
  boss = { kind: 'person', id: cast.boss.id, name: cast.boss.name, grants: cast.boss.grants, via: { kind: 'session', id: cast.boss.session, authenticatedAt: centre.clock.now() }, network: '192.0.2.9' };
  const provider = { name: 'Provider', issuer: 'https://secrets.example.com', clientId: 'lichun', enabled: false };
  const bot = { name: 'Bot', language: 'en', kinds: [] };
  await make('createSignInProvider', { key: 'secretive', ...provider, clientSecret: canary('provider') });
  await make('createNoticeBot', { ...bot, platform: 'dingtalk', address: `https://oapi.dingtalk.com/robot/send?access_token=${canary('bot-address')}`, secret: canary('bot-secret') });
  const service = { product: 'secretive', url: 'https://uid.example.com/?uid={uid}&email={email}', mode: 'match', matchPath: '/match', enabled: false };
  await make('createProduct', { entry: { key: 'secretive', name: 'Secretive' } });
  await make('putUidService', { ...service, secretHeaders: [{ name: 'Authorization', value: canary('uid-header') }], revision: 0 });
  await make('putForge', { key: world.mine.forge, kind: 'github', name: 'Forge', clientId: 'lichun', clientSecret: canary('forge-secret'), apiToken: canary('forge-token'), revision: 1 });
  const [hook, webhook, key, totp] = [
    await make('createHook', { name: 'Monitor' }), await make('createWebhook', { address: 'https://hooks.example.com/secretive', events: ['centre.changed'], enabled: false }),
    await make('createApiKey', { name: 'Key', permissions: ['people.read'] }), await make('offerTotp', {}),
  ];
  // Without what is the same in each: a prefix would be found everywhere.
  shown.push(...[hook['secret'], webhook['secret'], key['token'], totp['key']].map((secret) => String(secret).slice(-20)));
  await sendJson(centre, 'POST', '/api/v1/sign-in', { account: 'kingfisher.own.mine@example.com', password: canary('password') });
});
afterAll(() => world.centre.close());

const secrets = () => [...Object.values(environment).flatMap((value) => /halcyon-[a-z-]+-canary/.exec(value)?.[0] ?? []), ...['provider', 'bot-address', 'bot-secret', 'uid-header', 'forge-secret', 'forge-token', 'password'].map(canary), ...shown];
const foundIn = (text: string) => secrets().filter((secret) => text.includes(secret));

describe('C8: a secret that was set', () => {
  test('is really kept where it is needed, sealed', async () => {
    const { centre } = world;
    const kept = async (purpose: string, statement: string) => {
      const { rows } = await centre.open.pool.query<{ sealed: string }>(statement);
      return rows.map(({ sealed }) => centre.app.ground.secrets.open(purpose, sealed) ?? '').join(' ');
    };
    expect(secrets().length).toBe(14);
    expect(await kept('sign_in.provider', "select sealed_secret as sealed from sign_in_provider where key = 'secretive'")).toBe(canary('provider'));
    expect(await kept('notices.bot_address', "select address_sealed as sealed from notice_bot where platform = 'dingtalk'")).toContain(canary('bot-address'));
    expect(await kept('notices.bot_secret', "select secret_sealed as sealed from notice_bot where platform = 'dingtalk'")).toBe(canary('bot-secret'));
    expect(await kept('admission.uid_headers', "select sealed_headers as sealed from uid_service where product = 'secretive'")).toContain(canary('uid-header'));
    expect(await kept('admission.forge', `select sealed_secret as sealed from forge where key = '${world.mine.forge}'`)).toBe(canary('forge-secret'));
    expect(await kept('admission.forge_token', `select sealed_token as sealed from forge where key = '${world.mine.forge}'`)).toBe(canary('forge-token'));
    expect(await kept('sign_in.totp', `select sealed_key as sealed from sign_in_totp where person_id = '${world.cast.boss.id}'`)).toContain(shown[3]);
  });

  test('is in no answer of any operation that reads, for nobody', async () => {
    const named: Readonly<Record<string, Named>> = { ...namedByPeopleAndPrograms, ...namedByCentre, ...namedByAdmission, ...namedByGroups };
    const wrong: string[] = [];
    let read = 0;
    for (const operation of (Object.values(world.centre.app.operations) as Operation[]).filter(({ method }) => method === 'get')) {
      const one = named[operation.name];
      const inputs = one === undefined ? [{}] : [await inputFor(world, one, world.mine), { ...(await inputFor(world, one, world.mine)), ...Object.fromEntries(Object.entries(one.fields).filter(([, kind]) => ['provider', 'uidService', 'products', 'person'].includes(kind)).map(([field, kind]) => [field, kind === 'person' ? world.cast.boss.id : 'secretive'])) }];
      for (const input of inputs) {
        for (const caller of [world.cast.boss, world.cast.owner]) {
          const verdict = await ask(world, operation, caller, input);
          if (verdict.status === 200) read += 1;
          // A key for an authenticator app is shown to whom it is for until a code of it was entered.
          if (operation.name === 'readOfferedTotp' && caller === world.cast.boss) continue;
          if (foundIn(verdict.shown).length > 0) wrong.push(`${operation.name}: ${foundIn(verdict.shown).join(', ')}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(read).toBeGreaterThan(150);
  });

  test('is in no export of a person, and in no row of the database in the open, the history among them', async () => {
    const { centre, cast } = world;
    for (const { area, gather } of personalData) expect({ area, found: foundIn(JSON.stringify(await gather(centre.open.database, cast.boss.id))) }).toEqual({ area, found: [] });
    const { rows: tables } = await centre.open.pool.query<{ name: string }>("select tablename as name from pg_tables where schemaname in ('public')");
    expect(tables.map(({ name }) => name)).toContain('audit_entry');
    for (const { name } of tables) {
      const { rows } = await centre.open.pool.query<{ text: string }>(`select t::text as text from "${name}" t`);
      expect({ name, found: foundIn(rows.map(({ text }) => text).join('\n')) }).toEqual({ name, found: [] });
    }
  });

  test('is in no line of the log', () => {
    expect(world.centre.log.length).toBeGreaterThan(100);
    expect(foundIn(world.centre.log.join('\n'))).toEqual([]);
  });
});
