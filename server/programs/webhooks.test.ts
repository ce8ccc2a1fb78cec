import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../platform/index.ts';
import { send, sendJson, startTestServer, type TestServer } from '../../test/harness/server.ts';
import { allowingReceivers, startReceiver, type Receiver } from './testing/receiver.ts';

let centre: TestServer;
let by: { authorization: string } = { authorization: '' };
let receiver: Receiver;
let other: Receiver;
let slow: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
  other = await startReceiver();
  slow = await startReceiver();
  centre = await startTestServer({ environment: allowingReceivers(receiver, other, slow) });
  // A key lives through the days that these tests let pass.
  const made = await sendJson(centre, 'POST', '/api/v1/keys', { name: '测试', permissions: ['webhooks.manage', 'centre.edit', 'audit.read', 'keys.own', 'keys.manage'], days: 366 }, { cookie: await centre.operator() });
  by = { authorization: `Bearer ${made.json<{ token: string }>().token}` };
});
afterAll(async () => {
  await centre.close();
  await receiver.close();
  await other.close();
});
afterEach(async () => {
  await centre.open.pool.query('delete from webhook_endpoint');
  for (const one of [receiver, other]) {
    one.heard.length = 0;
    one.answer = () => ({ status: 204 });
  }
  centre.clock.advance(3600_000);
});

type Made = { webhook: { id: string; revision: number }; secret: string };
const call = (method: string, path: string, body: object = {}) => sendJson(centre, method, `/api/v1${path}`, body, by);
const read = async <Value>(path: string) => (await send(centre.port, `/api/v1${path}`, { headers: by })).json<Value>();

async function newWebhook(events: string[] = ['proposal.submitted', 'proposal.resolved'], address = receiver.address): Promise<Made> {
  const answer = await call('POST', '/webhooks', { address, events, description: '工单系统' });
  expect(answer.status).toBe(200);
  return answer.json<Made>();
}

async function propose(text: string): Promise<string> {
  centre.clock.advance(700_000);
  return (await call('POST', '/proposals', { kind: 'missing', text })).json<{ id: string }>().id;
}

/** Everything that is published has been written down, and everything that may be sent now was tried. */
async function settle(): Promise<void> {
  await expect.poll(async () => (await centre.open.pool.query("select 1 from outbox where subscriber = 'webhooks'")).rowCount).toBe(0);
  await centre.app.webhooks.settled();
}

const deliveries = async (id: string) => (await read<{ items: { id: string; event: string; eventId: string; subject: string; state: string; attempts: number; nextAttemptAt?: string; lastStatus?: number; lastProblem?: string }[] }>(`/webhooks/${id}/deliveries`)).items;

