import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { given } from '../../server/centre/testing.ts';
import { giteePull, startSmallForge, type SmallForge } from '../../server/admission/outside/testing/small-forge.ts';
import { accountOf } from '../../server/people/index.ts';
import { poolConfig } from '../../server/platform/database/connection.ts';
import { callerFor, invoke, newId, newSecret, type Actor, type Grant } from '../../server/platform/index.ts';
import { callBy, commandLine } from '../harness/operations.ts';
import { send, sendJson, startTestServer, type Answer, type TestServer } from '../harness/server.ts';
import { insertPerson, insertSession, renewProofs } from './matrix/actors.ts';

let centre: TestServer;
let forge: SmallForge;
/** What was written last to each address. */
const written = new Map<string, string>();
const posted: { address: string; kind: string }[] = [];

beforeAll(async () => {
  // Each request comes from the network that it names, as it would through a reverse proxy.
  forge = await startSmallForge();
  centre = await startTestServer({ example: 'none', environment: { TRUSTED_PROXY: '127.0.0.1', OUTBOUND_ALLOW: '127.0.0.1', OUTBOUND_PORTS: String(forge.port) } });
  const { ground } = centre.app;
  const { postMail } = ground;
  ground.postMail = async (db, message, now) => {
    written.set(message.to.address, message.text);
    posted.push({ address: message.to.address, kind: message.kind });
    await postMail(db, message, now);
  };
  given(await root().createTopic({ entry: { key: 'stream', name: { 'zh-CN': 'Stream 模式', en: 'Stream mode' } } }));
  await addFleet({ key: 'open' });
  await addFleet({ key: 'named', admission: { checks: [{ kind: 'real_name', whenWrong: 'reject_and_count' }] } });
  await addFleet({ key: 'reviewed', admission: { review: true } });
  given(await root().putForge({ key: 'gitee', kind: 'gitee', name: 'Gitee', webUrl: forge.origin, authorizeUrl: `${forge.origin}/oauth/authorize`, tokenUrl: `${forge.origin}/oauth/token`, apiUrl: `${forge.origin}/api/v5`, clientId: forge.client.id, clientSecret: forge.client.secret, revision: 0 }));
});
afterAll(async () => {
  await centre.close();
  await forge.close();
});
// Limits start anew.
beforeEach(async () => {
  centre.clock.advance(61 * 60_000);
  await renewProofs(centre);
});

const root = () => callerFor(centre.app.ground, centre.app.operations, callBy(commandLine));
const addFleet = async (entry: Partial<Fleet> & { key: string }) => given(await root().createFleet({ entry: { topic: 'stream', platform: 'web', app: 'web', ...entry } }));
const moderatorOf = (key: string): Grant => ({ role: 'moderator', scope: { kind: 'fleet', key } });

