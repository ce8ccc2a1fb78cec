import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { root, runTool } from '../scripts/steps/run.ts';
import { freePort } from '../test/harness/program.ts';
import { sendJson, startTestServer, type TestServer } from '../test/harness/server.ts';
import { createClient, LichunProblem, verifyWebhook, WebhookRefused, type Client } from './src/index.ts';

let centre: TestServer;
let client: Client;
let key = '';
let port = 0;

beforeAll(async () => {
  port = await freePort();
  centre = await startTestServer({ at: new Date(), environment: { OUTBOUND_ALLOW: '127.0.0.1', OUTBOUND_PORTS: `80,443,${port}` } });
  const made = await sendJson(centre, 'POST', '/api/v1/keys', { name: '客户端', permissions: ['centre.edit', 'audit.read', 'webhooks.manage'] }, { cookie: await centre.operator() });
  key = made.json<{ token: string }>().token;
  client = createClient({ address: `${centre.origin}/`, key });
});
afterAll(() => centre.close());

/** Runs an example as its reader would; answers what it printed. */
function run(example: string, environment: Record<string, string> = {}): Promise<string> {
  const child = spawn(process.execPath, [path.join(root, 'client/examples', example)], { env: { ...process.env, LICHUN_URL: centre.origin, LICHUN_KEY: key, RECEIVER_PORT: String(port), ...environment } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${example} ended with ${code}: ${output}`)))));
}

describe('the examples', () => {
  test('first steps: a key, something made, its history, a refusal', async () => {
    const output = await run('first-steps.ts');
    expect(output).toMatch(/Hello 春华\nMade the topic first-steps-\w+, revision \d+\nHistory: createTopic by 春华 with 客户端\nRefused as it should be: stale_revision\nDone/);
  });

  test('a signed webhook is received and verified', async () => {
    expect(await run('receive-webhook.ts')).toMatch(/^Verified webhook\.test with the id [0-9a-f-]{36} about webhook /);
  });

  test.each([
    { where: 'a port that the centre may not call', address: () => `http://127.0.0.1:${port + 1}/lichun`, why: 'port_forbidden' },
    { where: 'a place inside the network', address: () => `http://10.0.0.1:${port}/lichun`, why: 'destination_forbidden' },
  ])('a message to $where ends with the reason, and leaves no webhook', async ({ address, why }) => {
    await expect(run('receive-webhook.ts', { RECEIVER_URL: address() })).rejects.toThrow(new RegExp(`ended with 1: The centre could not bring the message to http://[\\d.]+:\\d+/lichun: ${why}\\. client/README\\.md says what to do`));
    expect((await client.listWebhooks({ deleted: 'false' })).items).toEqual([]);
  });
});

