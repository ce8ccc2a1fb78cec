import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, generateKeyPair, exportJWK, UnsecuredJWT, type JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '../../test/harness/operations.ts';
import { identitiesOf } from '../people/index.ts';
import { silentLog, type Actor } from '../platform/index.ts';
import { createOutbound } from '../platform/outbound/index.ts';
import { given, refused, signInGround } from './testing/ground.ts';
import { accounts, callback, listen, startHonest, travel, type Claims } from './testing/honest-provider.ts';

/** A provider that answers as it is told to: what no honest library would send. */
type Lies = { idToken?: (claims: JWTPayload) => Promise<string> | string; status?: number; keys?: unknown; description?: Claims };

let house: Awaited<ReturnType<typeof signInGround>>;
let honest: { issuer: string; server: Server };
let liar: { issuer: string; server: Server; lies: Lies; nonce: string };
let operator: Actor;

beforeAll(async () => {
  [honest, liar] = [await startHonest(), await startLiar()];
  const ports = [honest, liar].map(({ server }) => (server.address() as AddressInfo).port);
  house = await signInGround({ outbound: createOutbound({ log: silentLog, allow: ['127.0.0.1'], ports }) }, { unlimited: true });
  house.ground.clock.set(new Date());
  await house.person('春华', { email: 'chunhua@example.com', role: 'operator' });
  operator = (await house.session('chunhua@example.com')).actor;
  for (const [key, { issuer }] of [['honest', honest], ['liar', liar]] as const) {
    given(await house.as(operator).createSignInProvider({ key, name: { 'zh-CN': '公司账号', en: 'Company' }, issuer, clientId: 'lichun', clientSecret: 'client-secret-1', productClaim: 'uid', productKey: 'websoft9', trustsEmail: key === 'honest' }));
  }
});
afterAll(async () => {
  for (const { server } of [honest, liar]) {
    server.closeAllConnections();
    server.close();
  }
  await house.close();
});
afterEach(() => {
  liar.lies = {};
});

async function startLiar(): Promise<typeof liar> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', use: 'sig', alg: 'RS256' };
  const server = createServer();
  const issuer = await listen(server);
  const it = { issuer, server, lies: {} as Lies, nonce: '' };
  server.on('request', (request, response) => {
    const json = (body: unknown, status = it.lies.status ?? 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration') return json({ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, id_token_signing_alg_values_supported: ['RS256'], ...it.lies.description });
    if (request.url === '/keys') return json(it.lies.keys ?? { keys: [jwk] });
    const seconds = Math.floor(house.ground.clock.now().getTime() / 1000);
    const claims = { iss: issuer, aud: 'lichun', sub: 'mallory', nonce: it.nonce, iat: seconds, exp: seconds + 300 };
    const sign = (payload: JWTPayload) => new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey);
    return void Promise.resolve((it.lies.idToken ?? sign)(claims)).then((token) => json({ access_token: 'x', token_type: 'Bearer', id_token: token === 'none' ? undefined : token }));
  });
  signWith = (payload) => new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey);
  return it;
}
let signWith: (payload: JWTPayload) => Promise<string>;

type Way = { actor?: Actor; provider?: string; purpose?: 'sign_in' | 'connect' | 'confirm' };
const begin = async ({ actor = anonymous, provider = 'honest', purpose = 'sign_in' }: Way = {}) => given(await house.as(actor).startProviderVisit({ provider, purpose, to: '/account' }));

async function visit(account: string, way: Way = {}) {
  const { token, address } = await begin(way);
  const back = await travel(address, account);
  return { token, state: back.get('state') ?? '', code: back.get('code') ?? '', ...(back.get('iss') === null ? {} : { iss: back.get('iss') ?? '' }) };
}

