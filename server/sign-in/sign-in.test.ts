import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, callBy, testGround, testParts, type TestGround } from '../../test/harness/operations.ts';
import { callerFor, listAuditEntries, type Actor } from '../platform/index.ts';
import { actorOfToken, createPeopleOperations } from '../people/index.ts';
import { createSignInOperations, newSetUpToken } from './index.ts';
import { given } from './testing/ground.ts';

const chunhua = { name: '春华', email: 'Chunhua@Example.com', password: '雨水过后就是惊蛰和春分' };
let ground: TestGround;

beforeAll(async () => {
  ground = await testGround();
});
afterAll(() => ground.close());

const operations = createSignInOperations(testParts());
const as = (actor: Actor) => callerFor(ground, operations, callBy(actor));
const actorWith = (token: string | undefined) => actorOfToken(ground.database, ground.clock, token, '192.0.2.7');

describe('the first evening', () => {
  test('a set-up link that nobody printed lets nobody in', async () => {
    expect(await as(anonymous).setUpOperator({ token: 'x'.repeat(43), ...chunhua })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });

  test('a newly printed link makes the one before it useless', async () => {
    const first = await newSetUpToken(ground.database, ground.clock);
    const second = await newSetUpToken(ground.database, ground.clock);
    expect(await as(anonymous).checkSetUpLink({ token: first ?? '' })).toEqual({ ok: true, value: { usable: false } });
    expect(await as(anonymous).checkSetUpLink({ token: second ?? '' })).toEqual({ ok: true, value: { usable: true } });
  });

  test('a link that is a day old has expired', async () => {
    const token = await newSetUpToken(ground.database, ground.clock);
    ground.clock.advance(24 * 3600_000 + 1);
    expect(await as(anonymous).setUpOperator({ token: token ?? '', ...chunhua })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });

  test.each([['1234567890123'], ['password1234'], ['aaaaaaaaaaaa'], ['Chunhua@Example.com']])('the password %s is refused with the reason, and the link stays usable', async (password) => {
    const token = (await newSetUpToken(ground.database, ground.clock)) ?? '';
    expect(await as(anonymous).setUpOperator({ token, ...chunhua, password })).toMatchObject({ ok: false, refusal: { code: 'invalid_input', fields: [{ path: 'password', code: 'password_common' }] } });
    expect(await as(anonymous).checkSetUpLink({ token })).toEqual({ ok: true, value: { usable: true } });
  });

  test('of two people who use the link at once, one becomes the operator', async () => {
    const token = (await newSetUpToken(ground.database, ground.clock)) ?? '';
    const answers = await Promise.all([as(anonymous).setUpOperator({ token, ...chunhua }), as(anonymous).setUpOperator({ token, ...chunhua, email: 'other@example.com' })]);
    expect(answers.map((answer) => answer.ok).toSorted()).toEqual([false, true]);
  });

  test('C7: once there is an operator, the set-up is gone for everyone and no link is printed', async () => {
    expect(await newSetUpToken(ground.database, ground.clock)).toBeUndefined();
    expect(await as(anonymous).setUpOperator({ token: 'y'.repeat(43), ...chunhua, email: 'third@example.com' })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});

describe('signing in', () => {
  let email = chunhua.email;
  beforeAll(async () => {
    const row = await ground.database.withTables<{ identity: { typed: string } }>().selectFrom('identity').select('typed').executeTakeFirstOrThrow();
    email = row.typed;
  });
  const signIn = async () => {
    const answer = await as(anonymous).signIn({ email: email.toUpperCase(), password: chunhua.password });
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.value.token;
  };

  test('the address may be written in another case; the session is the operator’s', async () => {
    expect(await actorWith(await signIn())).toMatchObject({ kind: 'person', name: '春华', grants: [{ role: 'operator', scope: { kind: 'centre' } }] });
  });

  test('D8: a wrong password and an unknown address get the same answer', async () => {
    const wrong = await as(anonymous).signIn({ email, password: 'not this one at all' });
    const unknown = await as(anonymous).signIn({ email: 'nobody@example.com', password: 'not this one at all' });
    expect(wrong).toEqual(unknown);
    expect(wrong).toEqual({ ok: false, refusal: { code: 'wrong_credentials' } });
  });

  test('D9: signing in again gives a new session and the one before is dead', async () => {
    const before = await signIn();
    const again = await as(await actorWith(before)).signIn({ email, password: chunhua.password });
    const after = again.ok ? again.value.token : '';
    expect(after).not.toBe(before);
    expect(await actorWith(before)).toMatchObject({ kind: 'anonymous' });
    expect(await actorWith(after)).toMatchObject({ kind: 'person' });
  });

  test('signing out ends this session and no other', async () => {
    const [here, there] = [await signIn(), await signIn()];
    expect(await as(await actorWith(here)).signOut({})).toEqual({ ok: true, value: { ended: 1 } });
    expect(await actorWith(here)).toMatchObject({ kind: 'anonymous' });
    expect(await actorWith(there)).toMatchObject({ kind: 'person' });
  });

  test('signing out elsewhere ends all other sessions', async () => {
    const [here, there] = [await signIn(), await signIn()];
    await as(await actorWith(here)).signOutElsewhere({});
    expect(await actorWith(here)).toMatchObject({ kind: 'person' });
    expect(await actorWith(there)).toMatchObject({ kind: 'anonymous' });
  });

  test('D9: a changed password ends every session and starts a new one', async () => {
    const [here, there] = [await signIn(), await signIn()];
    const actor = await actorWith(here);
    expect(await as(actor).changePassword({ current: 'wrong wrong wrong', password: '谷雨之后便是立夏与小满' })).toMatchObject({ ok: false, refusal: { code: 'wrong_credentials' } });
    const changed = await as(actor).changePassword({ current: chunhua.password, password: '谷雨之后便是立夏与小满' });
    expect(await actorWith(here)).toMatchObject({ kind: 'anonymous' });
    expect(await actorWith(there)).toMatchObject({ kind: 'anonymous' });
    expect(await actorWith(changed.ok ? changed.value.token : undefined)).toMatchObject({ kind: 'person' });
    chunhua.password = '谷雨之后便是立夏与小满';
  });

  test('the address of the set-up is a way in although nobody has proven it; one whose proof was taken back is none, until it is given back', async () => {
    const actor = await actorWith(await signIn());
    if (actor.kind !== 'person') throw new Error(actor.kind);
    const persons = callerFor(ground, createPeopleOperations(testParts()), callBy(actor));
    const read = await persons.readPerson({ id: actor.id });
    const [account] = read.ok ? read.value.identities : [];
    expect(account).not.toHaveProperty('provenAt');
    const identity = account?.id ?? '';
    // Another operator who can sign in: without one the last way in could not be taken away.
    const { id: other } = given(await persons.addPerson({ name: '秋实', accounts: [{ kind: 'email', account: 'other-operator@example.com' }] }));
    await ground.open.pool.query("insert into credential (person_id, password_hash, changed_at) select $1, password_hash, changed_at from credential where person_id = $2", [other, actor.id]);
    await ground.open.pool.query("insert into role_grant (person_id, role, granted_at) values ($1, 'operator', $2)", [other, ground.clock.now()]);
    expect(await persons.confirmIdentity({ id: actor.id, identity })).toMatchObject({ ok: true });
    await signIn();
    expect(await persons.withdrawProof({ id: actor.id, identity })).toMatchObject({ ok: true });
    expect(await as(anonymous).signIn({ email, password: chunhua.password })).toEqual({ ok: false, refusal: { code: 'wrong_credentials' } });
    expect(await persons.restoreProof({ id: actor.id, identity })).toMatchObject({ ok: true });
    await signIn();
    // As it was: the tests below stand on a claimed address.
    expect(await persons.undoConfirmation({ id: actor.id, identity })).toMatchObject({ ok: true });
    await ground.open.pool.query('delete from role_grant where person_id = $1', [other]);
    await signIn();
  });

  test('staff who do nothing for twelve hours sign in anew, and all staff after a week', async () => {
    const token = await signIn();
    ground.clock.advance(11.9 * 3600_000);
    expect(await actorWith(token)).toMatchObject({ kind: 'person' });
    ground.clock.advance(12.1 * 3600_000);
    expect(await actorWith(token)).toMatchObject({ kind: 'anonymous' });
    const busy = await signIn();
    for (let hour = 0; hour < 7 * 24 - 10; hour += 10) {
      ground.clock.advance(10 * 3600_000);
      expect(await actorWith(busy)).toMatchObject({ kind: 'person' });
    }
    ground.clock.advance(9 * 3600_000);
    expect(await actorWith(busy)).toMatchObject({ kind: 'anonymous' });
  });

  test('after ten tries in five minutes a network has to wait, and is told how long', async () => {
    ground.clock.advance(3600_000);
    const network = { kind: 'anonymous', network: '198.51.100.9' } as const;
    for (let attempt = 0; attempt < 10; attempt++) expect(await as(network).signIn({ email: 'nobody@example.com', password: `guess ${attempt}` })).toMatchObject({ refusal: { code: 'wrong_credentials' } });
    expect(await as(network).signIn({ email, password: chunhua.password })).toMatchObject({ ok: false, refusal: { code: 'too_many_requests', parameters: { seconds: 300 } } });
    ground.clock.advance(300_000);
    expect(await as(network).signIn({ email, password: chunhua.password })).toMatchObject({ ok: true });
  });

  test('the history names the person who was set up, who signed in and who changed the password', async () => {
    ground.clock.advance(1000);
    const token = await signIn();
    const actor = await actorWith(token);
    if (actor.kind !== 'person') throw new Error(actor.kind);
    ground.clock.advance(1000);
    expect(await as(actor).changePassword({ current: chunhua.password, password: chunhua.password })).toMatchObject({ ok: true });
    const entries = await listAuditEntries(ground.database, { subjectKind: 'person', subjectKey: actor.id }, 100);
    const self = { kind: 'person', id: actor.id, name: '春华' };
    expect(entries.slice(0, 2)).toMatchObject([
      { operation: 'changePassword', actor: self, before: { name: '春华' }, after: { name: '春华', passwordChanged: true } },
      { operation: 'signIn', actor: self, before: { signedIn: false }, after: { name: '春华', signedIn: true } },
    ]);
    expect(entries.find(({ operation }) => operation === 'setUpOperator')).toMatchObject({ actor: self, before: null, after: { name: '春华', roles: ['operator'] } });
  });

  test('no secret is kept: neither tokens nor passwords are in the database', async () => {
    const token = await signIn();
    const { rows } = await ground.open.pool.query("select row_to_json(s)::text as text from session s union all select row_to_json(c)::text from credential c union all select row_to_json(a)::text from audit_entry a union all select row_to_json(e)::text from event e union all select row_to_json(p)::text from sign_in_step p");
    const everything = rows.map((row: { text: string }) => row.text).join('\n');
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(chunhua.password);
  });
});
