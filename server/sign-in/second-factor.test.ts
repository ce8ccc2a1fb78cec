import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, callBy, testParts } from '../../test/harness/operations.ts';
import { createPeopleOperations } from '../people/index.ts';
import { callerFor, listAuditEntries, may } from '../platform/index.ts';
import { given, refused, signInGround } from './testing/ground.ts';
import { matchingStep, totpCode } from './totp.ts';

let house: Awaited<ReturnType<typeof signInGround>>;
beforeAll(async () => {
  house = await signInGround();
});
afterAll(() => house.close());

const seconds = (count: number) => house.ground.clock.advance(count * 1000);
const unlimited = () => ({ ...house.ground, rateLimiter: { ...house.ground.rateLimiter, take: () => 0 } });

describe('codes of an app', () => {
  const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  test.each([[59, '287082'], [1_111_111_109, '081804'], [1_234_567_890, '005924'], [20_000_000_000, '353130']])('are those of RFC 6238 at second %s', (at, code) => {
    expect(totpCode(key, Math.floor(at / 30))).toBe(code);
  });

  test('count in their own half minute and in those beside it', () => {
    const code = totpCode(key, 1000);
    const at = (second: number) => matchingStep(key, code, new Date(second * 1000));
    expect([29_969, 29_970, 29_999, 30_000, 30_029, 30_059, 30_060].map(at)).toEqual([undefined, 1000, 1000, 1000, 1000, 1000, undefined]);
  });
});

