import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { given, refused } from '../../sign-in/testing/ground.ts';
import type { PersonActor } from '../../platform/index.ts';
import { outsideGround } from './testing/ground.ts';
import { giteePull, startSmallForge, type SmallForge } from './testing/small-forge.ts';

let forge: SmallForge;
let there: SmallForge;
let house: Awaited<ReturnType<typeof outsideGround>>;

beforeAll(async () => {
  [forge, there] = [await startSmallForge(), await startSmallForge()];
  house = await outsideGround({ ports: [forge.port, there.port] });
  given(await house.as(house.operator).putForge(described()));
});
afterAll(async () => {
  await house.close();
  await forge.close();
  await there.close();
});
beforeEach(() => {
  forge.instead = {};
  forge.requests.length = 0;
  house.ground.clock.advance(61 * 60_000);
});

const places = (origin: string) => ({ webUrl: origin, authorizeUrl: `${origin}/oauth/authorize`, tokenUrl: `${origin}/oauth/token`, apiUrl: `${origin}/api/v5` });
const described = () => ({ key: 'gitee', kind: 'gitee' as const, name: 'Gitee', ...places(forge.origin), clientId: 'centre', clientSecret: forge.client.secret, revision: 0 });
const revision = async () => given(await house.as(house.operator).listForges({})).items[0]?.revision ?? 0;
const start = async (who: PersonActor, kept: Record<string, string> = {}) => given(await house.as(who).startForgeVisit({ forge: 'gitee', to: '/g/users', kept }));
/** Goes to the forge as `who`, agrees there as `login`, and comes back. */
const visit = async (who: PersonActor, login: string) => {
  const { token, address } = await start(who);
  return house.as(who).finishForgeVisit({ token, ...forge.agree(address, login) });
};
const ask = async (who: PersonActor, pullRequest: string, repositories: string[] = ['gitee:websoft9/websoft9']) => house.outside.contributor.ask(house.asking(), { pullRequest, repositories, applicant: await house.applicant(who) });
let counted = 0;
const newcomer = async (id: number | string = 1000 + (counted += 1)) => {
  const login = `login-${id}`;
  forge.accounts[login] = { id, login };
  return { who: await house.person(login), id: Number(id), login };
};

