import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { given, refused } from '../../sign-in/testing/ground.ts';
import { checkProbes } from './probes.ts';
import { askOwedUids } from './owed-uids.ts';
import { outsideGround } from './testing/ground.ts';
import { startProductService, type ProductService } from './testing/product-service.ts';

let product: ProductService;
let house: Awaited<ReturnType<typeof outsideGround>>;

beforeAll(async () => {
  product = await startProductService([]);
  house = await outsideGround({ ports: [product.port] });
  given(await house.as(house.operator).putOutageProbe(probe()));
});
afterAll(async () => {
  await house.close();
  await product.close();
});
beforeEach(async () => {
  product.mood = 'well';
  house.published.length = 0;
  // Each story begins long after the one before, with a product that is well.
  house.ground.clock.advance(24 * 3_600_000);
  await house.pool.query('delete from strike');
  await check();
});

const minute = 60_000;
const probe = () => ({ product: 'app', url: `${product.origin}/health`, timeoutSeconds: 1, revision: 0 });
const check = () => checkProbes(house.parts, house.job());
const minutes = async (count: number) => {
  for (let index = 0; index < count; index += 1) {
    house.ground.clock.advance(minute);
    await check();
  }
};
const inGrace = (at: Date = house.now()) => house.outside.grace.at(house.inside(), { product: 'app', at });
const standing = async () => given(await house.as(house.operator).listOutageProbes({})).items[0];
const windows = async () => given(await house.as(house.operator).listGraceWindows({})).items;
const lifted = async (id: string) => (await house.pool.query<{ lifted_reason: string | null }>('select lifted_reason from strike where id = $1', [id])).rows[0]?.lifted_reason ?? undefined;
const ago = (milliseconds: number) => new Date(house.now().getTime() - milliseconds).toISOString();