describe('an authenticator app', () => {
  test('is taken into use with one of its codes; ten recovery codes are shown once, other sessions end, and the new one has two factors', async () => {
    const [here, there] = [await house.session('xiaoman@example.com'), await house.session('xiaoman@example.com')];
    const { key } = given(await house.as(here.actor).offerTotp({}));
    expect(refused(await house.as(here.actor).confirmTotp({ code: '000000' }))).toBe('wrong_code');
    const confirmed = given(await house.as(here.actor).confirmTotp({ code: house.codeOf(key) }));
    expect(new Set(confirmed.codes).size).toBe(10);
    expect(confirmed.codes.every((code) => /^[2-9a-z]{5}-[2-9a-z]{5}$/.test(code))).toBe(true);
    await expect(house.actorWith(here.token)).rejects.toThrow('ended');
    await expect(house.actorWith(there.token)).rejects.toThrow('ended');
    const actor = await house.actorWith(confirmed.token);
    expect(given(await house.as(actor).readSecurity({}))).toMatchObject({ secondFactor: true, recoveryCodes: 10 });
    const mail = await house.lastMail('xiaoman@example.com');
    expect(mail).toMatchObject({ kind: 'sign_in.changed' });
    expect(mail.text).toContain('开启了验证器 App');
    expect((await listAuditEntries(house.ground.database, { subjectKind: 'person', subjectKey: actor.id }, 1))[0]).toMatchObject({ operation: 'confirmTotp', after: { authenticatorApp: true } });
  });

  test('asks for a second step from then on; one code is worth one sign-in, and an older one nothing', async () => {
    const { actor } = await house.session('lichun@example.com');
    const { key } = await house.withApp(actor);
    seconds(60);
    const step = await house.enter('lichun@example.com');
    expect(step).toEqual({ step: 'more', token: step.token });
    const code = house.codeOf(key);
    const done = given(await house.as(anonymous).finishWithSecondFactor({ token: step.token, answer: code }));
    expect(given(await house.as(await house.actorWith(done.token)).readSecurity({})).secondFactor).toBe(true);
    const again = await house.enter('lichun@example.com');
    expect(refused(await house.as(anonymous).finishWithSecondFactor({ token: again.token, answer: code }))).toBe('wrong_code');
    seconds(30);
    expect(refused(await house.as(anonymous).finishWithSecondFactor({ token: again.token, answer: house.codeOf(key) }))).toBeUndefined();
    expect(refused(await house.as(anonymous).finishWithSecondFactor({ token: again.token, answer: house.codeOf(key) }))).toBe('wrong_code');
  });

  test('D13: one code at fifty second steps at once lets one in', async () => {
    const { actor } = await house.session('jingzhe@example.com');
    const { key } = await house.withApp(actor);
    house.ground.clock.advance(3600_000);
    const step = await house.enter('jingzhe@example.com');
    const call = callerFor(unlimited(), house.operations, callBy(anonymous));
    const answers = await Promise.all(Array.from({ length: 50 }, () => call.finishWithSecondFactor({ token: step.token, answer: house.codeOf(key) })));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
  });

  test('D4: a second step takes five guesses, and all those of an account twenty-five in an hour', async () => {
    const { actor } = await house.session('chunfen@example.com');
    const { key } = await house.withApp(actor);
    house.ground.clock.advance(3600_000);
    const call = callerFor(unlimited(), house.operations, callBy(anonymous));
    const wrong = () => (house.codeOf(key) === '111111' ? '222222' : '111111');
    for (let round = 0; round < 5; round++) {
      house.ground.clock.advance(200_000);
      const { token } = await house.enter('chunfen@example.com');
      await Promise.all(Array.from({ length: 40 }, () => call.finishWithSecondFactor({ token, answer: wrong() })));
      expect(refused(await call.finishWithSecondFactor({ token, answer: house.codeOf(key) }))).toBe('wrong_code');
    }
    const { rows } = await house.ground.open.pool.query<{ sum: string }>('select sum(attempts) from sign_in_step where person_id = $1', [actor.id]);
    expect(rows).toEqual([{ sum: '25' }]);
    house.ground.clock.advance(200_000);
    const sixth = await house.enter('chunfen@example.com');
    expect(refused(await call.finishWithSecondFactor({ token: sixth.token, answer: house.codeOf(key) }))).toBe('wrong_code');
    house.ground.clock.advance(3600_000);
    const nextHour = await house.enter('chunfen@example.com');
    expect(refused(await call.finishWithSecondFactor({ token: nextHour.token, answer: house.codeOf(key) }))).toBeUndefined();
  });

  test('a second step waits ten minutes, in its own browser', async () => {
    const step = await house.enter('lichun@example.com');
    expect(refused(await house.as(anonymous).readSignInStep({ token: 'x'.repeat(43) }))).toBe('not_found');
    seconds(601);
    expect(refused(await house.as(anonymous).readSignInStep({ token: step.token }))).toBe('not_found');
  });

  test('its key is sealed, and nothing that is kept tells a recovery code', async () => {
    const { actor } = await house.session('guyu@example.com');
    const { key, codes } = await house.withApp(actor);
    const { rows } = await house.ground.open.pool.query<{ text: string }>('select row_to_json(t)::text as text from sign_in_totp t union all select row_to_json(r)::text from sign_in_recovery_code r union all select row_to_json(a)::text from audit_entry a union all select row_to_json(e)::text from event e union all select row_to_json(m)::text from mail m');
    const everything = rows.map((row) => row.text).join('\n');
    expect([key, ...codes, ...codes.map((code) => code.replace('-', ''))].filter((secret) => everything.includes(secret))).toEqual([]);
  });
});

describe('a recovery code', () => {
  test('D13: lets one of fifty in, once, and its owner hears of it', async () => {
    const { actor } = await house.session('lixia@example.com');
    const { codes } = await house.withApp(actor);
    const [code = ''] = codes;
    const steps = [await house.enter('lixia@example.com'), await house.enter('lixia@example.com'), await house.enter('lixia@example.com')];
    const call = callerFor(unlimited(), house.operations, callBy(anonymous));
    const answers = await Promise.all(Array.from({ length: 51 }, (_, index) => call.finishWithSecondFactor({ token: steps[index % 3]?.token ?? '', answer: code.toUpperCase().replace('-', ' ') })));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    expect((await house.lastMail('lixia@example.com')).text).toContain('还剩 9 个');
  });

  test('of somebody else opens nothing, and new ones make the old void', async () => {
    const [one, other] = [await house.session('bailu@example.com'), await house.session('qiufen@example.com')];
    const [mine, theirs] = [await house.withApp(one.actor), await house.withApp(other.actor)];
    const step = await house.enter('bailu@example.com');
    expect(refused(await house.as(anonymous).finishWithSecondFactor({ token: step.token, answer: theirs.codes[0] ?? '' }))).toBe('wrong_code');
    const { codes } = given(await house.as(await house.actorWith(mine.token)).renewRecoveryCodes({}));
    expect(refused(await house.as(anonymous).finishWithSecondFactor({ token: step.token, answer: mine.codes[0] ?? '' }))).toBe('wrong_code');
    expect(refused(await house.as(anonymous).finishWithSecondFactor({ token: step.token, answer: codes[0] ?? '' }))).toBeUndefined();
  });
});

