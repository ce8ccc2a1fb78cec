import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, callBy } from '../../test/harness/operations.ts';
import { callerFor, type Actor, type Secrets } from '../platform/index.ts';
import { given, refused, signInGround } from './testing/ground.ts';

let house: Awaited<ReturnType<typeof signInGround>>;
const texts: { to: string; text: string }[] = [];

beforeAll(async () => {
  house = await signInGround({ sms: { send: async (message) => void texts.push(message) } });
});
afterAll(() => house.close());

const later = (minutes: number) => house.ground.clock.advance(minutes * 60_000);

describe('a code by e-mail', () => {
  test('lets somebody in who was never here: a person begins, the address is proven, and the page will ask for a name', async () => {
    // The subject is seen by operators where there is nowhere to send mail: the code is not in it.
    const { token, code, subject, text, kind } = await house.ask('guyu@example.com');
    expect({ kind, subject }).toEqual({ kind: 'sign_in.link', subject: '你在 localhost:8080 的登录验证码' });
    expect(text).toContain('http://localhost:8080/sign-in/link?token=');
    const step = given(await house.as(anonymous).enterSignInCode({ token, code }));
    expect(step).toMatchObject({ step: 'done', newcomer: true, staff: false });
    const account = given(await house.as(await house.actorWith(step.token)).readAccount({}));
    expect(account).toMatchObject({ name: 'guyu', identities: [{ kind: 'email', typed: 'guyu@example.com', provenHow: 'email_code' }], grants: [] });
  });

  test('brings the same person back, however the address is spelt, and says that they are not new', async () => {
    later(20);
    const { token } = given(await house.as(anonymous).requestSignInCode({ kind: 'email', address: 'GuYu@Example.com' }));
    const { code } = await house.lastMail('GuYu@example.com');
    const step = given(await house.as(anonymous).enterSignInCode({ token, code }));
    expect(step).toMatchObject({ step: 'done', newcomer: false });
    expect(given(await house.as(await house.actorWith(step.token)).readAccount({})).name).toBe('guyu');
  });

  test('is written in the language of whoever is known, and in the reader’s otherwise', async () => {
    const id = await house.person('Grain Rain', { email: 'rain@example.com' });
    await house.ground.open.pool.query('update person set language = $2 where id = $1', [id, 'en']);
    expect((await house.ask('rain@example.com')).subject).toBe('Your sign-in code for localhost:8080');
    given(await house.as(anonymous, 'en').requestSignInCode({ kind: 'email', address: 'stranger@example.com' }));
    expect((await house.lastMail('stranger@example.com')).language).toBe('en');
  });

  test('works in the browser that asked, and in no other', async () => {
    const [mine, theirs] = [await house.ask('qiufen@example.com'), await house.ask('qiufen@example.com')];
    expect(refused(await house.as(anonymous).enterSignInCode({ token: theirs.token, code: mine.code === theirs.code ? '000000' : mine.code }))).toBe('wrong_code');
    expect(refused(await house.as(anonymous).enterSignInCode({ token: mine.token, code: mine.code }))).toBeUndefined();
  });

  test('works for ten minutes, and once', async () => {
    const early = await house.ask('lixia@example.com');
    later(9.9);
    expect(refused(await house.as(anonymous).enterSignInCode(early))).toBe('invalid_input');
    expect(refused(await house.as(anonymous).enterSignInCode({ token: early.token, code: early.code }))).toBeUndefined();
    expect(refused(await house.as(anonymous).enterSignInCode({ token: early.token, code: early.code }))).toBe('wrong_code');
    const late = await house.ask('lixia@example.com');
    later(10.1);
    expect(refused(await house.as(anonymous).enterSignInCode({ token: late.token, code: late.code }))).toBe('wrong_code');
  });

  test('may be typed with blanks or in full-width digits', async () => {
    const { token, code } = await house.ask('xiaoxue@example.com');
    const typed = `${code.slice(0, 3)} ${code.slice(3).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))}`;
    expect(refused(await house.as(anonymous).enterSignInCode({ token, code: typed }))).toBeUndefined();
  });

  test('is not kept: neither code, link nor browser’s secret stands in the database outside the mail that waits', async () => {
    const { token, code, link } = await house.ask('hanlu@example.com');
    const { rows } = await house.ground.open.pool.query<{ text: string }>('select row_to_json(c)::text as text from sign_in_code c union all select row_to_json(e)::text from event e union all select row_to_json(a)::text from audit_entry a');
    const everything = rows.map((row) => row.text).join('\n');
    expect(everything.includes(token) || everything.includes(link)).toBe(false);
    const { rows: kept } = await house.ground.open.pool.query<{ code_hash: string }>('select code_hash from sign_in_code');
    expect(kept.some(({ code_hash: hash }) => hash.includes(code))).toBe(false);
  });

  test('goes out six times in a quarter of an hour to one address, whoever asks', async () => {
    const from = (number: number): Actor => ({ kind: 'anonymous', network: `198.51.100.${number}` });
    for (let time = 0; time < 6; time++) expect(refused(await house.as(from(time)).requestSignInCode({ kind: 'email', address: 'dashu@example.com' }))).toBeUndefined();
    expect(await house.as(from(9)).requestSignInCode({ kind: 'email', address: 'Dashu@EXAMPLE.com' })).toMatchObject({ ok: false, refusal: { code: 'too_many_requests', parameters: { seconds: 900 } } });
    later(15);
    expect(refused(await house.as(from(9)).requestSignInCode({ kind: 'email', address: 'dashu@example.com' }))).toBeUndefined();
  });
});

