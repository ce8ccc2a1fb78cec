import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, callBy, commandLine, testParts } from '../../test/harness/operations.ts';
import { accountOf, createOperatorCommands, createPeopleOperations, proveIdentity } from '../people/index.ts';
import { createPrivacyOperations } from '../privacy/index.ts';
import { callerFor, type PersonActor } from '../platform/index.ts';
import { readConfiguration } from '../platform/config/schema.ts';
import { given, refused, signInGround } from './testing/ground.ts';
import { newSetUpToken } from './index.ts';

const read = readConfiguration({ SMTP_URL: 'smtp://mail.example.com:587', MAIL_FROM: 'help@example.com' });
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const withMail = { configuration: read.configuration };
const password = '雨水过后就是惊蛰和春分';

/** A centre as it is after it was set up: one operator, whose address nothing has proven. */
async function setUp(parts: Parameters<typeof signInGround>[0] = {}) {
  const house = await signInGround(parts, { unlimited: true });
  const people = createPeopleOperations(testParts(parts));
  const token = (await newSetUpToken(house.ground.database, house.ground.clock)) ?? '';
  const started = given(await house.as(anonymous).setUpOperator({ token, name: '春华', email: 'chunhua@example.com', password }));
  const actor = await house.actorWith(started.token);
  const staff = (who: PersonActor) => callerFor(house.ground, people, callBy(who));
  const accounts = async (id = actor.id) => given(await staff(actor).readPerson({ id })).identities;
  return { house, actor, staff, accounts, close: () => house.close() };
}

describe('the only operator of a centre without mail', () => {
  let centre: Awaited<ReturnType<typeof setUp>>;
  let address = '';
  beforeAll(async () => {
    centre = await setUp();
    address = (await centre.accounts())[0]?.id ?? '';
  });
  afterAll(() => centre.close());

  test('keeps the address by which alone the password works, by whatever way it would go', async () => {
    const { house, actor, staff } = centre;
    expect(refused(await house.as(actor).removeOwnIdentity({ id: address }))).toBe('last_way_in');
    expect(refused(await staff(actor).removeIdentity({ id: actor.id, identity: address }))).toBe('no_operator_left');
    // Beside an account that lets nobody in.
    given(await staff(actor).addIdentity({ id: actor.id, kind: 'qq', account: '10001' }));
    expect(refused(await staff(actor).splitPerson({ id: actor.id, identities: [address], name: '另一位' }))).toBe('no_operator_left');
    given(await staff(actor).confirmIdentity({ id: actor.id, identity: address }));
    expect(refused(await staff(actor).withdrawProof({ id: actor.id, identity: address }))).toBe('no_operator_left');
    expect(given(await house.as(anonymous).signIn({ email: 'chunhua@example.com', password })).step).toBe('done');
    given(await staff(actor).undoConfirmation({ id: actor.id, identity: address }));
  });

  test('hears that an account is not there, not that it is the last', async () => {
    const { house, actor } = centre;
    expect(refused(await house.as(actor).removeOwnIdentity({ id: actor.id }))).toBe('not_found');
  });

  test('keeps it, too, when somebody shows the mailbox or is given the address', async () => {
    const { house, actor, staff } = centre;
    const step = await house.enter('chunhua@example.com');
    if (step.step !== 'more') throw new Error(step.step);
    expect(refused(await house.as(anonymous).leaveClaimant({ token: step.token }))).toBe('address_taken');
    const { id } = given(await staff(actor).addPerson({ name: '秋实', accounts: [{ kind: 'email', account: 'chunhua@example.com' }] }));
    const [claimed] = await centre.accounts(id);
    expect(refused(await staff(actor).confirmIdentity({ id, identity: claimed?.id ?? '' }))).toBe('account_taken');
    expect(given(await house.as(anonymous).signIn({ email: 'chunhua@example.com', password })).step).toBe('done');
  });

  test('keeps it while nothing else of theirs works, whatever else they have proven', async () => {
    const { house, actor, staff } = centre;
    const { pool } = house.ground.open;
    await pool.query("insert into identity (id, person_id, kind, issuer, typed, canonical, proven_at, proven_how, created_at) values (gen_random_uuid(), $1, 'phone', '', '+8613900000000', '+8613900000000', now(), 'sms_code', now())", [actor.id]);
    const step = await house.enter('chunhua@example.com');
    if (step.step !== 'more') throw new Error(step.step);
    expect(refused(await house.as(anonymous).leaveClaimant({ token: step.token }))).toBe('address_taken');
    const { id } = given(await staff(actor).addPerson({ name: '冬藏', accounts: [{ kind: 'email', account: 'chunhua@example.com' }] }));
    const [claimed] = await centre.accounts(id);
    expect(refused(await staff(actor).confirmIdentity({ id, identity: claimed?.id ?? '' }))).toBe('account_taken');
    expect(given(await house.as(anonymous).signIn({ email: 'chunhua@example.com', password })).step).toBe('done');
    await pool.query("delete from identity where kind = 'phone'");
  });

  test('keeps the role, and is not erased, while the only other operator has no way in', async () => {
    const { house, actor, staff } = centre;
    const { id } = given(await staff(actor).addPerson({ name: '立冬', accounts: [{ kind: 'email', account: 'lidong@example.com' }] }));
    const role = { role: 'operator', scope: { kind: 'centre' } } as const;
    given(await staff(actor).grantRole({ id, ...role }));
    expect(refused(await staff(actor).revokeRole({ id: actor.id, ...role }))).toBe('no_operator_left');
    const { revision } = given(await staff(actor).readPerson({ id: actor.id }));
    expect(refused(await staff(actor).disablePerson({ id: actor.id, revision }))).toBe('no_operator_left');
    const privacy = callerFor(house.ground, createPrivacyOperations(testParts()), callBy(actor));
    expect(refused(await privacy.requestOwnErasure({}))).toBe('no_operator_left');
    expect(refused(await privacy.requestErasure({ id: actor.id }))).toBe('no_operator_left');
    given(await staff(actor).revokeRole({ id, ...role }));
  });

  test('may give it up once there is another', async () => {
    const { house, actor, staff } = centre;
    given(await staff(actor).addIdentity({ id: actor.id, kind: 'email', account: 'second@example.com' }));
    expect(given(await house.as(actor).removeOwnIdentity({ id: address }))).toEqual({ id: address });
    expect(given(await house.as(anonymous).signIn({ email: 'second@example.com', password })).step).toBe('done');
  });
});