/** A visit to the provider that lies, as far as the browser sees it. */
async function visitLiar(way: Way = {}) {
  const { token, address } = await begin({ ...way, provider: 'liar' });
  const asked = new URL(address).searchParams;
  liar.nonce = asked.get('nonce') ?? '';
  return { token, state: asked.get('state') ?? '', code: 'any' };
}

const finish = (back: Awaited<ReturnType<typeof visit>>, actor: Actor = anonymous) => house.as(actor).finishProviderVisit(back);
async function enterBy(account: string) {
  const step = given(await finish(await visit(account)));
  if (step.step !== 'done') throw new Error(step.step);
  return { step, actor: await house.actorWith(step.token) };
}
/** The step at which somebody is asked for more. */
async function askedBy(account: string): Promise<{ token: string }> {
  const step = given(await finish(await visit(account)));
  if (step.step !== 'more') throw new Error(step.step);
  return { token: step.token };
}
const accountOf = async (actor: Actor) => given(await house.as(actor).readAccount({}));

describe('signing in with a service of others', () => {
  test('asks with PKCE, state and nonce, and nothing of a visit is kept in the clear', async () => {
    const { token, address } = await begin();
    const asked = Object.fromEntries(new URL(address).searchParams);
    expect(asked).toMatchObject({ client_id: 'lichun', response_type: 'code', code_challenge_method: 'S256', redirect_uri: callback, scope: 'openid profile email' });
    expect([asked['state'], asked['nonce'], asked['code_challenge']].every((value) => (value ?? '').length === 43)).toBe(true);
    const { rows } = await house.ground.open.pool.query<{ text: string }>('select row_to_json(v)::text as text from sign_in_visit v union all select row_to_json(p)::text from sign_in_provider p');
    expect(rows.some(({ text }) => text.includes(token) || text.includes(asked['state'] ?? '') || text.includes('client-secret-1'))).toBe(false);
  });

  test('begins a person: known by issuer and subject, with the product’s UID and the address that the service proved', async () => {
    accounts['s-1'] = { name: '霜降', email: 'shuangjiang@example.com', email_verified: true, uid: 'W9-77' };
    const { step, actor } = await enterBy('s-1');
    expect(step).toMatchObject({ newcomer: true, to: '/account' });
    const account = await accountOf(actor);
    expect(account.name).toBe('霜降');
    expect(account.identities.map(({ kind, issuer, typed, provenHow }) => ({ kind, issuer, typed, provenHow })).toSorted((one, other) => one.kind.localeCompare(other.kind))).toEqual([
      { kind: 'email', issuer: '', typed: 'shuangjiang@example.com', provenHow: 'oidc' },
      { kind: 'oidc', issuer: honest.issuer, typed: 's-1', provenHow: 'oidc' },
      { kind: 'product_uid', issuer: 'websoft9', typed: 'W9-77', provenHow: 'oidc_claim' },
    ]);
    const again = await enterBy('s-1');
    expect([again.actor.id, again.step.newcomer]).toEqual([actor.id, false]);
  });

  test('works without any address, and never believes one that is not verified', async () => {
    accounts['s-2'] = {};
    accounts['s-3'] = { email: 'unverified@example.com', email_verified: false };
    expect((await accountOf((await enterBy('s-2')).actor)).identities.map(({ kind }) => kind)).toEqual(['oidc']);
    expect((await accountOf((await enterBy('s-3')).actor)).identities.map(({ kind }) => kind)).toEqual(['oidc']);
  });

  test('D1: a verified address of somebody who is here already opens nothing of theirs; whoever comes is told, and says which account they want', async () => {
    const owner = (await house.session('owner@example.com')).actor;
    accounts['s-4'] = { name: '小满', email: 'owner@example.com', email_verified: true, uid: 'W9-4' };
    const step = await askedBy('s-4');
    expect(given(await house.as(anonymous).readSignInStep(step))).toEqual({ needs: 'other_account', passkeys: false, typed: 'owner@example.com', service: '公司账号', to: '/account' });
    expect(refused(await house.as(anonymous).finishWithPassword({ ...step, answer: 'anything' }))).toBe('wrong_credentials');
    const anew = given(await house.as(anonymous).leaveClaimant(step));
    if (anew.step !== 'done') throw new Error(anew.step);
    const actor = await house.actorWith(anew.token);
    expect(actor).toMatchObject({ name: '小满' });
    expect((await accountOf(actor)).identities.map(({ kind, typed, provenHow }) => `${kind} ${typed} ${provenHow}`).toSorted()).toEqual(['oidc s-4 oidc', 'product_uid W9-4 oidc_claim']);
    expect((await house.session('owner@example.com')).actor.id).toBe(owner.id);
    expect(refused(await house.as(anonymous).leaveClaimant(step))).toBe('not_found');
  });

  test('leads whoever has an account here to it by a code, and the service can be connected there then', async () => {
    accounts['s-40'] = { email: 'both@example.com', email_verified: true };
    const { actor } = await house.session('both@example.com');
    await askedBy('s-40');
    const back = (await house.session('both@example.com')).actor;
    expect(back.id).toBe(actor.id);
    expect(given(await finish(await visit('s-40', { actor: back, purpose: 'connect' }), back)).step).toBe('connected');
    expect((await enterBy('s-40')).actor.id).toBe(actor.id);
  });

  test('asks for the password of whoever claims the address, and connects the service with it: that is how the first operator comes in', async () => {
    const password = '处暑之后就要收稻子了';
    const id = await house.person('立春', { email: 'first@example.com', claimed: true, role: 'operator', password });
    accounts['s-41'] = { email: 'first@example.com', email_verified: true, uid: 'W9-41' };
    const step = await askedBy('s-41');
    expect(given(await house.as(anonymous).readSignInStep(step))).toMatchObject({ needs: 'password', typed: 'first@example.com' });
    expect(refused(await house.as(anonymous).finishWithPassword({ ...step, answer: '不是这一个密码吧' }))).toBe('wrong_credentials');
    const entered = given(await house.as(anonymous).finishWithPassword({ ...step, answer: password }));
    expect(entered).toMatchObject({ step: 'done', newcomer: false, staff: true });
    expect((await identitiesOf(house.ground.database, id)).map(({ kind, typed, provenHow }) => `${kind} ${typed} ${provenHow}`).toSorted()).toEqual(['email first@example.com oidc', 'oidc s-41 oidc', 'product_uid W9-41 oidc_claim']);
    expect((await enterBy('s-41')).actor.id).toBe(id);
    expect(refused(await house.as(anonymous).signIn({ email: 'first@example.com', password }))).toBeUndefined();
  });

  test('D1: an address that somebody only claims goes to whom the service proves it once they say so; the claimant’s password and sessions die', async () => {
    const password = '寒露之后菊花黄秋意浓';
    await house.person('冒名', { email: 'claimed@example.com', claimed: true, role: 'agent', password });
    const claimant = given(await house.as(anonymous).signIn({ email: 'claimed@example.com', password }));
    if (claimant.step !== 'done') throw new Error(claimant.step);
    accounts['s-5'] = { email: 'claimed@example.com', email_verified: true };
    const step = await askedBy('s-5');
    expect((await house.actorWith(claimant.token)).name).toBe('冒名');
    const anew = given(await house.as(anonymous).leaveClaimant(step));
    if (anew.step !== 'done') throw new Error(anew.step);
    expect((await accountOf(await house.actorWith(anew.token))).identities.map(({ kind }) => kind).toSorted()).toEqual(['email', 'oidc']);
    await expect(house.actorWith(claimant.token)).rejects.toThrow('ended');
    expect(refused(await house.as(anonymous).signIn({ email: 'claimed@example.com', password }))).toBe('wrong_credentials');
  });

  test('takes no address from a member of staff who only claims it: it is written down, and a code proves it', async () => {
    const id = await house.person('大雪', { email: 'daxue@example.com', claimed: true, role: 'agent' });
    accounts['s-42'] = { email: 'daxue@example.com', email_verified: true };
    const { actor } = await enterBy('s-42');
    const addressOf = async () => (await accountOf(actor)).identities.find(({ kind }) => kind === 'email');
    expect((await addressOf())?.provenAt).toBeUndefined();
    const { rows } = await house.ground.open.pool.query('select from identity where person_id = $1', [id]);
    expect(rows).toHaveLength(1);
    expect((await house.session('daxue@example.com')).actor.id).not.toBe(id);
  });

  test('asks for the second factor of whoever set one up', async () => {
    accounts['s-6'] = {};
    const { actor } = await enterBy('s-6');
    await house.withApp(actor);
    expect(given(await finish(await visit('s-6')))).toMatchObject({ step: 'more' });
  });
});