describe('a second factor that is given up', () => {
  test.each([['a visitor', '小满', undefined, false], ['staff', '霜降', 'operator', true]] as const)('of %s says whether it is of staff, because operators hear of those only', async (_who, name, role, staff) => {
    const email = `${role ?? 'visitor'}-gives-up@example.com`;
    await house.person(name, { email, ...(role === undefined ? {} : { role }) });
    const step = await house.enter(email);
    const { token } = await house.withApp(await house.actorWith(step.token));
    const actor = await house.actorWith(token);
    expect(given(await house.as(actor).removeTotp({}))).toEqual({ removed: true });
    const { rows } = await house.ground.open.pool.query("select data from event where name = 'sign_in.factor_removed' and subject = $1", [actor.id]);
    expect(rows).toEqual([{ data: { factor: 'totp', staff } }]);
  });
});

describe('a centre that asks its staff for two steps', () => {
  test('lets roles rest until one is set up; they are back at once, in a new session (D9)', async () => {
    await house.person('芒种', { email: 'mangzhong@example.com', role: 'operator' });
    await house.ground.open.pool.query('update staff_policy set second_factor_required = true');
    const step = await house.enter('mangzhong@example.com');
    expect(step).toMatchObject({ step: 'done', staff: true, held: true });
    const held = await house.actorWith(step.token);
    expect([held.held, may(held, 'sign_in.manage')]).toEqual(['second_factor', false]);
    expect(refused(await house.as(held).listSignInProviders({}))).toBe('second_factor_required');
    const { token } = await house.withApp(held);
    const free = await house.actorWith(token);
    expect([free.held, may(free, 'sign_in.manage')]).toEqual([undefined, true]);
    expect(given(await house.as(free).listSignInProviders({}))).toEqual({ items: [] });
    expect(given(await house.as(free).removeTotp({}))).toEqual({ removed: true });
    await house.ground.open.pool.query('update staff_policy set second_factor_required = false');
  });
});