describe('D4: guessing a code', () => {
  /** Counts how often a code is compared. */
  function counting(secrets: Secrets): { secrets: Secrets; compared(): number } {
    let count = 0;
    return { compared: () => count, secrets: { ...secrets, keyedHash: (purpose, text) => { if (purpose === 'sign_in.code') count += 1; return secrets.keyedHash(purpose, text); } } };
  }

  test('of 200 guesses at once, from as many networks of one /64 and elsewhere, five are compared, and then the right one does not help', async () => {
    const { token, code } = await house.ask('shuangjiang@example.com');
    const { secrets, compared } = counting(house.ground.secrets);
    const guesses = Array.from({ length: 200 }, (_, index) => {
      const network = index % 2 === 0 ? '2001:db8:0:1::/64' : `203.0.113.${index % 250}`;
      const guess = String((Number(code) + 1 + index) % 1_000_000).padStart(6, '0');
      // Every guess has a limiter of its own: what holds is the count in the database.
      const ground = { ...house.ground, secrets, rateLimiter: { ...house.ground.rateLimiter, take: () => 0 } };
      return callerFor(ground, house.operations, callBy({ kind: 'anonymous', network })).enterSignInCode({ token, code: guess });
    });
    expect(new Set((await Promise.all(guesses)).map(refused))).toEqual(new Set(['wrong_code']));
    expect(compared()).toBe(5);
    expect(refused(await house.as(anonymous).enterSignInCode({ token, code }))).toBe('wrong_code');
  });

  test('a guess that was refused stays counted', async () => {
    const { token, code } = await house.ask('lidong@example.com');
    const wrong = code === '111111' ? '222222' : '111111';
    for (let guess = 0; guess < 4; guess++) expect(refused(await house.as(anonymous).enterSignInCode({ token, code: wrong }))).toBe('wrong_code');
    const { rows } = await house.ground.open.pool.query<{ attempts: number }>("select attempts from sign_in_code where canonical = 'lidong@example.com'");
    expect(rows).toEqual([{ attempts: 4 }]);
    expect(refused(await house.as(anonymous).enterSignInCode({ token, code }))).toBeUndefined();
  });
});

describe('D8: whether an address is known', () => {
  test('asking for a code answers the same for who is known, unknown and disabled, and each gets a mail', async () => {
    await house.person('known', { email: 'known@example.com', role: 'agent' });
    await house.person('away', { email: 'away@example.com', disabled: true });
    const answers = [];
    for (const address of ['known@example.com', 'unknown@example.com', 'away@example.com']) {
      const answer = await house.as(anonymous).requestSignInCode({ kind: 'email', address });
      answers.push({ ok: answer.ok, keys: Object.keys(given(answer)), length: given(answer).token.length, mails: (await house.mails(address)).length });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await house.lastMail('away@example.com')).code).toBe('');
  });

  test('a disabled account is refused in the words of a wrong code', async () => {
    const { token } = await house.ask('away@example.com');
    expect(refused(await house.as(anonymous).enterSignInCode({ token, code: '123456' }))).toBe('wrong_code');
  });
});

describe('a link by e-mail', () => {
  test('is looked at by scanners of mail as often as they like, and works afterwards, in another browser too', async () => {
    const { link, code, token } = await house.ask('yushui@example.com');
    for (let look = 0; look < 5; look++) expect(given(await house.as(anonymous).readSignInLink({ token: link }))).toEqual({ typed: 'yushui@example.com' });
    expect(given(await house.as(anonymous).followSignInLink({ token: link }))).toMatchObject({ step: 'done', newcomer: true });
    expect(refused(await house.as(anonymous).readSignInLink({ token: link }))).toBe('not_found');
    expect(refused(await house.as(anonymous).enterSignInCode({ token, code }))).toBe('wrong_code');
  });

  test('works for ten minutes', async () => {
    const { link } = await house.ask('yushui@example.com');
    later(10.1);
    expect(refused(await house.as(anonymous).followSignInLink({ token: link }))).toBe('wrong_code');
  });

  test.each(['', ' ', 'null', '[]', 'x'.repeat(43)])('D2: the token %j opens nothing', async (token) => {
    expect(refused(await house.as(anonymous).followSignInLink({ token }))).toBe('wrong_code');
    expect(refused(await house.as(anonymous).readSignInLink({ token }))).toBe('not_found');
  });
});

