import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { given, refused } from '../../sign-in/testing/ground.ts';
import type { PersonActor } from '../../platform/index.ts';
import { createSecrets } from '../../platform/secrets/index.ts';
import { outsideGround } from './testing/ground.ts';
import { startProductService, type Mood, type ProductService } from './testing/product-service.ts';

let product: ProductService;
let house: Awaited<ReturnType<typeof outsideGround>>;
let qiushi: PersonActor;

beforeAll(async () => {
  product = await startProductService([{ uid: '7', email: 'qiushi@example.com', nickname: '秋实' }, { uid: '8', email: 'guyu@example.com', nickname: '谷雨' }]);
  house = await outsideGround({ ports: [product.port] });
  qiushi = await house.person('秋实', 'qiushi@example.com');
  given(await house.as(house.operator).putUidService(matching()));
});
afterAll(async () => {
  await house.close();
  await product.close();
});
beforeEach(() => {
  product.mood = 'well';
  product.requests.length = 0;
  house.ground.clock.advance(61 * 60_000);
});

const secret = { name: 'X-Product-Key', value: 'product-key-1' };
const matching = () => ({ product: 'app', url: `${product.origin}/match?uid={uid}&email={email}`, mode: 'match' as const, matchPath: '/match', absentPath: '/exists', absentValues: ['false'], timeoutSeconds: 1, secretHeaders: [secret], revision: 0 });
const lookingUp = () => ({ product: 'app', url: `${product.origin}/users/{uid}`, mode: 'look_up' as const, emailPath: '/data/email', timeoutSeconds: 1, secretHeaders: [secret] });
const ask = async (uid: string, who: { id: string } = qiushi) => house.outside.uid.ask(house.asking(), { product: 'app', uid, applicant: await house.applicant(who) });
const current = async () => given(await house.as(house.operator).listUidServices({})).items[0]?.revision ?? 0;
const change = async (settings: object) => given(await house.as(house.operator).putUidService({ ...matching(), ...settings, revision: await current() } as never));

describe('a product that compares UID and e-mail [002]', () => {
  test('proves a UID by the address that the applicant has proven, and says only yes or no about others', async () => {
    expect(await ask('7')).toMatchObject({ outcome: 'proven', how: 'match' });
    expect(await ask('8')).toMatchObject({ outcome: 'exists' });
    expect(await ask('9')).toMatchObject({ outcome: 'unknown' });
  });

  test('is asked with every address that was proven, until one matches, and with no other', async () => {
    const both = await house.person('小满', 'xiaoman@example.com');
    house.ground.clock.advance(1000);
    await house.prove(both.id, 'email', 'guyu@example.com');
    expect(await ask('8', both)).toMatchObject({ outcome: 'proven' });
    expect(product.requests.map(({ url }) => url)).toEqual(['/match?uid=8&email=xiaoman%40example.com', '/match?uid=8&email=guyu%40example.com']);
  });

  test('is not asked without a proven address, and a claimed one is none', async () => {
    const nobody = await house.person('无名');
    await house.pool.query("insert into identity (id, person_id, kind, typed, canonical, created_at) values (gen_random_uuid(), $1, 'email', 'guyu@example.com', 'claimed-guyu@example.com', now())", [nobody.id]);
    expect(await ask('8', nobody)).toMatchObject({ outcome: 'could_not_ask' });
    expect(product.requests).toEqual([]);
  });

  test('is not asked about what is no number', async () => {
    for (const typed of ['abc', '7a', '-7', '7.0', '', '七', '1'.repeat(21), '7/../8', '7?uid=8']) expect(await ask(typed)).toMatchObject({ outcome: 'malformed' });
    expect(product.requests).toEqual([]);
    expect(await ask(' ０７ ')).toMatchObject({ outcome: 'proven' });
  });

  test('is not asked when the UID was proven before, by signing in at the product', async () => {
    const known = await house.person('白露', 'bailu@example.com');
    await house.prove(known.id, 'product_uid', '55', { issuer: 'app', how: 'oidc_claim' });
    expect(await ask('055', known)).toMatchObject({ outcome: 'proven', how: 'account' });
    expect(product.requests).toEqual([]);
    expect(await ask('55')).toMatchObject({ outcome: 'unknown' });
  });

  test('can be asked by POST, with the fields in a body', async () => {
    await change({ method: 'POST', url: `${product.origin}/match`, body: [{ name: 'uid', value: '{uid}' }, { name: 'email', value: '{email}' }] });
    expect([(await ask('7')).outcome, (await ask('8')).outcome]).toEqual(['proven', 'exists']);
    expect(product.requests[0]).toMatchObject({ method: 'POST', body: '{"uid":"7","email":"qiushi@example.com"}' });
    await change({});
  });
});