describe('an account at a forge', () => {
  test('is proven by going there: by the number that the forge gives, with the name for people to read', async () => {
    const { who, id, login } = await newcomer();
    expect(given(await visit(who, login))).toEqual({ result: 'proven', forge: 'gitee', to: '/g/users' });
    expect((await house.applicant(who)).identities).toMatchObject([{ kind: 'gitee', canonical: String(id), typed: `${login} (${id})`, provenHow: 'oauth' }]);
    expect(given(await house.as(who).listOwnForges({})).items).toEqual([{ key: 'gitee', kind: 'gitee', name: 'Gitee', account: `${login} (${id})` }]);
    const { rows } = await house.pool.query<{ text: string }>('select row_to_json(v)::text as text from forge_visit v union all select row_to_json(f)::text from forge f union all select row_to_json(a)::text from audit_entry a union all select row_to_json(e)::text from event e');
    expect(rows.map(({ text }) => text).join()).not.toMatch(/token-\d|code-\d|forge-secret-1/);
  });

  test('H4: serves one person', async () => {
    const { who, login } = await newcomer();
    given(await visit(who, login));
    const other = await house.person('另一人');
    expect(given(await visit(other, login)).result).toBe('taken');
    expect((await house.applicant(other)).identities).toEqual([]);
    const [one, two] = [await newcomer(7001), await house.person('抢先')];
    const answers = await Promise.all([visit(one.who, one.login), visit(two, one.login)]);
    expect(answers.map((answer) => given(answer).result).toSorted()).toEqual(['proven', 'taken']);
  });

  test('is asked for with state and PKCE, and comes back to one address', async () => {
    const { who } = await newcomer();
    const { address } = await start(who);
    const asked = new URL(address).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', client_id: 'centre', redirect_uri: 'http://localhost:8080/forge/gitee/callback', code_challenge_method: 'S256', scope: 'user_info' });
    expect([asked.get('state')?.length, asked.get('code_challenge')?.length]).toEqual([43, 43]);
  });

  test('D13: fifty answers at once count once', async () => {
    const { who, login } = await newcomer();
    const { token, address } = await start(who);
    const back = { token, ...forge.agree(address, login) };
    const answers = await Promise.all(Array.from({ length: 30 }, () => house.as(who).finishForgeVisit(back)));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
  });

  test('D12: what one person began proves nothing for another, nor in another browser, nor ten minutes later', async () => {
    const [{ who, login }, other] = [await newcomer(), await house.person('借用')];
    const { token, address } = await start(who);
    const back = { token, ...forge.agree(address, login) };
    expect(refused(await house.as(other).finishForgeVisit(back))).toBe('wrong_code');
    expect(refused(await house.as(who).finishForgeVisit({ ...back, token: 'x'.repeat(43) }))).toBe('wrong_code');
    expect(refused(await house.as(who).finishForgeVisit({ ...back, state: 'x'.repeat(43) }))).toBe('wrong_code');
    house.ground.clock.advance(10 * 60_000 + 1);
    expect(refused(await house.as(who).finishForgeVisit(back))).toBe('wrong_code');
  });

  test('a code that somebody else got is worth nothing here', async () => {
    const [{ who, login }, thief] = [await newcomer(), await newcomer()];
    const [theirs, mine] = [await start(who), await start(thief.who)];
    const stolen = forge.agree(theirs.address, login);
    const state = new URL(mine.address).searchParams.get('state') ?? '';
    expect(given(await house.as(thief.who).finishForgeVisit({ token: mine.token, state, code: stolen.code })).result).toBe('refused');
    expect((await house.applicant(thief.who)).identities).toEqual([]);
  });

  test.each<[string, object]>([
    ['no number', { user: { login: 'x' } }], ['a name for a number', { user: { id: 'chunhua', login: 'x' } }], ['a number that is none', { user: { id: -1, login: 'x' } }], ['zero', { user: { id: 0, login: 'x' } }],
    ['no token', { token: { error: 'bad_verification_code' } }], ['an empty token', { token: { access_token: '' } }], ['a fault', { status: 500 }],
  ])('%s from the forge proves nothing', async (_name, instead) => {
    const { who, login } = await newcomer();
    const { token, address } = await start(who);
    const back = { token, ...forge.agree(address, login) };
    forge.instead = instead;
    expect(given(await house.as(who).finishForgeVisit(back)).result).toBe('refused');
    expect((await house.applicant(who)).identities).toEqual([]);
  });

  test('somebody who says no there comes back to where they were, with what they had typed', async () => {
    const { who } = await newcomer();
    const { token, address } = await start(who, { reason: '网钉科技-考勤排班-张三', uid: '7' });
    const state = new URL(address).searchParams.get('state') ?? '';
    expect(given(await house.as(who).finishForgeVisit({ token, state, error: 'access_denied' }))).toEqual({ result: 'refused', forge: 'gitee', to: '/g/users' });
    expect(given(await house.as(who).readForgeVisit({ token }))).toEqual({ forge: 'gitee', name: 'Gitee', result: 'refused', kept: { reason: '网钉科技-考勤排班-张三', uid: '7' } });
    expect(refused(await house.as(await house.person('旁人')).readForgeVisit({ token }))).toBe('not_found');
    const { rows } = await house.pool.query<{ text: string }>('select row_to_json(v)::text as text from forge_visit v');
    expect(rows.map(({ text }) => text).join()).not.toContain('张三');
  });

  test('that an operator wrote down is none until its owner has been there', async () => {
    const { who, id, login } = await newcomer();
    await house.pool.query("insert into identity (id, person_id, kind, typed, canonical, proven_at, proven_how, created_at) values (gen_random_uuid(), $1, 'gitee', $2, $2, now(), 'operator', now())", [who.id, String(id)]);
    forge.pulls['/repos/websoft9/websoft9/pulls/31'] = giteePull({ repository: 'websoft9/websoft9', author: id });
    expect((await ask(who, 'websoft9/websoft9#31')).outcome).toBe('account_not_proven');
    expect(given(await visit(who, login)).result).toBe('proven');
    expect((await ask(who, 'websoft9/websoft9#31')).outcome).toBe('merged_own');
  });
});