describe('the only operator who can sign in, beside one on the list who cannot', () => {
  let centre: Awaited<ReturnType<typeof setUp>>;
  let idle = '';
  let asked = 0;
  const operator = { role: 'operator', scope: { kind: 'centre' } } as const;
  const signsIn = async () => given(await centre.house.as(anonymous).signIn({ email: 'chunhua@example.com', password })).step;
  beforeAll(async () => {
    const { canSignIn } = testParts();
    centre = await setUp({ canSignIn: (...call) => ((asked += 1), canSignIn(...call)) });
    const { actor, staff } = centre;
    idle = given(await staff(actor).addPerson({ name: '立冬', accounts: [{ kind: 'email', account: 'lidong@example.com' }] })).id;
    given(await staff(actor).grantRole({ id: idle, ...operator }));
  });
  afterAll(() => centre.close());

  test('keeps the address when an invitation to it is accepted as somebody new, and the invitation stays open', async () => {
    const { house, actor, staff } = centre;
    given(await staff(actor).inviteStaff({ email: 'chunhua@example.com', grants: [operator] }));
    const { text } = await house.lastMail('chunhua@example.com');
    const token = /token=([\w-]{43})/.exec(text)?.[1] ?? '';
    const people = callerFor(house.ground, createPeopleOperations(testParts()), callBy(anonymous));
    expect(refused(await people.acceptInvitation({ token, name: '惊蛰' }))).toBe('address_taken');
    expect(await signsIn()).toBe('done');
    expect(given(await people.readInvitation({ token })).needs).toBe('name');
  });

  test('keeps it when the command line gives it to the other one, who is let in by the link all the same', async () => {
    const { house } = centre;
    const { pool } = house.ground.open;
    await pool.query("insert into identity (id, person_id, kind, issuer, typed, canonical, created_at) values (gen_random_uuid(), $1, 'email', '', 'chunhua@example.com', 'chunhua@example.com', '2020-01-01')", [idle]);
    const machine = callerFor(house.ground, createOperatorCommands(testParts()), callBy(commandLine));
    const added = given(await machine.addOperator({ email: 'chunhua@example.com' }));
    expect(added).toMatchObject({ id: idle, created: false });
    const people = callerFor(house.ground, createPeopleOperations(testParts()), callBy(anonymous));
    given(await people.acceptInvitation({ token: new URL(added.address).searchParams.get('token') ?? '' }));
    await pool.query("delete from identity where person_id = $1 and canonical = 'chunhua@example.com'", [idle]);
    expect(await signsIn()).toBe('done');
  });

  test('keeps it from an entrance that forgot to ask: that is a fault, and nothing is taken', async () => {
    const { house } = centre;
    const named = accountOf('email', 'chunhua@example.com');
    if (!named.ok) throw new Error('no address');
    const id = await house.person('小寒', {});
    const proving = house.ground.database.transaction().execute((db) => proveIdentity({ db, now: house.ground.clock.now(), publish: async () => undefined }, id, named.account, 'email_code'));
    await expect(proving).rejects.toThrow('withoutTakingLastWay');
    expect(await signsIn()).toBe('done');
  });

  test('keeps the password, too, while any address is left by which it works', async () => {
    const { house, actor, staff } = centre;
    given(await staff(actor).addIdentity({ id: actor.id, kind: 'email', account: 'spare@example.com' }));
    const step = await house.enter('spare@example.com');
    if (step.step !== 'more') throw new Error(step.step);
    expect(refused(await house.as(anonymous).leaveClaimant({ token: step.token }))).toBe('address_taken');
    expect(await signsIn()).toBe('done');
  });

  test('is asked about by no sign-in that takes no operator’s claim, nor by a wrong code', async () => {
    const { house } = centre;
    await house.person('白露', { email: 'bailu@example.com', claimed: true });
    asked = 0;
    const { token, code } = await house.ask('xiaoxue@example.com');
    expect(refused(await house.as(anonymous).enterSignInCode({ token, code: code === '000000' ? '000001' : '000000' }))).toBe('wrong_code');
    await house.session('xiaoxue@example.com');
    await house.session('bailu@example.com');
    expect(asked).toBe(0);
  });
});