describe('a service that is connected to an account', () => {
  test('signs in to that account from then on, and cannot be connected to another', async () => {
    accounts['s-7'] = {};
    const mine = (await house.session('connect@example.com')).actor;
    expect(given(await finish(await visit('s-7', { actor: mine, purpose: 'connect' }), mine))).toEqual({ step: 'connected', to: '/account' });
    expect((await enterBy('s-7')).actor.id).toBe(mine.id);
    const other = (await house.session('other@example.com')).actor;
    expect(refused(await finish(await visit('s-7', { actor: other, purpose: 'connect' }), other))).toBe('address_taken');
  });

  test('D12: a visit that one person began connects nothing to another', async () => {
    accounts['s-8'] = {};
    const [one, other] = [(await house.session('one@example.com')).actor, (await house.session('two@example.com')).actor];
    expect(refused(await finish(await visit('s-8', { actor: one, purpose: 'connect' }), other))).toBe('wrong_code');
  });

  test('confirms who one is, and only with the same account there; the session begins anew', async () => {
    accounts['s-9'] = {};
    const mine = await house.session('confirm@example.com');
    given(await finish(await visit('s-9', { actor: mine.actor, purpose: 'connect' }), mine.actor));
    expect(refused(await finish(await visit('s-1', { actor: mine.actor, purpose: 'confirm' }), mine.actor))).toBe('wrong_code');
    const confirmed = given(await finish(await visit('s-9', { actor: mine.actor, purpose: 'confirm' }), mine.actor));
    expect(confirmed.step).toBe('confirmed');
    await expect(house.actorWith(mine.token)).rejects.toThrow('ended');
  });
});