describe('a message', () => {
  test('is signed as Standard Webhooks asks, thin, and says nothing that was typed', async () => {
    const { secret } = await newWebhook();
    const id = await propose('电话 13800000000 打不通');
    await settle();
    expect(receiver.heard).toHaveLength(1);
    const [{ headers, body }] = receiver.heard as [Receiver['heard'][0]];
    expect(JSON.parse(body)).toEqual({ type: 'proposal.submitted', timestamp: centre.clock.now().toISOString(), subject: { kind: 'proposal', id }, data: {} });
    expect(body).not.toContain('13800000000');
    const { rows } = await centre.open.pool.query<{ id: string }>("select id from event where name = 'proposal.submitted' and subject = $1", [id]);
    expect(headers['webhook-id']).toBe(rows[0]?.id);
    expect(headers['webhook-timestamp']).toBe(String(Math.floor(centre.clock.now().getTime() / 1000)));
    // The library looks at the clock on the wall; the test’s clock stands elsewhere.
    const verifier = new Webhook(secret);
    expect(headers['webhook-signature']).toBe(verifier.sign(String(headers['webhook-id']), centre.clock.now(), body));
  });

  test('goes only to who chose the event, and to all who chose every event', async () => {
    await newWebhook(['key.created']);
    await newWebhook(['*'], other.address);
    await propose('谁听到');
    await settle();
    expect([receiver.heard.length, other.heard.length]).toEqual([0, 1]);
  });

  test('comes again with the same id and the same bytes until it is taken, later and later', async () => {
    const { webhook } = await newWebhook();
    receiver.answer = () => ({ status: 500, body: '内部错误 <b>' });
    await propose('再来');
    await settle();
    const [first] = await deliveries(webhook.id);
    expect(first).toMatchObject({ state: 'waiting', attempts: 1, lastStatus: 500 });
    expect(new Date(first?.nextAttemptAt ?? 0).getTime() - centre.clock.now().getTime()).toBeGreaterThanOrEqual(4_500);
    centre.clock.advance(6_000);
    receiver.answer = () => ({ status: 200 });
    centre.app.webhooks.wake();
    await settle();
    expect(receiver.heard).toHaveLength(2);
    expect(new Set(receiver.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.heard.map(({ body }) => body)).size).toBe(1);
    const detail = await read<{ state: string; tries: { status: number; answer: string }[] }>(`/webhooks/${webhook.id}/deliveries/${first?.id}`);
    expect(detail).toMatchObject({ state: 'delivered', tries: [{ status: 200, answer: '' }, { status: 500, answer: '内部错误 <b>' }] });
  });

  test('about one subject waits for the one before; other subjects go on', async () => {
    await newWebhook();
    const first = await propose('第一');
    await settle();
    receiver.heard.length = 0;
    receiver.answer = ({ body }) => ({ status: body.includes(first) && body.includes('resolved') ? 500 : 204 });
    await call('POST', `/proposals/${first}/resolve`, { status: 'done' });
    await settle();
    await call('POST', `/proposals/${first}/resolve`, { status: 'open' });
    const second = await propose('第二');
    await settle();
    expect(receiver.heard.map(({ body }) => (JSON.parse(body) as { subject: { id: string }; data: object })).map(({ subject, data }) => [subject.id === first ? 'first' : subject.id === second, data])).toContainEqual([true, {}]);
    expect(receiver.heard.filter(({ body }) => body.includes('"open"'))).toEqual([]);
    receiver.answer = () => ({ status: 204 });
    centre.clock.advance(20 * 60_000);
    centre.app.webhooks.wake();
    await settle();
    const resolved = receiver.heard.map(({ body }) => JSON.parse(body) as { type: string; data: { status?: string } }).filter(({ type }) => type === 'proposal.resolved').map(({ data }) => data.status);
    expect(resolved.at(-1)).toBe('open');
    expect(resolved.slice(0, -1).every((status) => status === 'done')).toBe(true);
  });

  test('that arrived is noted while somebody changes its receiver and what waits for it', async () => {
    const { webhook } = await newWebhook(['proposal.submitted']);
    const holder = await centre.open.pool.connect();
    try {
      // As the operations that switch a receiver on or give up what waits for it: the receiver first, its deliveries then.
      await holder.query('begin');
      await holder.query('select from webhook_endpoint where id = $1 for no key update', [webhook.id]);
      await propose('正在改');
      await expect.poll(() => receiver.heard.length).toBe(1);
      await expect.poll(async () => (await centre.open.pool.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).rowCount).toBe(1);
      await holder.query('update webhook_delivery set next_attempt_at = next_attempt_at where endpoint_id = $1', [webhook.id]);
      await holder.query('commit');
    } finally {
      holder.release();
    }
    await settle();
    expect(await deliveries(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    expect(receiver.heard).toHaveLength(1);
  });

  test('to a receiver that does not answer delays nobody else', async () => {
    const { webhook } = await newWebhook(['proposal.submitted'], slow.address);
    await newWebhook(['proposal.submitted']);
    slow.answer = () => 'silence';
    for (let count = 0; count < 6; count += 1) await propose(`第 ${count}`);
    // The clock leaps while messages are under way, so that one may come twice; its id says so.
    await expect.poll(() => new Set(receiver.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(6);
    // All that while, what was sent to the silent one was still waited for.
    await expect.poll(() => slow.heard.length).toBeGreaterThan(0);
    expect((await deliveries(webhook.id)).filter(({ lastProblem }) => lastProblem !== undefined)).toEqual([]);
    await slow.close();
  });
});

describe('F1: a webhook leads nowhere inside', () => {
  test.each(['http://10.0.0.1/', 'http://169.254.169.254/latest/meta-data', 'http://[::1]/', 'http://0x7f.1/', 'http://localhost:22/', 'http://192.168.1.1/'])('%s is never connected to', async (address) => {
    const made = await call('POST', '/webhooks', { address, events: ['*'] });
    if (made.status === 400) return;
    const { webhook } = made.json<Made>();
    await call('POST', `/webhooks/${webhook.id}/test`);
    await centre.app.webhooks.settled();
    const [delivery] = await deliveries(webhook.id);
    expect(delivery?.lastStatus).toBeUndefined();
    expect(['destination_forbidden', 'host_spelling', 'port_forbidden']).toContain(delivery?.lastProblem);
  });

  test('a redirect is an answer, not a way', async () => {
    const { webhook } = await newWebhook();
    receiver.answer = () => ({ status: 302, headers: { location: other.address } });
    await call('POST', `/webhooks/${webhook.id}/test`);
    await centre.app.webhooks.settled();
    expect(await deliveries(webhook.id)).toMatchObject([{ state: 'waiting', lastStatus: 302 }]);
    expect(other.heard).toEqual([]);
  });

  test('an address with a password in it is refused', async () => {
    expect((await call('POST', '/webhooks', { address: 'https://a:b@example.com/', events: ['*'] })).json<object>()).toMatchObject({ status: 400, fields: [{ path: 'address', code: 'no_credentials' }] });
  });
});

describe('a receiver that fails', () => {
  test('for five days is switched off, which is an event, and what it missed can be sent again', async () => {
    const { webhook } = await newWebhook(['proposal.submitted']);
    await newWebhook(['webhook.switched_off'], other.address);
    receiver.answer = () => ({ status: 503 });
    await propose('失败一');
    await settle();
    centre.clock.advance(5 * 24 * 3600_000);
    centre.app.webhooks.wake();
    await settle();
    await settle();
    const off = await read<{ enabled: boolean; revision: number; switchedOff: { because: string } }>(`/webhooks/${webhook.id}`);
    expect(off).toMatchObject({ enabled: false, switchedOff: { because: 'failing' } });
    expect(other.heard.map(({ body }) => JSON.parse(body) as object)).toMatchObject([{ type: 'webhook.switched_off', subject: { kind: 'webhook', id: webhook.id }, data: { because: 'failing' } }]);
    const missed = await propose('关闭期间');
    await settle();
    receiver.heard.length = 0;
    receiver.answer = () => ({ status: 204 });
    expect((await call('POST', `/webhooks/${webhook.id}/test`)).json<object>()).toMatchObject({ status: 409, code: 'webhook_off' });
    await call('PUT', `/webhooks/${webhook.id}`, { address: receiver.address, events: ['proposal.submitted'], enabled: true, revision: off.revision });
    expect((await call('POST', `/webhooks/${webhook.id}/replay`, { since: new Date(centre.clock.now().getTime() - 30 * 24 * 3600_000).toISOString() })).json<object>()).toEqual({ queued: 1, more: false });
    await settle();
    expect(receiver.heard.map(({ body }) => (JSON.parse(body) as { subject: { id: string } }).subject.id)).toContain(missed);
    expect(receiver.heard).toHaveLength(2);
    expect(await read<object>(`/webhooks/${webhook.id}`)).toMatchObject({ enabled: true, waiting: 0 });
  });

  test('with 410 is switched off at once', async () => {
    const { webhook } = await newWebhook();
    receiver.answer = () => ({ status: 410 });
    await propose('走了');
    await settle();
    expect(await read<object>(`/webhooks/${webhook.id}`)).toMatchObject({ enabled: false, switchedOff: { because: 'gone' } });
  });

  test('is given up for one message after some days, and the message can be sent again with the same id', async () => {
    const { webhook } = await newWebhook();
    receiver.answer = () => ({ status: 400 });
    await propose('放弃');
    await settle();
    for (let count = 0; count < 16; count += 1) {
      centre.clock.advance(14 * 3600_000);
      await centre.open.pool.query('update webhook_endpoint set failing_since = $1', [centre.clock.now()]);
      centre.app.webhooks.wake();
      await settle();
    }
    const [delivery] = await deliveries(webhook.id);
    expect(delivery).toMatchObject({ state: 'failed', attempts: 15 });
    receiver.answer = () => ({ status: 204 });
    await call('POST', `/webhooks/${webhook.id}/deliveries/${delivery?.id}/replay`);
    await settle();
    expect(await deliveries(webhook.id)).toMatchObject([{ state: 'delivered', eventId: delivery?.eventId }]);
    expect(new Set(receiver.heard.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery?.eventId]));
  });
});

describe('the secret', () => {
  test('is rotated with a day in which both count, and never shown again', async () => {
    const { webhook, secret } = await newWebhook();
    const rotated = (await call('POST', `/webhooks/${webhook.id}/secret`)).json<Made>();
    await propose('两把钥匙');
    await settle();
    const [{ headers, body }] = receiver.heard as [Receiver['heard'][0]];
    const expected = [rotated.secret, secret].map((one) => new Webhook(one).sign(String(headers['webhook-id']), centre.clock.now(), body));
    expect(headers['webhook-signature']).toBe(expected.join(' '));
    centre.clock.advance(24 * 3600_000);
    await propose('一把钥匙');
    await settle();
    expect(String(receiver.heard[1]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
    for (const path of ['/webhooks', `/webhooks/${webhook.id}`, `/webhooks/${webhook.id}/deliveries`, '/audit']) expect(JSON.stringify(await read(path))).not.toMatch(/whsec_/);
  });

  test('C8: neither keys nor secrets are in the database, the log or an answer in the open', async () => {
    const { webhook, secret } = await newWebhook(['*']);
    const token = by.authorization.slice('Bearer '.length);
    await call('POST', `/webhooks/${webhook.id}/test`);
    await settle();
    const canaries = [secret.slice(6), token.slice(8)];
    const { rows: tables } = await centre.open.pool.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'");
    for (const { name } of tables) {
      const { rows } = await centre.open.pool.query<{ text: string }>(`select t::text as text from "${name}" t`);
      expect({ name, found: rows.filter(({ text }) => canaries.some((canary) => text.includes(canary))).length }).toEqual({ name, found: 0 });
    }
    for (const operation of (Object.values(centre.app.operations) as Operation[]).filter(({ method, pagesOnly }) => method === 'get' && pagesOnly !== true)) {
      const { body } = await send(centre.port, `/api/v1${operation.path.replace(/\{id\}/g, webhook.id).replace(/\{\w+\}/g, 'standard')}`, { headers: by });
      expect({ operation: operation.name, found: canaries.some((canary) => body.includes(canary)) }).toEqual({ operation: operation.name, found: false });
    }
    expect(canaries.filter((canary) => centre.log.join('\n').includes(canary))).toEqual([]);
  });

  test('F5: without it nothing is sent, rather than unsigned', async () => {
    const { webhook } = await newWebhook();
    await centre.open.pool.query("update webhook_endpoint set secret = 'v1.AAAA'");
    await propose('没有签名');
    await settle();
    expect(receiver.heard).toEqual([]);
    expect(await deliveries(webhook.id)).toMatchObject([{ state: 'waiting', lastProblem: 'secret_unreadable' }]);
  });
});

describe('a webhook', () => {
  test('is changed from a revision, by field or by If-Match, deleted and brought back', async () => {
    const { webhook } = await newWebhook();
    const got = await send(centre.port, `/api/v1/webhooks/${webhook.id}`, { headers: by });
    const { etag = '' } = got.headers;
    expect(etag).toMatch(/^"1-[A-Za-z0-9_-]{16}"$/);
    const same = await send(centre.port, `/api/v1/webhooks/${webhook.id}`, { headers: { ...by, 'if-none-match': etag } });
    expect([same.status, same.body]).toEqual([304, '']);
    const change = { address: receiver.address, events: ['key.created'] };
    const put = (headers: Record<string, string>, body: object = change) => sendJson(centre, 'PUT', `/api/v1/webhooks/${webhook.id}`, body, { ...by, ...headers });
    const changed = await put({ 'if-match': etag });
    expect(changed.json<object>()).toMatchObject({ events: ['key.created'], revision: 2 });
    expect(await put({ 'if-match': etag })).toMatchObject({ status: 412 });
    expect((await put({ 'if-match': etag })).json<object>()).toMatchObject({ code: 'precondition_failed' });
    expect((await put({}, { ...change, revision: 1 })).json<object>()).toMatchObject({ status: 409, code: 'stale_revision' });
    expect((await put({ 'if-match': 'W/"2"' })).status).toBe(412);
    expect((await put({ 'if-match': '"2"' }, { ...change, revision: 1 })).status).toBe(400);
    expect((await put({ 'if-match': String(changed.headers.etag) })).status).toBe(200);
    expect((await sendJson(centre, 'DELETE', `/api/v1/webhooks/${webhook.id}`, {}, { ...by, 'if-match': '"3"' })).json<object>()).toMatchObject({ status: 400, fields: [{ path: 'If-Match' }] });
    expect((await call('DELETE', `/webhooks/${webhook.id}`)).json<object>()).toHaveProperty('deletedAt');
    expect((await read<{ items: object[] }>('/webhooks')).items).toEqual([]);
    expect((await call('POST', `/webhooks/${webhook.id}/restore`)).json<object>()).not.toHaveProperty('deletedAt');
  });

  test('G1: there are at most 50', async () => {
    await centre.open.pool.query("insert into webhook_endpoint (id, address, description, events, enabled, secret, created_at) select gen_random_uuid(), 'https://example.com', '', '{*}', false, 'x', now() from generate_series(1, 50)");
    expect((await call('POST', '/webhooks', { address: receiver.address, events: ['*'] })).json<object>()).toMatchObject({ status: 409, code: 'section_full' });
  });

  test('knows no event that nobody publishes', async () => {
    expect((await call('POST', '/webhooks', { address: receiver.address, events: ['proposal.submited'] })).json<object>()).toMatchObject({ status: 400, fields: [{ path: 'events[1]', code: 'not_one_of_similar' }] });
  });
});
