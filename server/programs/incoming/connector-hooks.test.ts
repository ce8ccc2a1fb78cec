import { createHmac, timingSafeEqual } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testGround, type TestGround } from '../../../test/harness/operations.ts';
import { done, refuse } from '../../platform/index.ts';
import { publishEvent } from '../../platform/events/publish.ts';
import { createIncoming, type IncomingRequest } from './http.ts';
import { withConnectorHooks } from './connector-hooks.ts';
import type { IncomingHook } from './hook.ts';

let ground: TestGround;
beforeAll(async () => {
  ground = await testGround();
});
afterAll(() => ground.close());

const secret = 'known to the platform and to us';
const sign = (body: string) => createHmac('sha256', secret).update(body).digest('hex');
let told: string[] = [];
beforeEach(() => {
  told = [];
});

/** A platform that signs in its own way and numbers its messages inside the body. */
const platform: IncomingHook = {
  name: 'some-platform',
  async verify({ headers, body }) {
    const given = Buffer.from(headers['x-platform-signature'] ?? '');
    const right = Buffer.from(sign(body));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return { ok: false, why: given.length === 0 ? 'unsigned' : 'wrong' };
    return { ok: true, message: { id: (JSON.parse(body) as { number: string }).number } };
  },
  async handle(work, _message, body) {
    const { number, kind } = body as { number: string; kind: string };
    if (kind === 'nonsense') return refuse('invalid_input');
    await work.publish({ name: 'hook.received', subject: 'some-platform', data: { type: kind } });
    told.push(number);
    return done({ type: kind });
  },
};

function incoming(hooks: readonly IncomingHook[] = [platform]) {
  const { database, clock, log } = ground;
  return createIncoming({ database, clock, log, find: withConnectorHooks(hooks, async () => undefined), publish: async (tx, event, now) => void (await publishEvent(tx, [], now, event)), wakeRelay: () => undefined });
}
const message = (body: object, signature = sign(JSON.stringify(body)), name = 'some-platform'): IncomingRequest => ({ name, headers: new Headers({ 'x-platform-signature': signature }), body: new TextEncoder().encode(JSON.stringify(body)) });

describe('the hook of a connector', () => {
  test('checks in the platform’s own way, and has one effect however often a message comes', async () => {
    const take = incoming();
    const answers = await Promise.all(Array.from({ length: 10 }, () => take(message({ number: 'a1', kind: 'joined' }))));
    expect(answers.filter((answer) => answer.ok && answer.value.effect)).toHaveLength(1);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(told).toEqual(['a1']);
    const { rows } = await ground.open.pool.query("select message_id, detail from incoming_message where hook = 'some-platform'");
    expect(rows).toEqual([{ message_id: 'a1', detail: { type: 'joined' } }]);
  });

  test('has none when the signature is wrong or missing, and that is counted', async () => {
    const take = incoming();
    expect(await take(message({ number: 'b1', kind: 'joined' }, 'x'.repeat(64)))).toMatchObject({ ok: false, refusal: { code: 'signature_refused' } });
    expect(await take(message({ number: 'b1', kind: 'joined' }, ''))).toMatchObject({ ok: false });
    expect(told).toEqual([]);
    const { rows } = await ground.open.pool.query("select why, count from incoming_refusal where hook = 'some-platform' order by why");
    expect(rows).toEqual([{ why: 'unsigned', count: 1 }, { why: 'wrong', count: 1 }]);
  });

  test('that refuses what a message says takes it when it comes again', async () => {
    const take = incoming();
    expect(await take(message({ number: 'c1', kind: 'nonsense' }))).toMatchObject({ ok: false, refusal: { code: 'invalid_input' } });
    expect(await take(message({ number: 'c1', kind: 'joined' }))).toMatchObject({ ok: true, value: { effect: true } });
  });

  test('answers under its own name only', async () => {
    expect(await incoming()(message({ number: 'd1', kind: 'joined' }, undefined, 'other-platform'))).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });

  test.each(['Some', 'a/b', '', '01a1efb3-e290-7000-b746-f2ac232db1cd', 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'])('cannot be called “%s”', (name) => {
    expect(() => incoming([{ ...platform, name }])).toThrow('cannot be called');
  });

  test('has a name of its own', () => {
    expect(() => incoming([platform, platform])).toThrow('Two incoming hooks');
  });
});