describe('what counts as a way in', () => {
  let centre: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => {
    centre = await setUp(withMail);
  });
  afterAll(() => centre.close());
  beforeEach(() => centre.house.ground.clock.advance(3600_000));

  test('is what works now: not a number while no text goes out, nor a service that is switched off', async () => {
    const { house } = centre;
    const { actor } = await house.session('guyu@example.com');
    const now = house.ground.clock.now();
    const add = (kind: string, issuer: string, canonical: string) => house.ground.open.pool.query('insert into identity (id, person_id, kind, issuer, typed, canonical, proven_at, proven_how, created_at) values (gen_random_uuid(), $1, $2, $3, $4, $4, $5, $6, $5)', [actor.id, kind, issuer, canonical, now, kind === 'oidc' ? 'oidc' : 'sms_code']);
    await add('phone', '', '+8613800000000');
    await add('oidc', 'https://sso.example.com', 'subject-1');
    await house.ground.open.pool.query("insert into sign_in_provider (key, name, issuer, client_id, sealed_secret, scopes, trusts_email, enabled, created_at) values ('sso', '{\"text\":{\"zh-CN\":\"公司登录\"}}', 'https://sso.example.com', 'x', 'x', 'openid', false, false, $1)", [now]);
    const [mail] = given(await house.as(actor).readAccount({})).identities.filter(({ kind }) => kind === 'email');
    expect(refused(await house.as(actor).removeOwnIdentity({ id: mail?.id ?? '' }))).toBe('last_way_in');
    await house.ground.open.pool.query("update sign_in_provider set enabled = true where key = 'sso'");
    expect(given(await house.as(actor).removeOwnIdentity({ id: mail?.id ?? '' }))).toEqual({ id: mail?.id });
  });

  test('of somebody who does not run the centre may be taken away by an operator', async () => {
    const { house, actor, staff } = centre;
    const { actor: visitor } = await house.session('mangzhong@example.com');
    const [mail] = await centre.accounts(visitor.id);
    house.ground.clock.advance(1000);
    const recent = { ...actor, via: { kind: 'session', id: actor.via.kind === 'session' ? actor.via.id : '', authenticatedAt: house.ground.clock.now() } } as const;
    expect(given(await staff(recent).withdrawProof({ id: visitor.id, identity: mail?.id ?? '' }))).toEqual({ id: visitor.id, identity: mail?.id });
  });
});

