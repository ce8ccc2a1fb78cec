import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { verifyWebhook } from '../../client/src/index.ts';
import { findViolations } from './checker.ts';
import { openDrill, query, tell } from './drill.ts';

/** A receiver as somebody runs one: checks the signature, keeps what it took by its id, and now and then fails or keeps silent. */
async function startReceiver() {
  const accepted: string[] = [];
  const attempts = new Map<string, number>();
  const seen = { twice: 0, failed: 0, silent: 0, forged: 0 };
  let secret = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const message = await verifyWebhook(request.headers, Buffer.concat(chunks).toString('utf8'), secret).catch(() => undefined);
      if (message === undefined) {
        seen.forged += 1;
        return void response.writeHead(400).end();
      }
      const attempt = (attempts.get(message.id) ?? 0) + 1;
      attempts.set(message.id, attempt);
      const turn = Number.parseInt(message.id.slice(-2), 16);
      if (attempt === 1 && turn % 16 === 3) {
        seen.failed += 1;
        return void response.writeHead(503).end();
      }
      if (accepted.includes(message.id)) seen.twice += 1;
      accepted.push(message.id);
      // Took it, and the answer is lost on the way: it has to come again.
      if (attempt === 1 && turn % 16 === 7) {
        seen.silent += 1;
        return void response.destroy();
      }
      return void response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, accepted, seen, trust: (given: string) => void (secret = given), close };
}

test('kill -9 under load, five times over: a receiver outside gets every event, signed, and those about one subject in their order', async () => {
  const receiver = await startReceiver();
  const drill = openDrill();
  onTestFinished(async () => {
    await drill.close();
    receiver.close();
  });
  const environment = { OUTBOUND_ALLOW: '127.0.0.1', OUTBOUND_PORTS: String(receiver.port) };
  let program = await drill.start({ environment });
  const { port } = program;
  const cookie = await drill.operator();
  const made = await fetch(`http://127.0.0.1:${port}/api/v1/webhooks`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: `http://127.0.0.1:${port}` },
    body: JSON.stringify({ address: `http://127.0.0.1:${receiver.port}/lichun`, events: ['proposal.submitted', 'proposal.resolved'] }),
  });
  expect(made.status).toBe(200);
  receiver.trust(((await made.json()) as { secret: string }).secret);
  const load = await drill.load(program, { cookie, workers: 4 });
  for (let round = 0; round < 5; round++) {
    const [before, got] = [load.acknowledged(), receiver.accepted.length];
    await expect.poll(() => Math.min(load.acknowledged() - before, receiver.accepted.length - got), { timeout: 60_000, interval: 10 }).toBeGreaterThan(30);
    program.child.kill('SIGKILL');
    await program.ended;
    program = await drill.start({ port, environment });
  }
  await load.stop();
  const events = () => query(drill.connection(), async (client) => (await client.query<{ id: string; subject: string; position: string }>("select id, subject, position from event where name like 'proposal.%'")).rows);
  const missing = async () => (await events()).filter(({ id }) => !receiver.accepted.includes(id)).length;
  await expect.poll(missing, { timeout: 120_000, interval: 500 }).toBe(0);
  const known = new Map((await events()).map(({ id, subject, position }) => [id, { subject, position: Number(position) }]));
  const deliveries = receiver.accepted.flatMap((id) => known.get(id) ?? []);
  tell('webhooks', drill.log.read(), { received: receiver.accepted.length, events: known.size, ...receiver.seen });
  expect(receiver.seen).toMatchObject({ forged: 0 });
  expect(Math.min(receiver.seen.failed, receiver.seen.silent), 'the receiver failed now and then').toBeGreaterThan(0);
  expect(await drill.violations()).toEqual([]);
  expect(findViolations(drill.log.read(), { ...(await drill.facts()), deliveries })).toEqual([]);
});