describe('7.6.1: confirming who one is', () => {
  const seconds = () => Math.floor(house.ground.clock.now().getTime() / 1000);
  let mine: Awaited<ReturnType<typeof house.session>>;
  const confirm = async (authTime?: unknown) => {
    liar.lies = { idToken: (claims) => signWith({ ...claims, sub: 'again', ...(authTime === undefined ? {} : { auth_time: authTime }) }) };
    return finish(await visitLiar({ actor: mine.actor, purpose: 'confirm' }), mine.actor);
  };
  beforeAll(async () => {
    mine = await house.session('again@example.com');
    liar.lies = { idToken: (claims) => signWith({ ...claims, sub: 'again' }) };
    given(await finish(await visitLiar({ actor: mine.actor, purpose: 'connect' }), mine.actor));
  });

  test('asks the service to let its user sign in again, and to say when they did', async () => {
    const asked = (purpose: 'sign_in' | 'confirm') => begin({ actor: mine.actor, purpose }).then(({ address }) => new URL(address).searchParams);
    expect([(await asked('confirm')).get('prompt'), (await asked('confirm')).get('max_age')]).toEqual(['login', '0']);
    expect((await asked('sign_in')).get('max_age')).toBeNull();
  });

  test.each<[string, () => unknown]>([
    ['does not say when', () => undefined],
    ['says that it was an hour ago', () => seconds() - 3600],
    ['says that it was two minutes before the visit', () => seconds() - 120],
    ['says that it will be', () => seconds() + 3600],
    ['says it in words', () => 'now'],
  ])('counts for nothing when the service %s', async (_name, authTime) => {
    expect(await confirm(authTime())).toMatchObject({ ok: false, refusal: { code: 'provider_refused' } });
    // The session goes on as it was: nothing was renewed, and nothing ended.
    expect((await house.actorWith(mine.token)).via).toEqual(mine.actor.via);
  });

  test('and counts when they signed in there since', async () => {
    expect(given(await confirm(seconds())).step).toBe('confirmed');
  });
});