type Somebody = { id: string; headers: Record<string, string>; actor: Actor };
let made = 0;
/** A person who is signed in, with an address that they have proven, or only claim. */
async function person({ email = `somebody-${(made += 1)}@example.com`, proven = true, grants = [] as Grant[] } = {}): Promise<Somebody> {
  const id = await insertPerson(centre, '谷雨', grants);
  await prove(id, 'email', email, '', proven);
  const session = await insertSession(centre, id);
  return { id, headers: session.headers, actor: { kind: 'person', id, name: '谷雨', grants, via: { kind: 'session', id: session.id, authenticatedAt: centre.clock.now() }, network: '192.0.2.9' } };
}
async function prove(id: string, kind: 'email' | 'github' | 'gitee' | 'product_uid', typed: string, issuer = '', proven = true): Promise<void> {
  const read = accountOf(kind, typed, issuer);
  if (!read.ok) throw new Error(read.code);
  const now = centre.clock.now();
  await centre.open.pool.query('insert into identity (id, person_id, kind, issuer, typed, canonical, proven_at, proven_how, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [newId(), id, kind, read.account.issuer, typed, read.account.canonical, proven ? now : null, proven ? 'operator' : null, now]);
}

let network = 0;
/** From a network of its own each time. */
const from = (headers: Record<string, string> = {}) => ({ 'x-forwarded-for': `2001:db8:${((network += 1) >> 8).toString(16)}:${(network & 255).toString(16)}::1`, ...headers });
/** On a machine with much to do some are told to come again (503), and do. */
const post = async (at: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
  const answer = await sendJson(centre, 'POST', `/api/v1${at}`, body, from(headers));
  return answer.status === 503 ? post(at, body, headers) : answer;
};
const get = (at: string, headers: Record<string, string> = {}) => send(centre.port, at, { headers: from(headers) });
const apply = (fleet: string, { headers }: Somebody, body: object = {}) => post(`/fleets/${fleet}/applications`, { answers: {}, ...body }, headers);
const stateOf = (answer: Answer) => answer.json<{ state?: string }>().state;
const count = async (rowsOf: string) => Number((await centre.open.pool.query<{ count: string }>(`select count(*) from ${rowsOf}`)).rows[0]?.count);
/** What an answer says, without its number. */
const said = (answer: Answer) => JSON.stringify({ status: answer.status, body: { ...answer.json<object>(), requestId: undefined } });
const invite = async (moderator: Somebody, body: object) => post('/group-invitations', body, moderator.headers);
const tokenOf = (answer: Answer) => /\/i\/([\w-]{43})$/.exec(answer.json<{ link: string }>().link)?.[1] ?? '';

/** Without an account: from the form to the decision, by the code that is mailed. */
async function joinAs(email: string): Promise<{ state: string | undefined; person: string }> {
  const anonymous: Actor = { kind: 'anonymous', network: `2001:db8:ffff:${(network += 1)}::/64` };
  const by = (actor: Actor) => callerFor(centre.app.ground, centre.app.operations, callBy(actor));
  written.clear();
  const begun = given(await by(anonymous).beginApplication({ fleet: 'named', email, answers: { realName: '谷雨' } }));
  const code = /^\d{6}$/m.exec([...written.values()][0] ?? '')?.[0] ?? '';
  const entered = given(await by(anonymous).enterSignInCode({ token: begun.signIn, code }));
  if (entered.step !== 'done') throw new Error(entered.step);
  const current = await send(centre.port, '/api/v1/people/current', { headers: { cookie: `lichun_session=${entered.token}` } });
  const { id } = current.json<{ id: string }>();
  const verified = given(await by({ kind: 'person', id, name: '', grants: [], via: { kind: 'session', id, authenticatedAt: centre.clock.now() }, network: '192.0.2.9' }).verifyApplication({ application: begun.application }));
  return { state: verified.state, person: id };
}

/** Somebody goes to the forge, agrees there by this account, and comes back. */
async function agreeAt({ actor }: Somebody, login: string): Promise<string> {
  const ops = callerFor(centre.app.ground, centre.app.operations, callBy(actor));
  const { token, address } = given(await ops.startForgeVisit({ forge: 'gitee', to: '/g/for-code', kept: {} }));
  return given(await ops.finishForgeVisit({ token, ...forge.agree(address, login) })).result;
}

/** The crowd of a test is expected: nobody takes it for a raid. */
async function expectCrowd(): Promise<void> {
  const usual = given(await root().readRaidSettings({}));
  const { revision } = given(await root().updateRaidSettings({ ...usual, enabled: false }));
  onTestFinished(async () => void given(await root().updateRaidSettings({ ...usual, revision })));
}

describe('H1: more joins at once than there are seats', () => {
  const [target, freeze, invitedShare, each] = [50, 40, 3, 10];

  /** How the group stands in one moment, by its counts and by its rows; what breaks the law of seats. */
  async function lawBroken(watcher: Client): Promise<string[]> {
    const { rows: [group] } = await watcher.query<{ taken: number; ordinary: number; invited: number; rows: number; twice: number }>(`select members + reserved + others as taken, ordinary, reserve_invited as invited,
      (select count(*)::int from seat where group_id = fleet_group.id and state <> 'ended') as rows,
      (select count(*)::int from (select person_id from seat where group_id = fleet_group.id and state <> 'ended' group by person_id having count(*) > 1) as people) as twice
      from fleet_group where fleet = 'crowded'`);
    if (group === undefined) return ['there is no group'];
    const { taken, ordinary, invited, rows, twice } = group;
    return [...(taken > target ? [`${taken} in ${target}`] : []), ...(ordinary > freeze ? [`${ordinary} beyond the freeze line`] : []), ...(invited > invitedShare ? [`${invited} of the share`] : []), ...(taken === rows ? [] : [`${taken} counted, ${rows} there`]), ...(twice > 0 ? [`${twice} twice`] : [])];
  }

  test('by five entrances end at the freeze line and the share of the reserve, never beyond it on the way, and every answer is true', async () => {
    await addFleet({ key: 'crowded', target, platformLimit: target, maximumGroups: 1 });
    await expectCrowd();
    const operator = await person({ grants: [{ role: 'operator', scope: { kind: 'centre' } }] });
    const invitation = tokenOf(await invite(operator, { fleet: 'crowded', uses: each, priority: 'invited' }));
    const crowd = async (entrance: string) => Promise.all(Array.from({ length: each }, async (_, index) => ({ ...(await person({ email: `${entrance}-${index}@crowd.example` })), email: `${entrance}-${index}@crowd.example` })));
    const [link, number, invited, api, imported] = [await crowd('link'), await crowd('number'), await crowd('invited'), await crowd('api'), await crowd('import')];
    const file = { name: '名单.csv', content: Buffer.from(`邮箱\n${imported.map(({ email }) => email).join('\n')}\n`).toString('base64') };
    const batch = (await post('/fleets/crowded/imports', { file }, operator.headers)).json<{ id: string }>().id;

    const told = new Map<string, string>();
    // A connection of its own: the crowd takes all that the program has.
    const watcher = new Client(poolConfig(centre.connection));
    await watcher.connect();
    onTestFinished(() => watcher.end());
    const watching = new AbortController();
    const watched = (async () => {
      const broken: string[] = [];
      while (!watching.signal.aborted) broken.push(...(await lawBroken(watcher)));
      return broken;
    })();
    const tell = (id: string, answer: Answer) => told.set(id, stateOf(answer) ?? (answer.body.includes('"member_no_seat"') ? 'no_seat' : `${answer.status} ${answer.body}`));
    await Promise.all([
      post(`/fleets/crowded/imports/${batch}/start`, {}, operator.headers),
      ...link.map(async (one) => tell(one.id, await apply('crowded', one))),
      ...number.map(async (one) => tell(one.id, await apply('crowded', one, { entrance: 'number', group: 'lichun' }))),
      ...invited.map(async (one) => tell(one.id, await apply('crowded', one, { invitation }))),
      ...api.map(async (one) => tell(one.id, await post('/fleets/crowded/members', { account: { kind: 'email', account: one.email } }, operator.headers))),
    ]);
    await expect.poll(async () => (await get(`/api/v1/fleets/crowded/imports/${batch}`, operator.headers)).json<{ state: string }>().state, { timeout: 60_000, interval: 50 }).toBe('done');
    watching.abort();
    expect([...new Set(await watched)]).toEqual([]);
    expect(await lawBroken(watcher)).toEqual([]);
    const seated = new Set((await centre.open.pool.query<{ person_id: string }>("select person_id from seat where fleet = 'crowded' and state = 'member'")).rows.map((row) => row.person_id));
    expect(seated.size).toBe(freeze + invitedShare);
    expect(told.size).toBe(4 * each);
    expect([...told].filter(([id, state]) => (state === 'joined') !== seated.has(id) || !['joined', 'waitlisted', 'no_seat'].includes(state))).toEqual([]);
  }, 120_000);
});

describe('H2: three wrong answers are enough', () => {
  test('fifty of them at once use up the chances, each counted once, and nothing is accepted afterwards', async () => {
    await expectCrowd();
    const somebody = await person();
    const answers = await Promise.all(Array.from({ length: 50 }, () => apply('named', somebody)));
    expect(new Set(answers.map(stateOf))).toEqual(new Set(['rejected']));
    expect(await count(`strike where person_id = '${somebody.id}'`)).toBe(3);
    expect(await count(`(select decision_id from strike where person_id = '${somebody.id}' group by decision_id having count(*) > 1) twice`)).toBe(0);
    expect(stateOf(await apply('named', somebody, { answers: { realName: '谷雨' } }))).toBe('rejected');
  });

  test.each(['gu.yu@gmail.com', 'GuYu@Gmail.com', 'guyu+new@gmail.com', 'g.u.y.u@googlemail.com'])('whoever comes back as “%s” is the one who was refused', async (spelling) => {
    const known = await centre.open.pool.query<{ person_id: string }>("select person_id from identity where canonical = 'guyu@gmail.com' and proven_at is not null");
    const owner = known.rows[0]?.person_id ?? (await person({ email: 'guyu@gmail.com' })).id;
    const { headers } = await insertSession(centre, owner);
    for (let answer = 0; answer < 3; answer += 1) await post('/fleets/named/applications', { answers: {} }, headers);
    expect(await joinAs(spelling)).toEqual({ state: 'rejected', person: owner });
    expect(await count(`strike where person_id = '${owner}'`)).toBe(3);
  });

  test.each(['ＧＵＹＵ@gmail.com', 'guyu@gmail.com\u200b', 'guyu\u0000@gmail.com', 'gu yu@gmail.com'])('“%s” is no address', async (spelling) => {
    expect((await invoke(centre.app.ground, centre.app.operations.beginApplication, callBy({ kind: 'anonymous', network: '192.0.2.9' }), { fleet: 'named', email: spelling, answers: {} }))).toMatchObject({ ok: false, refusal: { code: 'invalid_input', fields: [{ path: 'email' }] } });
  });

  test.each([['github', '4711', ''], ['product_uid', '7', 'app']] as const)('a new account with a new address is barred by the same proven %s', async (kind, account, issuer) => {
    const first = await person();
    await prove(first.id, kind, account, issuer);
    for (let answer = 0; answer < 3; answer += 1) expect(stateOf(await apply('named', first))).toBe('rejected');
    const second = await person();
    await centre.open.pool.query('update identity set person_id = $1 where kind = $2 and person_id = $3', [second.id, kind, first.id]);
    expect(stateOf(await apply('named', second, { answers: { realName: '谷雨' } }))).toBe('rejected');
    expect(await count(`strike where person_id = '${second.id}'`)).toBe(0);
  });
});

describe('H3, H4: what is only said', () => {
  test('is no outage: a UID is not left out because its owner says that nothing answers, and only the centre declares one', async () => {
    given(await root().createProduct({ entry: { key: 'app', name: 'App', plans: [{ key: 'free', name: 'Free', kind: 'free' }] } }));
    await addFleet({ key: 'with-uid', admission: { checks: [{ kind: 'uid', product: 'app' }] } });
    const somebody = await person();
    const answer = await apply('with-uid', somebody, { answers: { uidUnreachable: true } });
    expect([answer.status, answer.status === 400 ? 'correct' : stateOf(answer)]).not.toEqual([200, 'joined']);
    expect(await count("application where grace_window is not null or (fleet = 'with-uid' and state = 'joined')")).toBe(0);
    const keeper = await person({ grants: [{ role: 'operator', scope: { kind: 'fleet', key: 'with-uid' } }] });
    const [now, later] = [centre.clock.now(), new Date(centre.clock.now().getTime() + 3_600_000)].map((at) => at.toISOString());
    expect((await post('/admission/grace-windows', { product: 'app', from: now, until: later, note: 'x' }, keeper.headers)).status).toBe(404);
    const declared = given(await root().declareGrace({ product: 'app', from: now ?? '', until: later ?? '', note: '产品连不上' }));
    expect(await count(`audit_entry where subject_key = '${declared.id}'`)).toBe(1);
    const other = await person();
    expect(['in_review', 'joined']).toContain(stateOf(await apply('with-uid', other, { answers: { uidUnreachable: true } })));
    expect(await count(`application where person_id = '${other.id}' and grace_window = '${declared.id}'`)).toBe(1);
  });

  test('is no contribution: a merged pull request lets its author into a full group, and nobody who brings its address', async () => {
    forge.accounts['author'] = { id: 4242, login: 'author' };
    forge.accounts['borrower'] = { id: 777, login: 'borrower' };
    forge.pulls['/repos/owner/name/pulls/1'] = giteePull({ repository: 'owner/name', author: 4242 });
    await addFleet({ key: 'for-code', target: 5, platformLimit: 5, maximumGroups: 1, reserve: { contributor: 100 }, admission: { checks: [{ kind: 'contributor', repositories: ['gitee:owner/name'] }] } });
    for (let taken = 0; taken < 4; taken += 1) expect(stateOf(await apply('for-code', await person()))).toBe('joined');
    const bring = (somebody: Somebody) => apply('for-code', somebody, { answers: { pullRequest: `${forge.origin}/owner/name/pulls/1` } });
    const seats = (somebody: Somebody) => count(`seat where person_id = '${somebody.id}' and fleet = 'for-code' and state = 'member'`);
    const [nobody, borrower, author, second] = [await person(), await person(), await person(), await person()];
    expect(await agreeAt(borrower, 'borrower')).toBe('proven');
    // Who claims to be the author, by whatever they enter themselves, has proven nothing.
    await prove(nobody.id, 'gitee', '4242', '', false);
    for (const somebody of [nobody, borrower]) {
      expect([stateOf(await bring(somebody)), await seats(somebody), await count(`application where person_id = '${somebody.id}' and priority is not null`)]).toEqual(['in_review', 0, 0]);
    }
    expect(await agreeAt(author, 'author')).toBe('proven');
    expect(stateOf(await bring(author))).toBe('joined');
    expect(await count(`seat where person_id = '${author.id}' and fleet = 'for-code' and kind = 'contributor' and state = 'member'`)).toBe(1);
    // The account serves one person.
    expect(await agreeAt(second, 'author')).toBe('taken');
    expect([stateOf(await bring(second)), await seats(second)]).toEqual(['in_review', 0]);
  });
});

describe('D2: links that are none', () => {
  test('empty, odd, made up, used, over and revoked ones get one answer', async () => {
    const moderator = await person({ grants: [moderatorOf('open')] });
    const another = async () => invite(moderator, { fleet: 'open', days: 30 });
    const [used, revoked, live] = [await another(), await another(), await another()];
    expect(stateOf(await apply('open', await person(), { invitation: tokenOf(used) }))).toBe('joined');
    expect((await sendJson(centre, 'DELETE', `/api/v1/group-invitations/${revoked.json<{ invitation: { id: string } }>().invitation.id}`, {}, moderator.headers)).status).toBe(200);
    const open = async (token: unknown) => said(await post('/group-invitations/open', { token }));
    const answers = [];
    for (const token of ['', ' ', null, [], {}, 0, true, 'null', 'x'.repeat(43), 'x'.repeat(9000), [tokenOf(live)], { token: tokenOf(live) }, tokenOf(used), tokenOf(revoked)]) answers.push(await open(token));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"status":404');
    expect((await post('/group-invitations/open', { token: tokenOf(live) })).status).toBe(200);
    centre.clock.advance(30 * 24 * 3_600_000 + 1000);
    expect(await open(tokenOf(live))).toBe(answers[0]);
  });

  test('the link of a status opens what it was made for and nothing else', async () => {
    const somebody = await person();
    const { id } = (await apply('reviewed', somebody)).json<{ id: string }>();
    const stranger = await person();
    const absent = said(await get(`/api/v1/applications/${newId()}/status`, stranger.headers));
    for (const reference of [id, newSecret()]) for (const headers of [stranger.headers, {}]) expect(said(await get(`/api/v1/applications/${reference}/status`, headers))).toBe(absent);
    expect((await get(`/api/v1/applications/${id}/status`, somebody.headers)).json<object>()).toMatchObject({ id, state: 'in_review' });
  });
});

describe('D3: an invitation', () => {
  test('gives no more than its issuer may give when it is used, and a personal one serves its proven owner only', async () => {
    const moderator = await person({ grants: [moderatorOf('open')] });
    expect((await invite(moderator, { fleet: 'named' })).json<object>()).toMatchObject({ status: 404, code: 'not_found' });
    expect((await invite(moderator, { fleet: 'open', priority: 'staff' })).json<object>()).toMatchObject({ code: 'beyond_own_rights' });
    const personal = tokenOf(await invite(moderator, { fleet: 'open', account: { kind: 'email', account: 'Invited@Example.com' } }));
    const refusedFor = async (whom: Somebody, invitation: string) => (await apply('open', whom, { invitation })).json<{ status: number; fields?: { path: string }[] }>();
    const claims = await person({ email: 'invited@example.com', proven: false });
    for (const whom of [claims, await person()]) expect(await refusedFor(whom, personal)).toMatchObject({ status: 400, fields: [{ path: 'invitation' }] });
    const general = tokenOf(await invite(moderator, { fleet: 'open', priority: 'invited', uses: 10 }));
    expect(await refusedFor(await person(), general)).toMatchObject({ state: 'joined' });
    expect((await apply('named', await person(), { invitation: general })).status).toBe(400);
    await centre.open.pool.query('delete from role_grant where person_id = $1', [moderator.id]);
    expect(await refusedFor(await person(), general)).toMatchObject({ status: 400, fields: [{ path: 'invitation' }] });
    expect(await refusedFor(await person({ email: 'invited@example.com' }), personal)).toMatchObject({ status: 400 });
  });
});

describe('D4: ten thousand guesses from ever new networks', () => {
  const elsewhere = (actor: Actor, index: number): Actor => ({ ...actor, network: `2001:db8:${(index >> 8).toString(16)}:${(index & 255).toString(16)}::/64` }) as Actor;

  test('at a mailed code: five are looked at', async () => {
    await addFleet({ key: 'for-humans', admission: { checks: [{ kind: 'human' }] } });
    const somebody = await person({ email: 'guessed@example.com' });
    expect((await post('/join/for-humans/code', {}, somebody.headers)).status).toBe(200);
    const code = /^\d{6}$/m.exec(written.get('guessed@example.com') ?? '')?.[0] ?? '';
    expect(code).not.toBe('');
    const guess = (index: number) => invoke(centre.app.ground, centre.app.operations.applyToFleet, callBy(elsewhere(somebody.actor, index)), { fleet: 'for-humans', answers: {}, human: { code: String((Number(code) + 1 + index) % 1_000_000).padStart(6, '0') } });
    for (let start = 0; start < 10_000; start += 200) expect((await Promise.all(Array.from({ length: 200 }, (_, index) => guess(start + index)))).filter(({ ok }) => ok)).toEqual([]);
    expect((await centre.open.pool.query('select attempts from human_code where person_id = $1', [somebody.id])).rows).toEqual([{ attempts: 5 }]);
    centre.clock.advance(5 * 60_000);
    expect((await apply('for-humans', somebody, { human: { code } })).json<object>()).not.toHaveProperty('state');
  }, 120_000);

  test('at a one-time code of a platform: nobody is let in, and its owner still is', async () => {
    await addFleet({ key: 'on-qq', platform: 'manual', app: 'qq', groups: [{ key: 'one', number: '12345678' }] });
    const somebody = await person();
    const { id } = (await apply('on-qq', somebody)).json<{ id: string }>();
    const { seat } = (await get(`/api/v1/applications/${id}/status`, somebody.headers)).json<{ seat: { code: string } }>();
    const { url } = given(await root().createCheckLink({ fleet: 'on-qq' }));
    const token = new URL(url).searchParams.get('token') ?? '';
    const check = (codes: string[], index: number) => invoke(centre.app.ground, centre.app.operations.checkCodesByLink, callBy(elsewhere({ kind: 'anonymous', network: '' }, index)), { token, codes });
    const letters = [...seat.code.replace('-', '')];
    for (let round = 0; round < 50; round += 1) {
      // The nearest guesses: some letters right, the rest made up.
      const guesses = Array.from({ length: 200 }, (_, index) => letters.map((letter, place) => (place < 4 ? letter : '23456789ABCDEFGH'[(index * 7 + place * round) % 16])).join('')).filter((guess) => guess !== letters.join(''));
      const outcome = await check(guesses, round);
      expect(outcome.ok && outcome.value.items.filter(({ verdict }) => verdict !== 'unknown')).toEqual([]);
    }
    const real = await check([seat.code], 1000);
    expect(real.ok && real.value.items[0]?.verdict).toBe('valid');
  });
});

describe('D13: fifty at once', () => {
  test('of who use an invitation for one, one is in', async () => {
    const moderator = await person({ grants: [moderatorOf('open')] });
    const invitation = tokenOf(await invite(moderator, { fleet: 'open' }));
    const guests = await Promise.all(Array.from({ length: 50 }, () => person()));
    const answers = await Promise.all(guests.map((guest) => apply('open', guest, { invitation })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await count(`seat where state <> 'ended' and person_id in (${guests.map(({ id }) => `'${id}'`).join(', ')})`)).toBe(1);
  });

  test('approvals of one application by five moderators give one seat, and all are told the same', async () => {
    const applicant = await person();
    const { id } = (await apply('reviewed', applicant)).json<{ id: string }>();
    const moderators = await Promise.all(Array.from({ length: 5 }, () => person({ grants: [moderatorOf('reviewed')] })));
    const { revision } = (await get(`/api/v1/applications/${id}`, moderators[0]?.headers)).json<{ revision: number }>();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => post(`/applications/${id}/decision`, { decision: 'approve', revision }, moderators[index % 5]?.headers)));
    expect(new Set(answers.map((answer) => `${answer.status} ${stateOf(answer)}`))).toEqual(new Set(['200 joined']));
    expect(answers.filter((answer) => answer.json<{ repeated: boolean }>().repeated)).toHaveLength(49);
    expect(await count(`seat where state <> 'ended' and person_id = '${applicant.id}'`)).toBe(1);
  });

  test('acceptances of one offer take one seat', async () => {
    await addFleet({ key: 'tiny', target: 5, divertAt: 10, freezeAt: 20, maximumGroups: 1 });
    const [inside, waiting] = [await person(), await person()];
    expect(stateOf(await apply('tiny', inside))).toBe('joined');
    const application = (await apply('tiny', waiting)).json<{ id: string; state: string }>();
    expect(application.state).toBe('waitlisted');
    const { rows } = await centre.open.pool.query<{ group_id: string }>('select group_id from seat where person_id = $1', [inside.id]);
    expect((await post(`/me/groups/${rows[0]?.group_id}/leave`, {}, inside.headers)).status).toBe(200);
    await expect.poll(async () => (await get(`/api/v1/applications/${application.id}/status`, waiting.headers)).json<{ may: { accept: boolean } }>().may.accept, { timeout: 20_000, interval: 50 }).toBe(true);
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(`/applications/${application.id}/acceptance`, {}, waiting.headers)));
    expect(new Set(answers.map(stateOf))).toEqual(new Set(['joined']));
    expect(await count(`seat where state <> 'ended' and fleet = 'tiny'`)).toBe(1);
  }, 60_000);
});