describe('the client', () => {
  test('calls operations by name, with what stands in the path, the query and the body', async () => {
    const { entry } = await client.createTopic({ entry: { key: 'named', name: '名字' } });
    expect((await client.readTopic({ key: 'named' })).entry).toEqual(entry);
    expect((await client.listTopics({ deleted: 'false' })).items.map((one) => one.entry.key)).toContain('named');
    await expect(client.readTopic({} as { key: string })).rejects.toThrow('key is part of the address');
  });

  test('reads lists to their end', async () => {
    const seen: string[] = [];
    for await (const entry of client.every('listAudit', { limit: 2 })) seen.push(entry.id);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(3);
  });

  test('throws refusals with their code, fields and request id, in the language that was asked for', async () => {
    const chinese = createClient({ address: centre.origin, key, language: 'zh-CN' });
    const problem = await chinese.createTopic({ entry: { key: 'Bad Key', name: 'x' } }).catch((fault: unknown) => fault);
    expect(problem).toBeInstanceOf(LichunProblem);
    expect(problem).toMatchObject({ code: 'invalid_input', status: 400, fields: [{ path: 'entry.key', code: 'key_form' }], requestId: expect.any(String), message: expect.stringContaining('填') });
    await expect(createClient({ address: centre.origin, key: 'lck_wrong' }).listTopics()).rejects.toMatchObject({ code: 'invalid_key' });
  });

  test('tries again what can be repeated, with the same Idempotency-Key, and waits as it is told', async () => {
    const asked: { key: string | null; at: number }[] = [];
    const flaky: typeof fetch = async (input, init) => {
      asked.push({ key: new Headers(init?.headers).get('idempotency-key'), at: performance.now() });
      if (asked.length === 1) throw new TypeError('connection lost');
      if (asked.length === 2) return Response.json({ code: 'unavailable', status: 503, title: 'x' }, { status: 503, headers: { 'content-type': 'application/problem+json', 'retry-after': '1' } });
      return fetch(input, init);
    };
    const { entry } = await createClient({ address: centre.origin, key, fetch: flaky }).createTopic({ entry: { key: 'again', name: '再来' } });
    expect(entry.key).toBe('again');
    expect(new Set(asked.map((one) => one.key)).size).toBe(1);
    expect(asked[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect((asked[2]?.at ?? 0) - (asked[1]?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test('does not repeat what could happen twice', async () => {
    let asked = 0;
    const lost: typeof fetch = async () => {
      asked += 1;
      throw new TypeError('connection lost');
    };
    await expect(createClient({ address: centre.origin, key, fetch: lost }).resolveProposal({ id: '00000000-0000-7000-8000-000000000000', status: 'done' })).rejects.toThrow('connection lost');
    expect(asked).toBe(1);
  });

  /** A network that loses the answers to the first requests although they arrive. */
  const losing = (lost: number): typeof fetch & { asked: number } => {
    const network = Object.assign(
      async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
        network.asked += 1;
        const answer = await fetch(input, init);
        if (network.asked > lost) return answer;
        throw new TypeError('connection lost');
      },
      { asked: 0 },
    );
    return network;
  };

  test('ends a deletion well whose first answer was lost, and tells of one that there never was', async () => {
    const { hook } = await client.createHook({ name: '要删的' });
    await centre.open.pool.query('delete from incoming_hook where id = $1', [hook.id]);
    await expect(client.deleteHook({ id: hook.id })).rejects.toMatchObject({ code: 'not_found' });
    await client.createTopic({ entry: { key: 'gone-once', name: '一次' } });
    const network = losing(1);
    expect(await createClient({ address: centre.origin, key, fetch: network }).deleteTopic({ key: 'gone-once' })).toBeUndefined();
    expect(network.asked).toBe(2);
    await expect(client.readTopic({ key: 'gone-once' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('does not repeat a change of a revision whose answer was lost, so that nobody hears of a conflict that is none', async () => {
    const { entry, revision } = await client.createTopic({ entry: { key: 'changed-once', name: '改前' } });
    const network = losing(1);
    await expect(createClient({ address: centre.origin, key, fetch: network }).updateTopic({ key: entry.key, entry: { ...entry, name: '改后' }, revision })).rejects.toThrow('connection lost');
    expect(network.asked).toBe(1);
    expect((await client.readTopic({ key: 'changed-once' })).entry.name).toBe('改后');
  });

  test('waits no longer than it was allowed to, and says for how long it was asked', async () => {
    let asked = 0;
    const tired: typeof fetch = async () => {
      asked += 1;
      return Response.json({ code: 'too_many_requests', status: 429, title: 'x' }, { status: 429, headers: { 'content-type': 'application/problem+json', 'retry-after': '3600' } });
    };
    await expect(createClient({ address: centre.origin, key, fetch: tired }).listTopics()).rejects.toMatchObject({ code: 'too_many_requests', retryAfter: 3600 });
    expect(asked).toBe(1);
  });

  test('is built for Node and browsers without the sources', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lichun-client-'));
    const { code, output } = await runTool('typescript-native/bin/tsc', ['-p', path.join(root, 'client/tsconfig.json'), '--outDir', folder], { quiet: true });
    expect(output).toBe('');
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'webhook.js']));
    const built = (await import(path.join(folder, 'index.js'))) as { createClient: typeof createClient };
    expect((await built.createClient({ address: centre.origin, key }).readCurrentPerson()).name).toBe('春华');
  });
});

describe('F2: verifyWebhook', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const now = new Date('2026-11-18T02:00:00Z');
  const body = JSON.stringify({ type: 'key.revoked', timestamp: now.toISOString(), subject: { kind: 'api_key', id: 'x' }, data: { owner: 'y' } });
  const headers = (at: Date = now, signed = body) => ({ 'webhook-id': 'msg_1', 'webhook-timestamp': String(at.getTime() / 1000), 'webhook-signature': new Webhook(secret).sign('msg_1', at, signed) });

  test('reads what is signed, from headers of Node and of fetch, with one of two signatures', async () => {
    expect(await verifyWebhook(headers(), body, secret, now)).toMatchObject({ id: 'msg_1', type: 'key.revoked', data: { owner: 'y' } });
    const both = { ...headers(), 'webhook-signature': `v1,AAAA ${headers()['webhook-signature']}` };
    expect(await verifyWebhook(new Headers(both), body, secret, now)).toMatchObject({ type: 'key.revoked' });
  });

  test.each([
    ['changed', () => verifyWebhook(headers(), body.replace('y', 'z'), secret, now)],
    ['old', () => verifyWebhook(headers(new Date(now.getTime() - 301_000)), body, secret, now)],
    ['from the future', () => verifyWebhook(headers(new Date(now.getTime() + 301_000)), body, secret, now)],
    ['unsigned', () => verifyWebhook({}, body, secret, now)],
    ['signed with another secret', () => verifyWebhook(headers(), body, `whsec_${Buffer.alloc(32, 8).toString('base64')}`, now)],
    ['checked without a secret', () => verifyWebhook(headers(), body, '', now)],
    ['checked with no base64', () => verifyWebhook(headers(), body, 'whsec_%%%', now)],
  ])('refuses what is %s', async (_word, verify) => {
    await expect(verify()).rejects.toBeInstanceOf(WebhookRefused);
  });
});