describe('a product that looks up', () => {
  test('answers an address that is compared; nothing of it is kept or told', async () => {
    await change(lookingUp());
    expect([(await ask('7')).outcome, (await ask('9')).outcome]).toEqual(['proven', 'unknown']);
    const stranger = await ask('8');
    expect(Object.keys(stranger).toSorted()).toEqual(['at', 'outcome']);
    const tried = given(await house.as(house.operator).tryUidService({ product: 'app', uid: '8', email: 'qiushi@example.com' }));
    expect(tried).toMatchObject({ answer: 'exists', reason: 'not_matched', status: 200, fields: ['/data/uid', '/data/email', '/data/nickname'] });
    expect(JSON.stringify(tried)).not.toMatch(/guyu|谷雨/);
    expect(house.log.join()).not.toMatch(/guyu|谷雨|product-key-1/);
    const { rows } = await house.pool.query<{ text: string }>("select row_to_json(s)::text as text from uid_service s union all select row_to_json(l)::text from admission_limit l union all select row_to_json(e)::text from event e union all select row_to_json(a)::text from audit_entry a");
    expect(rows.map(({ text }) => text).join()).not.toMatch(/guyu|谷雨|product-key-1/);
    await change({});
  });
});

describe('a product that is not well', () => {
  test.each<[Mood, string, RegExp]>([
    ['slow', 'too_slow', /没有回答/], ['down', 'unreachable', /连不上/], ['broken', 'status', /500/], ['lying', 'field_missing', /没有 \/match 这个字段/],
    ['redirecting', 'redirected', /跳转/], ['page', 'not_json', /不是 JSON/], ['endless', 'too_large', /太大/], ['locked', 'status', /403/],
  ])('%s: nothing is learnt, and the operator is told why', async (mood, reason, words) => {
    await change({ absentPath: '/gone', absentValues: ['true'] });
    product.mood = mood;
    expect(await ask('7')).toMatchObject({ outcome: 'could_not_ask' });
    const tried = given(await house.as(house.operator).tryUidService({ product: 'app', uid: '7', email: 'qiushi@example.com' }));
    expect(tried).toMatchObject({ answer: 'could_not_ask', reason });
    expect(tried.explanation).toMatch(words);
    await change({});
  });

  test('that sends elsewhere gets no second request, so that its key goes nowhere', async () => {
    product.mood = 'redirecting';
    product.elsewhere = `${product.origin}/users/7`;
    await ask('7');
    expect(product.requests.length).toBe(1);
  });

  test('that was never set up, or is switched off, sends everybody to a moderator', async () => {
    expect(await house.outside.uid.ask(house.asking(), { product: 'other', uid: '7', applicant: await house.applicant(qiushi) })).toMatchObject({ outcome: 'could_not_ask' });
    await change({ enabled: false });
    expect(await ask('7')).toMatchObject({ outcome: 'could_not_ask' });
    expect(product.requests).toEqual([]);
    await change({});
  });

  test('F5: secrets that were sealed with another key are not replaced by nothing', async () => {
    const work = { ...house.asking(), secrets: createSecrets(new Uint8Array(32).fill(9)) };
    expect(await house.outside.uid.ask(work, { product: 'app', uid: '7', applicant: await house.applicant(qiushi) })).toMatchObject({ outcome: 'could_not_ask' });
    expect(product.requests).toEqual([]);
  });

  test('F1: one inside is not called', async () => {
    const guarded = await outsideGround({ ports: [product.port], guarded: true });
    given(await guarded.as(guarded.operator).putUidService(matching()));
    const tried = given(await guarded.as(guarded.operator).tryUidService({ product: 'app', uid: '7', email: 'qiushi@example.com' }));
    expect(tried).toMatchObject({ answer: 'could_not_ask', reason: 'not_allowed' });
    expect(product.requests).toEqual([]);
    await guarded.close();
  });
});