describe('an outage that a probe observes [002]', () => {
  test('begins with the first of three failures, and ends after five minutes of answers', async () => {
    product.mood = 'down';
    await minutes(2);
    expect(await inGrace()).toBeUndefined();
    expect((await standing())?.state).toBe('failing');
    await minutes(1);
    const first = ago(2 * minute);
    expect(await inGrace()).toEqual({ id: expect.any(String) as string, kind: 'observed', from: first });
    expect(await inGrace(new Date(first))).toMatchObject({ kind: 'observed', from: first });
    expect(await inGrace(new Date(new Date(first).getTime() - 1))).toBeUndefined();
    product.mood = 'well';
    await minutes(5);
    expect((await standing())?.state).toBe('recovering');
    expect(await inGrace()).toBeDefined();
    await minutes(1);
    expect(await inGrace()).toBeUndefined();
    expect((await standing())?.state).toBe('up');
    // Who applied while it lasted keeps that, however late it is decided.
    expect(await inGrace(new Date(first))).toMatchObject({ kind: 'observed', until: house.now().toISOString() });
    expect(house.published.filter((event) => event.startsWith('grace.')).map((event) => event.split(' ')[0])).toEqual(['grace.began', 'grace.ended']);
  });

  test('is one, however many programs look at the same time', async () => {
    const before = (await windows()).length;
    product.mood = 'down';
    for (let index = 0; index < 4; index += 1) {
      house.ground.clock.advance(minute);
      await Promise.all([check(), check(), check()]);
    }
    expect((await windows()).length).toBe(before + 1);
    product.mood = 'well';
    await minutes(6);
  });

  test.each(['slow', 'broken', 'locked'] as const)('a product that is %s does not work', async (mood) => {
    product.mood = mood;
    await minutes(3);
    expect((await standing())?.state).toBe('down');
    product.mood = 'well';
    await minutes(6);
  });

  test('lifts what was counted since it began and before it was noticed, and tells whom it concerned', async () => {
    const [early, late, elsewhere] = [await house.person('秋实', `a${house.now().getTime()}@example.com`), await house.person('谷雨', `b${house.now().getTime()}@example.com`), await house.person('小满')];
    const before = await house.strike(early);
    product.mood = 'down';
    await minutes(1);
    const during = await house.strike(late);
    const other = await house.strike(elsewhere, { fleet: 'cafe' });
    await minutes(2);
    expect([await lifted(before.id), await lifted(during.id), await lifted(other.id)]).toEqual([undefined, expect.stringMatching(/^grace:/), undefined]);
    expect((await windows())[0]).toMatchObject({ kind: 'observed', liftedStrikes: 1 });
    const mail = (await house.mails()).at(-1);
    expect(mail).toMatchObject({ kind: 'admission.lifted', recipient: `b${house.now().getTime() - 3 * minute}@example.com` });
    expect(mail?.text).toMatch(/不再计次[^]*\/applications\/status\?token=[\w-]{43}/);
    const { rows } = await house.pool.query<{ actor_kind: string }>("select actor_kind from audit_entry where subject_kind = 'strike' and subject_key = $1", [during.id]);
    expect(rows).toEqual([{ actor_kind: 'system' }]);
    product.mood = 'well';
    await minutes(6);
  });

  test('H3: ends by itself when nobody looks any more, and after seven days at the latest', async () => {
    product.mood = 'down';
    await minutes(3);
    house.ground.clock.advance(14 * minute);
    expect(await inGrace()).toBeDefined();
    house.ground.clock.advance(2 * minute);
    expect(await inGrace()).toBeUndefined();
    await minutes(3);
    expect(await inGrace()).toBeDefined();
    // It has been failing for seven days but a few minutes, and goes on.
    const begun = new Date(house.now().getTime() - (7 * 24 * 60 - 3) * minute);
    await house.pool.query('update outage_window set from_at = $1 where until_at is null', [begun]);
    await minutes(2);
    expect(await inGrace()).toBeDefined();
    await minutes(3);
    expect((await windows())[0]).toMatchObject({ from: begun.toISOString(), endsBy: new Date(begun.getTime() + 7 * 24 * 60 * minute).toISOString() });
    expect(await inGrace()).toBeUndefined();
    product.mood = 'well';
    await minutes(7);
  });

  test('is over when its probe is changed or deleted', async () => {
    product.mood = 'down';
    await minutes(3);
    given(await house.as(house.operator).putOutageProbe({ ...probe(), enabled: false, revision: (await standing())?.revision ?? 0 }));
    expect(await inGrace()).toBeUndefined();
    await minutes(3);
    expect((await standing())?.state).toBe('off');
    given(await house.as(house.operator).putOutageProbe({ ...probe(), revision: (await standing())?.revision ?? 0 }));
    await minutes(3);
    expect(await inGrace()).toBeDefined();
    given(await house.as(house.operator).deleteOutageProbe({ product: 'app' }));
    expect(await inGrace()).toBeUndefined();
    given(await house.as(house.operator).restoreOutageProbe({ product: 'app' }));
    expect((await standing())?.state).toBe('waiting');
  });

  test('F1: an address inside is never looked at, and counts as down', async () => {
    const guarded = await outsideGround({ ports: [product.port], guarded: true });
    given(await guarded.as(guarded.operator).putOutageProbe(probe()));
    product.requests.length = 0;
    await checkProbes(guarded.parts, guarded.job());
    expect(product.requests).toEqual([]);
    expect(given(await guarded.as(guarded.operator).listOutageProbes({})).items[0]).toMatchObject({ state: 'failing', lastReason: 'destination_forbidden' });
    await guarded.close();
  });
});

