import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { send, sendJson, startTestServer, type Answer, type TestServer } from '../../test/harness/server.ts';

let centre: TestServer;
let operator = '';
let hook = { id: '', secret: '' };

beforeAll(async () => {
  centre = await startTestServer();
  operator = await centre.operator();
});
afterAll(() => centre.close());
beforeEach(async () => {
  const made = await sendJson(centre, 'POST', '/api/v1/hooks', { name: '监控' }, { cookie: operator });
  const { hook: { id }, secret } = made.json<{ hook: { id: string }; secret: string }>();
  hook = { id, secret };
});

const body = JSON.stringify({ type: 'incident.opened', note: '机房断电，联系 13800000000' });
type Message = { id?: string; at?: Date; secret?: string; text?: string; signedText?: string; name?: string };

function tell({ id = 'msg_1', at = centre.clock.now(), secret = hook.secret, text = body, signedText = text, name = hook.id }: Message = {}): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': new Webhook(secret).sign(id, at, signedText) };
  return send(centre.port, `/hooks/${name}`, { method: 'POST', headers, body: text });
}

const effects = async () => (await centre.open.pool.query<{ data: object }>("select data from event where name = 'hook.received' and subject = $1 order by position", [hook.id])).rows.map(({ data }) => data);
const verdict = (answer: Answer) => ({ status: answer.status, code: answer.json<{ code?: string }>().code });

