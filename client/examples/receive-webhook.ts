/**
 * Receives a signed message and checks it. LICHUN_URL=… LICHUN_KEY=lck_… RECEIVER_PORT=9000 RECEIVER_URL=https://example.com/lichun
 * node client/examples/receive-webhook.ts. The key needs the permission webhooks.manage.
 */
import { createServer } from 'node:http';
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

const { type, id, subject } = await arrived.promise;
console.log(`Verified ${type} with the id ${id} about ${subject.kind} ${subject.id}`);

await client.deleteWebhook({ id: made.webhook.id });
server.close();
