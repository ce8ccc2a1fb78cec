import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { send, sendJson, startTestServer, type TestServer } from '../../test/harness/server.ts';
import { readWebhookCounts } from './index.ts';
import { programsRetention } from './retention.ts';
import { allowingReceivers, startReceiver, type Receiver } from './testing/receiver.ts';

let centre: TestServer;
let receiver: Receiver;
let cookie = '';
let webhook: { id: string; revision: number } = { id: '', revision: 0 };
beforeAll(async () => {
  receiver = await startReceiver();
  centre = await startTestServer({ environment: allowingReceivers(receiver) });
  cookie = await centre.operator();
});
afterAll(async () => {
  await centre.close();
  await receiver.close();
});

const call = (method: string, at: string, body: object = {}) => sendJson(centre, method, `/api/v1${at}`, body, { cookie });
const read = async <Value>(at: string) => (await send(centre.port, `/api/v1${at}`, { headers: { cookie } })).json<Value>();
const change = (fields: object) => call('PUT', `/webhooks/${webhook.id}`, { address: receiver.address, events: ['proposal.submitted'], revision: webhook.revision, ...fields });
const day = 24 * 3600_000;
const ago = (days: number) => new Date(centre.clock.now().getTime() - days * day);

/** A message that has waited for so many days. */
const waits = (days: number) =>
  centre.open.pool.query("insert into webhook_delivery (id, endpoint_id, event_id, event, subject, position, body, state, next_attempt_at, created_at) values (gen_random_uuid(), $1, gen_random_uuid(), 'proposal.submitted', $3, 1, $3, 'waiting', $2, $2)", [webhook.id, ago(days), `${days} days`]);

/** A webhook that was switched off while messages waited. */
beforeEach(async () => {
  await centre.open.pool.query('delete from webhook_endpoint');
  receiver.heard.length = 0;
  const made = await call('POST', '/webhooks', { address: receiver.address, events: ['proposal.submitted'] });
  ({ webhook } = made.json<{ webhook: typeof webhook }>());
  webhook = (await change({ enabled: false })).json<typeof webhook>();
  for (const days of [1, 40]) await waits(days);
});

describe('what waits for a webhook that is off', () => {
  test('goes out when it is switched on, unless the operator gives it up; then it can still be sent again', async () => {
    expect((await change({ enabled: true, dropWaiting: true })).json<object>()).toMatchObject({ enabled: true, waiting: 0, failed: 2 });
    await centre.app.webhooks.settled();
    expect(receiver.heard).toEqual([]);
    const { rows } = await centre.open.pool.query("select after ->> 'dropped' as dropped from audit_entry where subject_key = $1 order by id desc limit 1", [webhook.id]);
    expect(rows).toEqual([{ dropped: '2' }]);
    expect((await call('POST', `/webhooks/${webhook.id}/replay`, { since: ago(2).toISOString() })).status).toBe(200);
    const { items } = await read<{ items: { id: string; state: string }[] }>(`/webhooks/${webhook.id}/deliveries?state=failed`);
    for (const { id } of items) await call('POST', `/webhooks/${webhook.id}/deliveries/${id}/replay`);
    await centre.app.webhooks.settled();
    expect(receiver.heard.map(({ body }) => body).toSorted()).toEqual(['1 days', '40 days']);
  });

  test('goes out when nothing is said; a webhook that is on already keeps what waits', async () => {
    webhook = (await change({ enabled: true })).json<typeof webhook>();
    await centre.app.webhooks.settled();
    expect(receiver.heard).toHaveLength(2);
    receiver.answer = () => ({ status: 500 });
    await waits(0);
    centre.app.webhooks.wake();
    await centre.app.webhooks.settled();
    receiver.answer = () => ({ status: 204 });
    expect((await change({ enabled: true, dropWaiting: true })).json<object>()).toMatchObject({ waiting: 1, failed: 0 });
  });

  test('goes out at once, whenever its next attempt was set for, and is not counted among what leaves by itself before', async () => {
    await centre.open.pool.query("update webhook_delivery set attempts = 8, next_attempt_at = $1", [ago(-1)]);
    const counted = async () => (await readWebhookCounts(centre.open.database, centre.clock.now())).waiting;
    expect(await counted()).toBe(0);
    await change({ enabled: true });
    await centre.app.webhooks.settled();
    expect(receiver.heard).toHaveLength(2);
  });

  test('does not wait for ever: it goes as old as what ended, and that of a webhook that is on stays', async () => {
    const kind = programsRetention.find(({ key }) => key === 'webhook_deliveries');
    const waiting = async () => (await read<{ waiting: number }>(`/webhooks/${webhook.id}`)).waiting;
    await centre.open.pool.query("update webhook_endpoint set enabled = true");
    expect({ deleted: await kind?.clean(centre.open.database, ago(30), 100), waiting: await waiting() }).toEqual({ deleted: 0, waiting: 2 });
    await centre.open.pool.query('update webhook_endpoint set enabled = false');
    expect({ deleted: await kind?.clean(centre.open.database, ago(30), 100), waiting: await waiting() }).toEqual({ deleted: 1, waiting: 1 });
  });
});