describe('an outage that an operator declares', () => {
  const declare = (from: string, until: string, note = '机房断电') => house.as(house.operator).declareGrace({ product: 'app', from, until, note });

  test('may have begun before, lifts what was counted in it, and stands in the history', async () => {
    const person = await house.person('寒露', `c${house.now().getTime()}@example.com`);
    const counted = await house.strike(person, { submittedAt: new Date(house.now().getTime() - 3_600_000) });
    const window = given(await declare(ago(2 * 3_600_000), ago(-3_600_000)));
    expect(window).toMatchObject({ kind: 'declared', liftedStrikes: 1, note: '机房断电', by: { name: '春华' } });
    expect(window.until).toBeUndefined();
    expect(await lifted(counted.id)).toBe(`grace:${window.id}`);
    const { rows } = await house.pool.query<{ operation: string; actor_name: string }>("select operation, actor_name from audit_entry where subject_kind = 'grace_window' and subject_key = $1", [window.id]);
    expect(rows).toEqual([{ operation: 'declareGrace', actor_name: '春华' }]);
  });

  test('ends by itself at the time that was given, and earlier by hand', async () => {
    const window = given(await declare(ago(0), ago(-2 * 3_600_000)));
    house.ground.clock.advance(2 * 3_600_000 - 1);
    expect(await inGrace()).toMatchObject({ id: window.id });
    house.ground.clock.advance(1);
    expect(await inGrace()).toBeUndefined();
    const shorter = given(await declare(ago(0), ago(-2 * 3_600_000)));
    house.ground.clock.advance(minute);
    expect(given(await house.as(house.operator).endGrace({ id: shorter.id })).until).toBe(house.now().toISOString());
    expect(await inGrace()).toBeUndefined();
    expect(given(await house.as(house.operator).endGrace({ id: shorter.id })).until).toBe(house.now().toISOString());
  });

  test('goes on when its end is taken back at once, and not once members were asked for what they owe', async () => {
    const operator = house.as(house.operator);
    const window = given(await declare(ago(0), ago(-2 * 3_600_000)));
    house.ground.clock.advance(minute);
    given(await operator.endGrace({ id: window.id }));
    house.ground.clock.advance(5000);
    expect(await inGrace()).toBeUndefined();
    expect(given(await operator.resumeGrace({ id: window.id })).until).toBeUndefined();
    expect(await inGrace()).toMatchObject({ id: window.id });
    given(await operator.endGrace({ id: window.id }));
    house.ground.clock.advance(16_000);
    expect(refused(await operator.resumeGrace({ id: window.id }))).toBe('too_late');
    const asked = given(await declare(ago(0), ago(-2 * 3_600_000)));
    house.ground.clock.advance(minute);
    given(await operator.endGrace({ id: asked.id }));
    await house.pool.query('update outage_window set uids_asked_at = $1 where id = $2', [house.now(), asked.id]);
    expect(refused(await operator.resumeGrace({ id: asked.id }))).toBe('too_late');
  });

  test('declared for later that is called off never was', async () => {
    const window = given(await declare(ago(-3_600_000), ago(-7_200_000)));
    given(await house.as(house.operator).endGrace({ id: window.id }));
    house.ground.clock.advance(5_400_000);
    expect(await inGrace()).toBeUndefined();
  });

  test.each<[string, () => [string, string], string]>([
    ['eight days ago', () => [ago(8 * 86_400_000), ago(0)], 'grace_too_far_back'],
    ['longer than seven days', () => [ago(0), ago(-8 * 86_400_000)], 'grace_too_long'],
    ['ending before it begins', () => [ago(0), ago(1000)], 'until_before_from'],
    ['in two days', () => [ago(-2 * 86_400_000), ago(-3 * 86_400_000)], 'grace_too_far_ahead'],
  ])('%s is refused, and changes nothing', async (_name, times, code) => {
    const before = (await windows()).length;
    expect(await declare(...times())).toMatchObject({ ok: false, refusal: { code: 'invalid_input', fields: [{ code }] } });
    expect((await windows()).length).toBe(before);
  });

  test('of a product that is none is refused', async () => {
    expect(await house.as(house.operator).declareGrace({ product: 'none', from: ago(0), until: ago(-1000), note: 'x' })).toMatchObject({ refusal: { fields: [{ path: 'product', code: 'unknown_product' }] } });
  });

  test('H3: is declared by nobody else', async () => {
    const moderator = house.actorOf(house.operator.id, '小暑', 'moderator');
    expect(refused(await house.as(moderator).declareGrace({ product: 'app', from: ago(0), until: ago(-1000), note: 'x' }))).toBe('not_found');
    expect(refused(await house.as(house.anonymous).declareGrace({ product: 'app', from: ago(0), until: ago(-1000), note: 'x' }))).toBe('sign_in_required');
    expect(await inGrace()).toBeUndefined();
  });
});