describe('showing anew who one is', () => {
  test('is asked for after fifteen minutes before anything changes about how one signs in, and before sessions elsewhere end', async () => {
    const { actor } = await house.session('daxue@example.com');
    house.ground.clock.advance(15 * 60_000 + 1);
    const call = house.as(actor);
    const answers = [await call.endSession({ id: actor.id }), await call.signOutElsewhere({}), await call.offerTotp({}), await call.removeTotp({}), await call.renewRecoveryCodes({}), await call.choosePassword({ password: '冬至大如年人间小团圆' }), await call.askToRegisterPasskey({}), await call.removePasskey({ id: actor.id }), await call.requestAddressProof({ kind: 'email', address: 'x@example.com' }), await call.removeOwnIdentity({ id: actor.id })];
    expect(new Set(answers.map(refused))).toEqual(new Set(['recent_sign_in_required']));
  });

  test('by a code to an address of one’s own gives a new session, and the old one is dead (D9)', async () => {
    const { actor, token } = await house.session('dongzhi@example.com');
    house.ground.clock.advance(16 * 60_000);
    expect(refused(await house.as(actor).requestConfirmation({ kind: 'email', address: 'somebody-else@example.com' }))).toBe('not_found');
    const waiting = given(await house.as(actor).requestConfirmation({ kind: 'email', address: 'dongzhi@example.com' }));
    const { code } = await house.lastMail('dongzhi@example.com');
    const renewed = given(await house.as(actor).confirmWithCode({ token: waiting.token, code }));
    await expect(house.actorWith(token)).rejects.toThrow('ended');
    expect(refused(await house.as(await house.actorWith(renewed.token)).offerTotp({}))).toBeUndefined();
  });

  test('D12: a code that one person asked for does not confirm another, nor does it sign in', async () => {
    const [mine, theirs] = [await house.session('xiaohan@example.com'), await house.session('dahan@example.com')];
    const waiting = given(await house.as(mine.actor).requestConfirmation({ kind: 'email', address: 'xiaohan@example.com' }));
    const { code } = await house.lastMail('xiaohan@example.com');
    expect(refused(await house.as(theirs.actor).confirmWithCode({ token: waiting.token, code }))).toBe('wrong_code');
    expect(refused(await house.as(anonymous).enterSignInCode({ token: waiting.token, code }))).toBe('wrong_code');
    expect(refused(await house.as(mine.actor).proveAddress({ token: waiting.token, code }))).toBe('wrong_code');
  });

  test('by password and by app', async () => {
    const password = '小寒大寒又是一年春来到';
    await house.person('处暑', { email: 'chushu@example.com', role: 'agent', password });
    const signedIn = given(await house.as(anonymous).signIn({ email: 'chushu@example.com', password }));
    const actor = await house.actorWith(signedIn.token);
    expect(refused(await house.as(actor).confirmWithPassword({ password: 'something else' }))).toBe('wrong_credentials');
    const renewed = await house.actorWith(given(await house.as(actor).confirmWithPassword({ password })).token);
    const { key, token } = await house.withApp(renewed);
    house.ground.clock.advance(3600_000);
    const late = await house.actorWith(token);
    expect(refused(await house.as(late).confirmWithSecondFactor({ code: '123' }))).toBe('wrong_code');
    expect(refused(await house.as(late).confirmWithSecondFactor({ code: house.codeOf(key) }))).toBeUndefined();
  });
});

describe('a password', () => {
  test('is for staff; somebody without a role has none and gets none', async () => {
    const { actor } = await house.session('visitor@example.com');
    expect(refused(await house.as(actor).choosePassword({ password: '冬至大如年人间小团圆' }))).toBe('not_found');
  });

  test('that was forgotten is replaced after a code by e-mail; every other session ends, and the person is told', async () => {
    const forgotten = '立秋之后早晚就凉快了吧';
    await house.person('立秋', { email: 'liqiu@example.com', role: 'agent', password: forgotten });
    const elsewhere = given(await house.as(anonymous).signIn({ email: 'liqiu@example.com', password: forgotten }));
    const { actor } = await house.session('liqiu@example.com');
    expect(await house.as(actor).choosePassword({ password: '1234567890' })).toMatchObject({ ok: false, refusal: { code: 'invalid_input', fields: [{ path: 'password', code: 'password_common' }] } });
    const renewed = given(await house.as(actor).choosePassword({ password: '冬至大如年人间小团圆' }));
    await expect(house.actorWith(elsewhere.token)).rejects.toThrow('ended');
    expect((await house.actorWith(renewed.token)).name).toBe('立秋');
    expect(refused(await house.as(anonymous).signIn({ email: 'liqiu@example.com', password: forgotten }))).toBe('wrong_credentials');
    expect(refused(await house.as(anonymous).signIn({ email: 'liqiu@example.com', password: '冬至大如年人间小团圆' }))).toBeUndefined();
    expect((await house.lastMail('liqiu@example.com')).text).toContain('设置了新密码');
  });
});