describe('an answer that is not right', () => {
  test.each<[string, (claims: JWTPayload) => Promise<string> | string]>([
    ['another nonce', (claims) => signWith({ ...claims, nonce: 'x'.repeat(43) })],
    ['no nonce', ({ nonce: _nonce, ...claims }) => signWith(claims)],
    ['another issuer', (claims) => signWith({ ...claims, iss: honest.issuer })],
    ['another audience', (claims) => signWith({ ...claims, aud: 'somebody-else' })],
    ['two audiences and no authorised party', (claims) => signWith({ ...claims, aud: ['lichun', 'somebody-else'] })],
    ['another authorised party', (claims) => signWith({ ...claims, azp: 'somebody-else' })],
    ['an expiry that has passed', (claims) => signWith({ ...claims, exp: (claims.iat ?? 0) - 120 })],
    ['no subject', ({ sub: _sub, ...claims }) => signWith(claims)],
    ['no signature', (claims) => new UnsecuredJWT(claims).encode()],
    ['a signature by a shared secret', (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('client-secret-1'.padEnd(32, '.')))],
    ['a signature by somebody else', async (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign((await generateKeyPair('RS256')).privateKey)],
    ['no token', () => 'none'],
    ['nonsense', () => 'a.b.c'],
  ])('%s: nobody is signed in', async (_name, idToken) => {
    liar.lies = { idToken };
    const { rows: before } = await house.ground.open.pool.query('select from person');
    expect(await finish(await visitLiar())).toMatchObject({ ok: false, refusal: { code: 'provider_refused', parameters: { name: '公司账号' } } });
    expect((await house.ground.open.pool.query('select from person')).rowCount).toBe(before.length);
  });

  test('and the same provider telling the truth signs in', async () => {
    expect(given(await finish(await visitLiar()))).toMatchObject({ step: 'done', newcomer: true });
  });

  test('a code is worth something once, in the browser that went there', async () => {
    const back = await visit('s-1');
    expect(refused(await finish({ ...back, token: 'x'.repeat(43) }))).toBe('wrong_code');
    expect(refused(await finish(back))).toBeUndefined();
    expect(refused(await finish(back))).toBe('wrong_code');
    const [one, other] = [await visit('s-1'), await visit('s-1')];
    expect(refused(await finish({ ...other, code: one.code }))).toBe('provider_refused');
  });

  test('D13: fifty at once sign in once', async () => {
    const back = await visit('s-1');
    const answers = await Promise.all(Array.from({ length: 50 }, () => finish(back)));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
  });

  test.each([{ error: 'access_denied' }, { iss: 'https://evil.example' }, {}])('%j in place of a code from the issuer', async (instead) => {
    const { token, address } = await begin();
    const state = new URL(address).searchParams.get('state') ?? '';
    expect(refused(await house.as(anonymous).finishProviderVisit({ token, state, ...('iss' in instead ? { code: 'x' } : {}), ...instead }))).toBe('provider_refused');
  });

  test('a visit that took ten minutes is over', async () => {
    const back = await visit('s-1');
    house.ground.clock.advance(10 * 60_000 + 1);
    expect(refused(await finish(back))).toBe('wrong_code');
    house.ground.clock.set(new Date());
  });
});

describe('a provider that is away or says odd things of itself', () => {
  const check = async () => given(await house.as(operator).checkSignInProvider({ key: 'liar' }));

  test('is told to operators with the reason', async () => {
    expect(await check()).toEqual({ works: true });
    liar.lies = { status: 503 };
    expect(await check()).toEqual({ works: false, reason: 'unreachable' });
    liar.lies = { description: { issuer: 'https://evil.example' } };
    expect(await check()).toEqual({ works: false, reason: 'other_issuer' });
    liar.lies = { description: { token_endpoint: 'javascript:alert(1)' } };
    expect(await check()).toEqual({ works: false, reason: 'unreadable' });
    liar.lies = { keys: { no: 'keys' } };
    expect(await check()).toEqual({ works: false, reason: 'no_keys' });
    liar.lies = {};
    expect(await check()).toEqual({ works: true });
  });

  test('is refused to who wants to sign in, by its name', async () => {
    liar.lies = { status: 503 };
    await check();
    expect(await house.as(anonymous).startProviderVisit({ provider: 'liar' })).toMatchObject({ ok: false, refusal: { code: 'provider_refused' } });
    liar.lies = {};
  });

  test('F1: one inside is not called', async () => {
    const guarded = await signInGround({ outbound: createOutbound({ log: silentLog, ports: [(honest.server.address() as AddressInfo).port] }) });
    await guarded.person('春华', { email: 'chunhua@example.com', role: 'operator' });
    const { actor } = await guarded.session('chunhua@example.com');
    given(await guarded.as(actor).createSignInProvider({ key: 'inside', name: 'Inside', issuer: honest.issuer, clientId: 'x', clientSecret: 'y' }));
    expect(given(await guarded.as(actor).checkSignInProvider({ key: 'inside' }))).toEqual({ works: false, reason: 'not_allowed' });
    await guarded.close();
  });
});

describe('the list of services', () => {
  test('C8: never shows a secret again: not in answers, not in the history', async () => {
    const listed = JSON.stringify(given(await house.as(operator).listSignInProviders({})));
    const { rows } = await house.ground.open.pool.query<{ text: string }>('select row_to_json(a)::text as text from audit_entry a union all select row_to_json(e)::text from event e');
    expect(listed).toContain('"clientId":"lichun"');
    expect([listed, ...rows.map(({ text }) => text)].join()).not.toContain('client-secret-1');
  });

  test('is changed with the secret kept, unless the issuer changes; deleted and restored', async () => {
    const create = { key: 'third', name: 'Third', issuer: 'https://third.example', clientId: 'a', clientSecret: 's' };
    const { revision } = given(await house.as(operator).createSignInProvider(create));
    expect(refused(await house.as(operator).createSignInProvider(create))).toBe('already_exists');
    const change = { key: 'third', name: 'Third', issuer: 'https://third.example', clientId: 'b', enabled: false, revision };
    const changed = given(await house.as(operator).updateSignInProvider(change));
    expect(changed).toMatchObject({ clientId: 'b', enabled: false });
    expect(refused(await house.as(operator).updateSignInProvider(change))).toBe('stale_revision');
    expect(await house.as(operator).updateSignInProvider({ ...change, issuer: 'https://evil.example', revision: changed.revision })).toMatchObject({ ok: false, refusal: { fields: [{ path: 'clientSecret' }] } });
    expect(given(await house.as(anonymous).listSignInWays({})).providers.map(({ key }) => key)).toEqual(['honest', 'liar']);
    given(await house.as(operator).deleteSignInProvider({ key: 'third' }));
    expect(refused(await house.as(anonymous).startProviderVisit({ provider: 'third' }))).toBe('not_found');
    expect(given(await house.as(operator).restoreSignInProvider({ key: 'third' }))).toMatchObject({ clientId: 'b' });
  });
});