describe('asking too often', () => {
  test('about one UID leads to a moderator, whoever asks, and never shuts its owner out', async () => {
    for (let index = 0; index < 10; index += 1) await ask('9', { id: (await house.person(`p${index}`, `p${index}@example.com`)).id });
    expect(await ask('9')).toMatchObject({ outcome: 'could_not_ask' });
    expect(await ask('7')).toMatchObject({ outcome: 'proven' });
    house.ground.clock.advance(60 * 60_000);
    expect(await ask('9')).toMatchObject({ outcome: 'unknown' });
  });

  test('by one person leads there too, in parallel as well (D4)', async () => {
    const one = await house.person('好奇', 'curious@example.com');
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => ask(String(1000 + index), one)));
    expect(answers.filter(({ outcome }) => outcome !== 'could_not_ask').length).toBe(20);
  });
});

describe('how a product is asked', () => {
  test('C8: the secret is never answered, and stays when it is left out', async () => {
    const changed = given(await house.as(house.operator).putUidService({ ...matching(), secretHeaders: [{ name: 'X-Product-Key' }], revision: await current() }));
    expect(changed.secretHeaders).toEqual([{ name: 'X-Product-Key' }]);
    expect(await ask('7')).toMatchObject({ outcome: 'proven' });
  });

  test('a secret goes to no other place than the one it was given for', async () => {
    const moved = { ...matching(), url: `http://127.0.0.2:${product.port}/match?uid={uid}&email={email}`, secretHeaders: [{ name: 'X-Product-Key' }], revision: await current() };
    expect(await house.as(house.operator).putUidService(moved)).toMatchObject({ ok: false, refusal: { code: 'invalid_input', fields: [{ path: 'secretHeaders.0.value', code: 'required' }] } });
  });

  test.each<[object, string]>([
    [{ url: 'https://p.example/match' }, 'template_email'], [{ url: 'https://p.example/{email}' }, 'template_uid'], [{ url: 'https://{uid}.p.example/{email}' }, 'template_place'], [{ matchPath: undefined }, 'required'],
    [{ mode: 'look_up' }, 'required'], [{ matchPath: 'match' }, 'pointer_form'], [{ body: [{ name: 'uid', value: '{uid}' }] }, 'body_of_get'], [{ secretHeaders: [{ name: 'X-New' }] }, 'required'],
    [{ headers: [{ name: 'X-A', value: 'a\r\nX-B: b' }] }, 'form'],
  ])('%j is refused with what is wrong', async (settings, code) => {
    const outcome = await house.as(house.operator).putUidService({ ...matching(), ...settings, revision: await current() } as never);
    expect(outcome.ok ? [] : outcome.refusal.fields?.map((field) => field.code)).toContain(code);
  });

  test('is changed by one at a time, deleted and restored, and written down', async () => {
    const revision = await current();
    given(await house.as(house.operator).putUidService({ ...matching(), revision }));
    expect(refused(await house.as(house.operator).putUidService({ ...matching(), revision }))).toBe('stale_revision');
    expect(refused(await house.as(house.operator).putUidService(matching()))).toBe('already_exists');
    given(await house.as(house.operator).deleteUidService({ product: 'app' }));
    expect(await ask('7')).toMatchObject({ outcome: 'could_not_ask' });
    given(await house.as(house.operator).restoreUidService({ product: 'app' }));
    expect(await ask('7')).toMatchObject({ outcome: 'proven' });
    const { rows } = await house.pool.query<{ operation: string }>("select operation from audit_entry where subject_kind = 'uid_service' and at = $1 order by operation", [house.now()]);
    expect(rows.map(({ operation }) => operation)).toEqual(['deleteUidService', 'putUidService', 'restoreUidService']);
  });

  test('a product that the centre does not describe has none', async () => {
    expect(refused(await house.as(house.operator).putUidService({ ...matching(), product: 'nothing' }))).toBe('not_found');
  });
});
