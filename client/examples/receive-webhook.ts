/**
 * Receives a signed message and checks it. LICHUN_URL=… LICHUN_KEY=lck_… RECEIVER_PORT=9000 RECEIVER_URL=https://example.com/lichun
 * node client/examples/receive-webhook.ts. The key needs the permission webhooks.manage.
 */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, verifyWebhook, WebhookRefused, type WebhookMessage } from '../src/index.ts';

const port = Number(process.env['RECEIVER_PORT'] ?? 9000);
const client = createClient({ address: process.env['LICHUN_URL'] ?? 'http://localhost:8080', key: process.env['LICHUN_KEY'] ?? '' });

let secret = '';
const arrived = Promise.withResolvers<WebhookMessage>();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    try {
      const message = await verifyWebhook(request.headers, Buffer.concat(chunks).toString('utf8'), secret);
      response.writeHead(204).end();
      arrived.resolve(message);
    } catch (fault) {
      if (!(fault instanceof WebhookRefused)) throw fault;
      response.writeHead(400).end(fault.message);
    }
  });
});
await new Promise<void>((resolve) => server.listen(port, resolve));

const made = await client.createWebhook({ address: process.env['RECEIVER_URL'] ?? `http://127.0.0.1:${port}/lichun`, events: ['centre.changed'], description: 'An example' });
secret = made.secret;
await client.testWebhook({ id: made.webhook.id });

/** Why the centre does not get through to us, in the words of its log of deliveries; undefined when the message came. */
async function problem(): Promise<string | undefined> {
  for (;;) {
    const message = await Promise.race([arrived.promise, pause(500)]);
    if (message !== undefined) return undefined;
    const [delivery] = (await client.listDeliveries({ id: made.webhook.id })).items;
    const why = delivery?.lastProblem ?? (delivery?.lastStatus === undefined || delivery.lastStatus < 300 ? undefined : `answered with ${delivery.lastStatus}`);
    if (why !== undefined) return why;
  }
}

const why = await problem();
await client.deleteWebhook({ id: made.webhook.id });
server.close();
if (why === undefined) {
  const { type, id, subject } = await arrived.promise;
  console.log(`Verified ${type} with the id ${id} about ${subject.kind} ${subject.id}`);
} else {
  console.error(`The centre could not bring the message to ${made.webhook.address}: ${why}. client/README.md says what to do.`);
  process.exitCode = 1;
}