describe('D13: one code, one link, used fifty times at once', () => {
  test.each(['code', 'link'] as const)('signs in once by %s', async (way) => {
    const { token, code, link } = await house.ask(`many-${way}@example.com`);
    const ground = { ...house.ground, rateLimiter: { ...house.ground.rateLimiter, take: () => 0 } };
    const call = callerFor(ground, house.operations, callBy(anonymous));
    const answers = await Promise.all(Array.from({ length: 50 }, () => (way === 'code' ? call.enterSignInCode({ token, code }) : call.followSignInLink({ token: link }))));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    const { rows } = await house.ground.open.pool.query<{ count: string }>('select count(*) from session join identity using (person_id) where canonical = $1', [`many-${way}@example.com`]);
    expect(rows).toEqual([{ count: '1' }]);
  });
});

describe('D1: an address that somebody else claims', () => {
  test('its owner gets an account of their own; who only claimed it loses the claim, and the session that stood on it', async () => {
    const attacker = await house.session('attacker@example.com');
    await house.ground.open.pool.query("insert into identity (id, person_id, kind, typed, canonical, created_at) values (gen_random_uuid(), $1, 'email', 'victim@example.com', 'victim@example.com', now())", [attacker.actor.id]);
    const victim = await house.session('victim@example.com');
    expect(victim.actor.id).not.toBe(attacker.actor.id);
    await expect(house.actorWith(attacker.token)).rejects.toThrow('ended');
    expect((await house.session('attacker@example.com')).actor.id).toBe(attacker.actor.id);
  });

  test('with a password behind the claim, the mailbox alone opens nothing: it takes the password too, which proves the address', async () => {
    const password = '清明时节雨纷纷路上行人';
    const operator = await house.person('清明', { email: 'qingming@example.com', claimed: true, role: 'operator', password });
    const step = await house.enter('qingming@example.com');
    expect(step.step).toBe('more');
    expect(given(await house.as(anonymous).readSignInStep({ token: step.token }))).toEqual({ needs: 'password', passkeys: false, typed: 'qingming@example.com', to: '' });
    expect(refused(await house.as(anonymous).finishWithPassword({ token: step.token, answer: 'not this one' }))).toBe('wrong_credentials');
    const done = given(await house.as(anonymous).finishWithPassword({ token: step.token, answer: password }));
    expect((await house.actorWith(done.token)).id).toBe(operator);
    later(1);
    expect(await house.enter('qingming@example.com')).toMatchObject({ step: 'done', staff: true });
  });

  test('or they begin anew: the attacker’s claim, password and sessions die', async () => {
    const password = '芒种忙种样样都要忙起来';
    const attacker = await house.person('贼', { email: 'mangzhong@example.com', claimed: true, role: 'agent', password });
    const signedIn = given(await house.as(anonymous).signIn({ email: 'mangzhong@example.com', password }));
    const step = await house.enter('mangzhong@example.com');
    const mine = given(await house.as(anonymous).leaveClaimant({ token: step.token }));
    expect((await house.actorWith(mine.token)).id).not.toBe(attacker);
    await expect(house.actorWith(signedIn.token)).rejects.toThrow('ended');
    expect(refused(await house.as(anonymous).signIn({ email: 'mangzhong@example.com', password }))).toBe('wrong_credentials');
    expect((await house.ground.open.pool.query('select from credential where person_id = $1', [attacker])).rowCount).toBe(0);
  });
});

describe('a code by telephone', () => {
  test('is sent by the gateway, sealed while it waits, and signs in', async () => {
    const { token } = given(await house.as(anonymous).requestSignInCode({ kind: 'phone', address: '138 0013 8000' }));
    const job = house.ground.enqueued.at(-1);
    expect(JSON.stringify(job)).not.toMatch(/13800138000|\d{6} /);
    const { sealed = '' } = (job?.data ?? {}) as { sealed?: string };
    const message = JSON.parse(house.ground.secrets.open('sms', sealed) ?? '') as { to: string; text: string };
    expect(message.to).toBe('+8613800138000');
    const step = given(await house.as(anonymous).enterSignInCode({ token, code: /\d{6}/.exec(message.text)?.[0] ?? '' }));
    expect(given(await house.as(await house.actorWith(step.token)).readAccount({}))).toMatchObject({ name: '…8000', identities: [{ kind: 'phone', provenHow: 'sms_code' }] });
  });

  test('is no way in where no gateway is configured', async () => {
    const without = await signInGround();
    expect(given(await without.as(anonymous).listSignInWays({}))).toMatchObject({ sms: false });
    expect(refused(await without.as(anonymous).requestSignInCode({ kind: 'phone', address: '13800138000' }))).toBe('not_found');
    await without.close();
  });
});