describe('F2: a message that comes in', () => {
  test('is taken once and publishes its type, nothing that was typed', async () => {
    expect(await tell()).toMatchObject({ status: 200, body: '{"taken":true}' });
    expect(await effects()).toEqual([{ type: 'incident.opened' }]);
    const { rows } = await centre.open.pool.query<{ text: string }>('select t::text as text from incoming_message t union all select t::text from event t');
    expect(rows.filter(({ text }) => text.includes('13800000000'))).toEqual([]);
  });

  test('has one effect when it comes a hundred times, also at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => tell()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await effects()).toHaveLength(1);
  });

  test('comes in any order, each id once', async () => {
    for (const id of ['b', 'a', 'b', 'c', 'a']) await tell({ id });
    expect(await effects()).toHaveLength(3);
  });

  test.each([
    ['changed on the way', (): Message => ({ signedText: body.replace('opened', 'closed') })],
    ['signed with another secret', (): Message => ({ secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` })],
    ['more than five minutes old', (): Message => ({ at: new Date(centre.clock.now().getTime() - 301_000) })],
    ['more than five minutes ahead', (): Message => ({ at: new Date(centre.clock.now().getTime() + 301_000) })],
    ['of another hook', (): Message => ({ name: '01a1efb3-e290-7000-b746-f2ac232db1cd' })],
  ])('that is %s does nothing', async (_word, message) => {
    const answer = await tell(message());
    expect([401, 404]).toContain(answer.status);
    expect(await effects()).toEqual([]);
  });

  test('that is not signed at all, or is no JSON object, does nothing', async () => {
    expect(verdict(await send(centre.port, `/hooks/${hook.id}`, { method: 'POST', body }))).toEqual({ status: 401, code: 'signature_refused' });
    for (const text of ['', '[]', 'null', '{', '"x"']) expect(verdict(await tell({ text }))).toEqual({ status: 400, code: 'unreadable_body' });
    expect(verdict(await tell({ text: '{"type":5}' }))).toEqual({ status: 400, code: 'invalid_input' });
    expect(await effects()).toEqual([]);
  });

  test('that was refused for its content can come again under the same id', async () => {
    await tell({ text: '{"no":"type"}' });
    await tell();
    expect(await effects()).toHaveLength(1);
  });

  test('G1: that is larger than 256 KB is refused', async () => {
    expect(verdict(await tell({ text: JSON.stringify({ type: 'x', padding: 'x'.repeat(300_000) }) }))).toEqual({ status: 413, code: 'body_too_large' });
  });
});

describe('F5: a hook takes nothing', () => {
  test.each([
    ['without a secret', 'update incoming_hook set secret = null'],
    ['with an empty secret', "update incoming_hook set secret = ''"],
    ['with one that cannot be opened', "update incoming_hook set secret = 'v1.AAAA'"],
    ['while it is off', 'update incoming_hook set enabled = false'],
  ])('%s, and outside that looks as if there were none', async (_word, change) => {
    await centre.open.pool.query(change);
    const before = centre.log.length;
    expect(verdict(await tell())).toEqual(verdict(await tell({ name: 'nothing-here' })));
    expect(await effects()).toEqual([]);
    expect(centre.log.slice(before).join().includes('"why":"unset"')).toBe(change.includes('secret'));
  });

  test('after it was deleted; and the earlier secret stops at once when it is changed', async () => {
    const rotated = (await sendJson(centre, 'POST', `/api/v1/hooks/${hook.id}/secret`, {}, { cookie: operator })).json<{ secret: string }>();
    expect((await tell()).status).toBe(401);
    expect((await tell({ secret: rotated.secret })).status).toBe(200);
    await sendJson(centre, 'DELETE', `/api/v1/hooks/${hook.id}`, {}, { cookie: operator });
    expect((await tell({ secret: rotated.secret, id: 'after' })).status).toBe(404);
  });
});

describe('what came to a hook', () => {
  type Listed = { items: { at: string; outcome: string; messageId?: string; type?: string; why?: string; count: number }[]; next?: string };
  const listed = async (query = '') => (await send(centre.port, `/api/v1/hooks/${hook.id}/messages${query}`, { headers: { cookie: operator } })).json<Listed>();

  test('is listed by its id and type, beside what was refused and why, and nothing that was typed', async () => {
    await tell();
    await tell({ signedText: 'another', id: 'msg_2' });
    await tell({ text: '{"type":5}', id: 'msg_3' });
    await tell({ text: '[]', id: 'msg_4' });
    await tell({ at: new Date(centre.clock.now().getTime() - 301_000) });
    await send(centre.port, `/hooks/${hook.id}`, { method: 'POST', body });
    const { items } = await listed();
    expect(items.filter(({ outcome }) => outcome === 'taken')).toEqual([{ at: centre.clock.now().toISOString(), outcome: 'taken', messageId: 'msg_1', type: 'incident.opened', count: 1 }]);
    expect(items.flatMap(({ why }) => why ?? []).toSorted()).toEqual(['invalid', 'unreadable', 'unsigned', 'untimely', 'wrong']);
    expect(await listed('?outcome=refused')).toMatchObject({ items: items.filter(({ outcome }) => outcome === 'refused') });
    expect(JSON.stringify(items)).not.toContain('13800000000');
  });

  test('also tells of what came while it was off or had no secret', async () => {
    await centre.open.pool.query('update incoming_hook set enabled = false where id = $1', [hook.id]);
    await tell();
    await centre.open.pool.query('update incoming_hook set enabled = true, secret = null where id = $1', [hook.id]);
    await tell();
    expect((await listed()).items.map(({ why }) => why).toSorted()).toEqual(['off', 'unset']);
  });

  test('fills one line a minute when it is refused again and again', async () => {
    for (let times = 0; times < 20; times++) await tell({ signedText: 'another' });
    expect((await listed()).items).toMatchObject([{ why: 'wrong', count: 20 }]);
    centre.clock.advance(60_000);
    await tell({ signedText: 'another' });
    expect((await listed()).items).toMatchObject([{ why: 'wrong', count: 1 }, { why: 'wrong', count: 20 }]);
  });

  test('is read page by page, each line once, also what came in the same moment', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await tell({ id });
    await tell({ signedText: 'another' });
    const seen: string[] = [];
    for (let query = '?limit=2', next: string | undefined = ''; next !== undefined; query = `?limit=2&cursor=${next}`) {
      const page = await listed(query);
      seen.push(...page.items.map(({ messageId, why }) => messageId ?? why ?? ''));
      next = page.next;
    }
    expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd', 'wrong']);
    for (const cursor of ['x', Buffer.from('["never","x"]').toString('base64url')]) expect((await send(centre.port, `/api/v1/hooks/${hook.id}/messages?cursor=${cursor}`, { headers: { cookie: operator } })).status).toBe(400);
  });
});

test('an incoming hook is renamed from a revision and listed without its secret', async () => {
  const changed = await sendJson(centre, 'PUT', `/api/v1/hooks/${hook.id}`, { name: '监控二', enabled: true, revision: 1 }, { cookie: operator });
  expect(changed.json<object>()).toMatchObject({ name: '监控二', revision: 2, path: `/hooks/${hook.id}` });
  expect((await sendJson(centre, 'PUT', `/api/v1/hooks/${hook.id}`, { name: 'x', enabled: true, revision: 1 }, { cookie: operator })).status).toBe(409);
  const listed = await send(centre.port, '/api/v1/hooks', { headers: { cookie: operator } });
  expect(listed.body).not.toContain('whsec_');
});