describe('C10: what is nobody else’s', () => {
  test('stands in nothing that everybody can read: private groups, who applied, what they wrote, invitations, announcements', async () => {
    const canary = '金丝雀';
    await addFleet({ key: 'hidden-fleet', public: false, platform: 'manual', app: 'qq', groups: [{ key: 'hidden-group', name: `${canary}密室`, number: '99887766', note: canary, link: `https://qm.qq.com/q/${encodeURIComponent(canary)}` }] });
    const moderator = await person({ grants: [moderatorOf('hidden-fleet'), moderatorOf('reviewed')] });
    const applicant = await person();
    await centre.open.pool.query('update person set name = $1 where id = $2', [canary, applicant.id]);
    const { id } = (await apply('reviewed', applicant, { answers: { reason: `${canary}的理由` } })).json<{ id: string }>();
    expect((await invite(moderator, { fleet: 'hidden-fleet', note: canary })).status).toBe(200);
    expect((await post('/fleets/hidden-fleet/announcements', { title: canary, body: canary }, moderator.headers)).status).toBe(200);
    const seen = [];
    const q = encodeURIComponent(canary);
    for (const at of [
      '/', '/find', `/find?q=${q}`, '/find?q=99887766', '/find?q=hidden', '/g/stream', '/g/stream/scan', '/g/reviewed', '/sitemap.xml', '/robots.txt', '/developers', `/applications/${id}`, `/groups/${id}`,
      `/api/v1/groups/find?q=${q}`, '/api/v1/groups/find?q=99887766', '/api/v1/groups/find?q=hidden', '/api/v1/join', '/api/v1/join/stream', '/api/v1/join/reviewed', '/api/v1/fleets/reviewed/scan', '/api/v1/groups/links/stream', '/g/hidden-fleet', '/g/hidden-fleet/scan', '/api/v1/join/hidden-fleet', '/api/v1/fleets/hidden-fleet/scan', '/qr/groups/hidden-fleet/hidden-group/0.svg',
      '/api/v1/applications', `/api/v1/applications/${id}`, '/api/v1/group-invitations', '/api/v1/fleets/hidden-fleet/announcements', '/api/v1/fleet-standings', '/api/v1/support', '/api/v1/centre/export',
    ]) {
      const { status, body } = await get(at);
      if (body.replaceAll(q, '').replaceAll(`value="${canary}"`, '').includes(canary) && !(at.includes(q) && !body.includes('密室') && !body.includes('理由'))) seen.push(`${at}: ${status} ${body.slice(Math.max(0, body.indexOf(canary) - 200), body.indexOf(canary) + 40)}`);
      if ((body.includes('hidden-group') && !at.includes('hidden-group')) || (body.includes('99887766') && !at.includes('99887766'))) seen.push(`${at}: ${status} names the group`);
    }
    expect(seen).toEqual([]);
    // That the words are there to be seen by who may.
    expect((await get(`/api/v1/applications/${id}`, moderator.headers)).body).toContain(canary);
    expect((await get('/api/v1/group-invitations', moderator.headers)).body).toContain(canary);
  }, 60_000);
});