describe('a pull request [000]', () => {
  test('makes its author a contributor when it was merged into a repository on the list', async () => {
    const { who, id, login } = await newcomer();
    given(await visit(who, login));
    forge.pulls['/repos/websoft9/websoft9/pulls/1'] = giteePull({ repository: 'Websoft9/websoft9', author: id });
    expect(await ask(who, `${forge.origin}/websoft9/websoft9/pulls/1`)).toEqual({ outcome: 'merged_own', at: house.now().toISOString(), url: `${forge.origin}/websoft9/websoft9/pulls/1`, repository: 'Websoft9/websoft9', state: 'merged', title: '修复登录', author: 'somebody', own: true, by: expect.any(String) });
  });

  test('is shown to its owner with its state and author, also where no repository is named', async () => {
    const { who, id, login } = await newcomer();
    given(await visit(who, login));
    forge.pulls['/repos/anybody/thing/pulls/2'] = giteePull({ repository: 'anybody/thing', author: id + 1, state: 'open', title: '新功能' });
    expect(await ask(who, `${forge.origin}/anybody/thing/pulls/2`, [])).toMatchObject({ outcome: 'owner_decides', state: 'open', title: '新功能', repository: 'anybody/thing', author: 'somebody', own: false });
    expect(await ask(who, 'anybody/thing#3', [])).toMatchObject({ outcome: 'owner_decides', state: 'not_found' });
    expect(await ask(who, 'https://elsewhere.example/a/b/pull/1', [])).toMatchObject({ outcome: 'could_not_ask' });
  });

  test('H4: of somebody else, open, closed, in a fork, in a repository that moved or is not listed: for people to look at', async () => {
    const { who, id, login } = await newcomer();
    given(await visit(who, login));
    const at = (number: number) => `/repos/websoft9/websoft9/pulls/${number}`;
    forge.pulls[at(11)] = giteePull({ repository: 'websoft9/websoft9', author: id + 1 });
    forge.pulls[at(12)] = giteePull({ repository: 'websoft9/websoft9', author: id, state: 'open', title: '新功能' });
    forge.pulls[at(13)] = giteePull({ repository: 'websoft9/websoft9', author: id, state: 'closed' });
    forge.pulls['/repos/somebody/websoft9/pulls/14'] = giteePull({ repository: 'somebody/websoft9', author: id });
    forge.pulls[at(15)] = { moved: '/repositories/9/pulls/15' };
    forge.pulls['/repositories/9/pulls/15'] = giteePull({ repository: 'websoft9/moved', author: id });
    const outcomes = await Promise.all(['websoft9/websoft9#11', 'websoft9/websoft9#12', 'websoft9/websoft9#13', 'somebody/websoft9#14', 'websoft9/websoft9#15', 'websoft9/websoft9#16'].map((one) => ask(who, one)));
    expect(outcomes.map(({ outcome, state, title, repository }) => ({ outcome, state, title, repository }))).toMatchObject([
      { outcome: 'merged_of_another' }, { outcome: 'not_merged', state: 'open', title: '新功能' }, { outcome: 'not_merged', state: 'closed' }, { outcome: 'not_listed' }, { outcome: 'not_listed', repository: 'websoft9/moved' }, { outcome: 'not_found' },
    ]);
    expect((await ask(who, 'websoft9/websoft9#15', ['gitee:websoft9/moved'])).outcome).toBe('merged_own');
  });

  test('H4: a login that its author gave up and somebody else took is somebody else', async () => {
    const { who: author, id, login } = await newcomer();
    given(await visit(author, login));
    forge.pulls['/repos/websoft9/websoft9/pulls/21'] = giteePull({ repository: 'websoft9/websoft9', author: id });
    const taker = await house.person('改名');
    forge.accounts[login] = { id: id + 500_000, login };
    given(await visit(taker, login));
    expect([(await ask(author, 'websoft9/websoft9#21')).outcome, (await ask(taker, 'websoft9/websoft9#21')).outcome]).toEqual(['merged_own', 'merged_of_another']);
  });

  test('of who claims an account, or has proven none, is for people to look at', async () => {
    const { who, id } = await newcomer();
    forge.pulls['/repos/websoft9/websoft9/pulls/41'] = giteePull({ repository: 'websoft9/websoft9', author: id });
    await house.pool.query("insert into identity (id, person_id, kind, typed, canonical, created_at) values (gen_random_uuid(), $1, 'gitee', $2, $2, now())", [who.id, String(id)]);
    expect((await ask(who, 'websoft9/websoft9#41')).outcome).toBe('account_not_proven');
  });

  test('at a forge that cannot be asked is for people to look at, with its address', async () => {
    const { who } = await newcomer();
    for (const instead of [{ status: 500 }, { status: 403 }, { status: 429 }]) {
      forge.instead = instead;
      expect(await ask(who, 'websoft9/websoft9#1')).toMatchObject({ outcome: 'could_not_ask', url: `${forge.origin}/websoft9/websoft9/pulls/1` });
    }
    forge.instead = {};
    forge.pulls['/repos/websoft9/websoft9/pulls/51'] = { merged: true, user: { id: 'x' } };
    expect((await ask(who, 'websoft9/websoft9#51')).outcome).toBe('could_not_ask');
  });

  test('somewhere else is no pull request, and nobody is asked', async () => {
    const { who } = await newcomer();
    for (const typed of ['https://evil.example/websoft9/websoft9/pulls/1', 'hello', `${forge.origin}/websoft9/websoft9/issues/1`, 'http://169.254.169.254/a/b/pull/1']) expect((await ask(who, typed)).outcome).toBe('malformed');
    expect(forge.requests).toEqual([]);
  });

  test('is asked about twenty times an hour by one person at most', async () => {
    const { who } = await newcomer();
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => ask(who, `websoft9/websoft9#${900 + index}`)));
    expect(answers.filter(({ outcome }) => outcome === 'not_found').length).toBe(20);
  });
});