describe('what a person may do', () => {
  test('is told with the second factor that the centre asks for, while it is missing and once it is there', async () => {
    const id = await house.person('小寒', { email: 'rights-agent@example.com', role: 'agent' });
    const operator = await house.person('大寒', { email: 'rights-operator@example.com', role: 'operator' });
    const people = callerFor(house.ground, createPeopleOperations(testParts()), callBy({ kind: 'person', id: operator, name: '大寒', grants: [{ role: 'operator', scope: { kind: 'centre' } }], via: { kind: 'session', id: operator, authenticatedAt: house.ground.clock.now() }, network: '192.0.2.7' }));
    const asked = async () => given(await people.explainRights({ id })).secondFactor;
    const { pool } = house.ground.open;
    await pool.query('update staff_policy set second_factor_required = false');
    expect(await asked()).toBeUndefined();
    await pool.query('update staff_policy set second_factor_required = true');
    expect(await asked()).toBe('missing');
    await house.withApp((await house.session('rights-agent@example.com')).actor);
    expect(await asked()).toBe('needed');
    expect(given(await people.explainRights({ id: (await house.session('nobody-special@example.com')).actor.id })).secondFactor).toBeUndefined();
    await pool.query('update staff_policy set second_factor_required = false');
  });
});

describe('one’s own addresses', () => {
  test('are added with a code, belong to one person, and one of them stays', async () => {
    const [mine, theirs] = [await house.session('yushui@example.com'), await house.session('taken@example.com')];
    const prove = async (address: string, actor = mine.actor) => {
      const { token } = given(await house.as(actor).requestAddressProof({ kind: 'email', address }));
      return house.as(actor).proveAddress({ token, code: (await house.lastMail(address)).code });
    };
    expect(given(await prove('second@example.com'))).toEqual({ typed: 'second@example.com', to: '' });
    expect(refused(await prove('taken@example.com'))).toBe('address_taken');
    expect((await house.lastMail('yushui@example.com')).text).toContain('添加了 second@example.com');
    const { identities } = given(await house.as(mine.actor).readAccount({}));
    const [first, second] = ['yushui@example.com', 'second@example.com'].map((address) => identities.find(({ typed }) => typed === address)?.id ?? '') as [string, string];
    expect(refused(await house.as(theirs.actor).removeOwnIdentity({ id: first }))).toBe('not_found');
    expect(given(await house.as(mine.actor).removeOwnIdentity({ id: first }))).toEqual({ id: first });
    expect((await house.lastMail('yushui@example.com')).text).toContain('移除了 yushui@example.com');
    expect(refused(await house.as(mine.actor).removeOwnIdentity({ id: second }))).toBe('last_way_in');
    expect((await house.session('second@example.com')).actor.id).toBe(mine.actor.id);
  });
});

describe('that a way in has changed', () => {
  test('is mailed to a claimed address of staff only, who may have no other', async () => {
    for (const [email, role, count] of [['claimed-staff@example.com', 'agent', 1], ['claimed-visitor@example.com', undefined, 0]] as const) {
      const password = '立秋之后早晚就凉快了吧';
      await house.person('霜降', { email, claimed: true, password, ...(role === undefined ? {} : { role }) });
      const step = given(await house.as(anonymous).signIn({ email, password }));
      if (step.step !== 'done') throw new Error(step.step);
      const actor = await house.actorWith(step.token);
      const { key } = given(await house.as(actor).offerTotp({}));
      given(await house.as(actor).confirmTotp({ code: house.codeOf(key) }));
      expect((await house.mails(email)).filter(({ kind }) => kind === 'sign_in.changed')).toHaveLength(count);
    }
  });
});

describe('what is told of a person', () => {
  test('in an export names the ways, never what opens them; erased, nothing is left', async () => {
    const { signInPersonalData } = await import('./index.ts');
    const { actor } = await house.session('export@example.com');
    const { key, codes, token } = await house.withApp(actor);
    const told = JSON.stringify(await signInPersonalData.gather(house.ground.database, actor.id));
    expect(told).toContain('"recoveryCodesLeft":10');
    expect([key, token, ...codes].filter((secret) => told.includes(secret))).toEqual([]);
    expect(told).not.toMatch(/hash|sealed/);
    await signInPersonalData.erase(house.ground.database, actor.id, { now: house.ground.clock.now(), secrets: house.ground.secrets });
    expect(await signInPersonalData.gather(house.ground.database, actor.id)).toMatchObject({ password: null, authenticatorApp: null, recoveryCodesLeft: 0, passkeys: [], codesSent: [] });
    const { rows } = await house.ground.open.pool.query("select from sign_in_code where canonical = 'export@example.com'");
    expect(rows).toEqual([]);
  });
});