describe('a UID that was left out', () => {
  test.each([
    ['after the window was over', true],
    ['without a window, since the applicant said that the product could not be reached', false],
  ])('is asked for once of who was let in %s, when the approval can be undone no more', async (_when, hasWindow) => {
    const window = hasWindow ? given(await house.as(house.operator).declareGrace({ product: 'app', from: ago(0), until: ago(-60_000), note: '机房断电' })).id : undefined;
    house.ground.clock.advance(120_000);
    await askOwedUids(house.parts, house.job());
    const at = house.now().getTime();
    const late = await house.person('秋实', `late${at}@example.com`);
    await house.application(late, { state: 'joined', owedUntil: new Date(at + 14 * 86_400_000), ...(window === undefined ? {} : { grace: window }) });
    const told = async () => (await house.mails()).filter(({ kind, recipient }) => kind === 'admission.uid_owed' && recipient === `late${at}@example.com`);
    await askOwedUids(house.parts, house.job());
    expect(await told(), 'it can still be undone').toEqual([]);
    house.ground.clock.advance(11_000);
    await Promise.all([askOwedUids(house.parts, house.job()), askOwedUids(house.parts, house.job())]);
    await askOwedUids(house.parts, house.job());
    expect(await told()).toHaveLength(1);
  });

  test('has its whole time from the day on which it is asked for', async () => {
    const window = given(await house.as(house.operator).declareGrace({ product: 'app', from: ago(0), until: ago(-5 * 86_400_000), note: '机房断电' }));
    const early = await house.person('谷雨', `early${house.now().getTime()}@example.com`);
    const id = await house.application(early, { state: 'joined', grace: window.id, owedUntil: new Date(house.now().getTime() + 14 * 86_400_000) });
    house.ground.clock.advance(5 * 86_400_000);
    await askOwedUids(house.parts, house.job());
    const { rows } = await house.pool.query<{ until: Date }>('select uid_owed_until as until from application where id = $1', [id]);
    expect(rows[0]?.until).toEqual(new Date(house.now().getTime() + 14 * 86_400_000));
  });

  test('is asked for once when the window is over, of who is in', async () => {
    const window = given(await house.as(house.operator).declareGrace({ product: 'app', from: ago(0), until: ago(-3_600_000), note: '机房断电' }));
    const at = house.now().getTime();
    const owedUntil = new Date(at + 14 * 86_400_000);
    const [owes, given_, left] = [await house.person('秋实', `d${at}@example.com`), await house.person('谷雨', `e${at}@example.com`), await house.person('小满', `f${at}@example.com`)];
    const owed = await house.application(owes, { state: 'joined', grace: window.id, owedUntil });
    await house.application(given_, { state: 'joined', grace: window.id });
    await house.application(left, { state: 'withdrawn', grace: window.id, owedUntil });
    expect((await windows()).find(({ id }) => id === window.id)?.owed).toBe(1);
    const written = (await house.mails()).length;
    await askOwedUids(house.parts, house.job());
    expect((await house.mails()).length).toBe(written);
    house.ground.clock.advance(3_600_000);
    await Promise.all([askOwedUids(house.parts, house.job()), askOwedUids(house.parts, house.job())]);
    await askOwedUids(house.parts, house.job());
    const mails = (await house.mails()).slice(written);
    expect(mails.map(({ kind, recipient }) => ({ kind, recipient }))).toEqual([{ kind: 'admission.uid_owed', recipient: `d${at}@example.com` }]);
    expect(mails[0]?.text).toContain(new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'Asia/Shanghai' }).format(new Date(house.now().getTime() + 14 * 86_400_000)));
    expect((await house.pool.query('select from uid_request where application_id = $1', [owed])).rowCount).toBe(1);
    expect(house.published.filter((event) => event === `grace.ended ${window.id}`).length).toBe(1);
  });
});