describe('how a forge is set up', () => {
  const change = async (settings: object) => house.as(house.operator).putForge({ ...described(), ...settings, revision: await revision() } as never);

  test('C8: its secrets are never answered, and stay when they are left out', async () => {
    given(await change({ clientSecret: undefined, apiToken: 'api-token-1' }));
    const listed = given(await house.as(house.operator).listForges({}));
    expect(listed.items).toMatchObject([{ key: 'gitee', hasApiToken: true, callback: 'http://localhost:8080/forge/gitee/callback' }]);
    expect(JSON.stringify(listed)).not.toMatch(/forge-secret-1|api-token-1/);
    const { who } = await newcomer();
    await ask(who, 'websoft9/websoft9#1');
    expect(forge.requests.at(-1)?.authorization).toBe('Bearer api-token-1');
    given(await change({ withoutApiToken: true }));
    await ask(who, 'websoft9/websoft9#1');
    expect(forge.requests.at(-1)?.authorization).toBeUndefined();
  });

  test('a secret goes to no other place than the one it was given for', async () => {
    expect(await change({ tokenUrl: 'https://evil.example/token', clientSecret: undefined })).toMatchObject({ ok: false, refusal: { fields: [{ path: 'clientSecret', code: 'required' }] } });
    expect(await change({ apiUrl: 'https://evil.example/api', clientSecret: undefined })).toMatchObject({ ok: false, refusal: { fields: [{ path: 'clientSecret', code: 'required' }] } });
  });

  test('H4: where it has moved to, numbers that were proven at the old place are other people’s; back there they are theirs again', async () => {
    const old = await newcomer(880_001);
    given(await visit(old.who, old.login));
    forge.pulls['/repos/websoft9/websoft9/pulls/61'] = giteePull({ repository: 'websoft9/websoft9', author: old.id });
    expect((await ask(old.who, 'websoft9/websoft9#61')).outcome).toBe('merged_own');
    try {
      given(await change({ ...places(there.origin), clientSecret: there.client.secret }));
      there.pulls['/repos/websoft9/websoft9/pulls/61'] = giteePull({ repository: 'websoft9/websoft9', author: old.id });
      expect((await ask(old.who, 'websoft9/websoft9#61')).outcome).toBe('account_not_proven');
      expect(given(await house.as(old.who).listOwnForges({})).items[0]).not.toHaveProperty('account');
      const owner = await house.person('那边的人');
      there.accounts['owner'] = { id: old.id, login: 'owner' };
      const { token, address } = await start(owner);
      expect(given(await house.as(owner).finishForgeVisit({ token, ...there.agree(address, 'owner') })).result, 'the same number there is another account').toBe('proven');
      expect((await ask(owner, 'websoft9/websoft9#61')).outcome).toBe('merged_own');
    } finally {
      given(await change({}));
    }
    expect((await ask(old.who, 'websoft9/websoft9#61')).outcome).toBe('merged_own');
  });

  test('F5: without a secret there is none', async () => {
    expect(await house.as(house.operator).putForge({ ...described(), key: 'other', kind: 'github', clientSecret: undefined })).toMatchObject({ ok: false, refusal: { fields: [{ path: 'clientSecret', code: 'required' }] } });
    expect(refused(await house.as(house.operator).putForge({ ...described(), key: 'other', kind: 'github', clientSecret: '   ' }))).toBe('invalid_input');
  });

  test('accounts of a kind are counted by one place only: its numbers mean others elsewhere (H4)', async () => {
    expect(await house.as(house.operator).putForge({ ...described(), key: 'inside' })).toMatchObject({ ok: false, refusal: { fields: [{ path: 'kind', code: 'forge_kind_taken' }] } });
  });

  test('that is switched off or deleted proves and judges nothing', async () => {
    const { who } = await newcomer();
    given(await change({ enabled: false }));
    expect(refused(await house.as(who).startForgeVisit({ forge: 'gitee' }))).toBe('not_found');
    expect(await ask(who, 'websoft9/websoft9#1')).toEqual({ outcome: 'could_not_ask', at: house.now().toISOString() });
    expect(given(await house.as(who).listOwnForges({})).items).toEqual([]);
    given(await change({ enabled: true }));
    given(await house.as(house.operator).deleteForge({ key: 'gitee' }));
    expect(refused(await house.as(who).startForgeVisit({ forge: 'gitee' }))).toBe('not_found');
    given(await house.as(house.operator).restoreForge({ key: 'gitee' }));
    given(await house.as(who).startForgeVisit({ forge: 'gitee' }));
  });

  test('is tried, and what is wrong is said in words', async () => {
    const tried = async () => given(await house.as(house.operator).tryForge({ key: 'gitee', repository: 'websoft9/websoft9' }));
    forge.pulls['/repos/websoft9/websoft9'] = { full_name: 'websoft9/websoft9' };
    expect(await tried()).toMatchObject({ works: true, reason: 'works' });
    for (const [status, reason] of [[404, 'unknown_repository'], [401, 'refused'], [429, 'too_often'], [200, 'not_an_api']] as const) {
      forge.instead = status === 200 ? {} : { status };
      if (status === 200) forge.pulls['/repos/websoft9/websoft9'] = { hello: 'world' };
      expect(await tried()).toMatchObject({ works: false, reason });
    }
  });

  test('F1: one inside is not called', async () => {
    const guarded = await outsideGround({ ports: [forge.port], guarded: true });
    given(await guarded.as(guarded.operator).putForge(described()));
    expect(given(await guarded.as(guarded.operator).tryForge({ key: 'gitee', repository: 'a/b' }))).toMatchObject({ works: false, reason: 'not_allowed' });
    const who = await guarded.person('秋实');
    const { token, address } = given(await guarded.as(who).startForgeVisit({ forge: 'gitee' }));
    expect(given(await guarded.as(who).finishForgeVisit({ token, ...forge.agree(address, 'x') })).result).toBe('refused');
    expect(forge.requests).toEqual([]);
    await guarded.close();
  });
});