describe('an address at the form to join', () => {
  test('is answered alike whoever has it: nobody, a member, one who is barred, one who used up their chances; and to each one mail goes', async () => {
    const [member, banned, struck] = [await person({ email: 'member@example.com' }), await person({ email: 'banned@example.com' }), await person({ email: 'struck@example.com' })];
    expect(stateOf(await apply('open', member))).toBe('joined');
    given(await root().banPerson({ person: banned.id, reason: '骚扰' }));
    for (let answer = 0; answer < 3; answer += 1) await apply('named', struck);
    const answers = new Map<string, string>();
    for (const email of ['nobody-at-all@example.com', 'member@example.com', 'banned@example.com', 'struck@example.com']) {
      posted.length = 0;
      const { status, headers, body } = await send(centre.port, '/g/open', { method: 'POST', headers: from({ accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: centre.origin }), body: new URLSearchParams({ email }).toString() });
      const cookies = (headers['set-cookie'] ?? []).map((cookie) => cookie.replace(/=[^;]{20,}/, '=token')).toSorted();
      answers.set(email, JSON.stringify({ status, to: headers.location, cookies, body: body.replaceAll(email, 'email'), names: Object.keys(headers).toSorted(), codes: posted.filter(({ address, kind }) => address === email && kind === 'sign_in.link').length }));
    }
    const [first = ''] = answers.values();
    for (const [email, answer] of answers) expect({ email, answer }).toEqual({ email, answer: first });
    expect(first).toContain('"status":303');
    expect(first).toContain('"codes":1');
  });
});