describe('an operator who comes in by one thing only', () => {
  let centre: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => {
    centre = await setUp();
    await centre.house.ground.open.pool.query('delete from credential');
  });
  afterAll(() => centre.close());

  test('keeps the passkey, until there is another way', async () => {
    const { house, actor } = centre;
    const { pool } = house.ground.open;
    const { rows } = await pool.query<{ id: string }>("insert into sign_in_passkey (id, person_id, credential_id, public_key, counter, transports, backed_up, name, created_at) select gen_random_uuid(), $1, 'x' || n, 'x', 0, '[]', false, '钥匙', now() from generate_series(1, 2) n returning id", [actor.id]);
    expect(refused(await house.as(actor).removePasskey({ id: rows[0]?.id ?? '' }))).toBeUndefined();
    expect(refused(await house.as(actor).removePasskey({ id: rows[1]?.id ?? '' }))).toBe('last_way_in');
    expect((await pool.query('select from sign_in_passkey')).rows).toHaveLength(1);
  });

  test('keeps the service of others by which they come in', async () => {
    const { house, actor } = centre;
    const { pool } = house.ground.open;
    await pool.query('delete from sign_in_passkey');
    const added = given(await house.as(actor).createSignInProvider({ key: 'sso', name: { 'zh-CN': '公司登录', en: 'Company' }, issuer: 'https://sso.example.com', clientId: 'x', clientSecret: 'client-secret-1' }));
    await pool.query("insert into identity (id, person_id, kind, issuer, typed, canonical, proven_at, proven_how, created_at) values (gen_random_uuid(), $1, 'oidc', 'https://sso.example.com', 's', 's', now(), 'oidc', now())", [actor.id]);
    const { callback: _callback, ...provider } = added;
    expect(refused(await house.as(actor).updateSignInProvider({ ...provider, enabled: false }))).toBe('last_way_in');
    expect(refused(await house.as(actor).deleteSignInProvider({ key: 'sso' }))).toBe('last_way_in');
    expect(given(await house.as(actor).listSignInProviders({})).items).toMatchObject([{ key: 'sso', enabled: true, persons: 1 }]);
  });

  test('may not switch it off for themselves, while an operator with another way in may', async () => {
    const { house, actor } = centre;
    const { actor: other } = await house.session('second-operator@example.com');
    const { pool } = house.ground.open;
    await pool.query("insert into role_grant (person_id, role, scope_kind, scope_key, granted_at) values ($1, 'operator', 'centre', '', now())", [other.id]);
    await pool.query("insert into sign_in_passkey (id, person_id, credential_id, public_key, counter, transports, backed_up, name, created_at) values (gen_random_uuid(), $1, 'y', 'x', 0, '[]', false, '钥匙', now())", [other.id]);
    const [provider] = given(await house.as(actor).listSignInProviders({})).items;
    if (provider === undefined) throw new Error('no provider');
    const { callback: _callback, persons: _persons, ...kept } = provider;
    expect(refused(await house.as(actor).updateSignInProvider({ ...kept, enabled: false }))).toBe('last_way_in');
    const operator = { ...other, grants: actor.grants };
    expect(given(await house.as(operator).updateSignInProvider({ ...kept, enabled: false })).enabled).toBe(false);
  });

  test('whoever runs nothing keeps their last passkey too', async () => {
    const { house } = centre;
    const { actor } = await house.session('only-a-passkey@example.com');
    const { rows } = await house.ground.open.pool.query<{ id: string }>("insert into sign_in_passkey (id, person_id, credential_id, public_key, counter, transports, backed_up, name, created_at) values (gen_random_uuid(), $1, 'z', 'x', 0, '[]', false, '钥匙', now()) returning id", [actor.id]);
    expect(refused(await house.as(actor).removePasskey({ id: rows[0]?.id ?? '' }))).toBe('last_way_in');
  });
});
