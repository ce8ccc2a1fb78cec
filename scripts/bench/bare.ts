/** The bare counterpart: the same framework on the same server answers the same bytes, and does nothing else. Run as a process of its own. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

process.once('message', (message: { headers: [string, string][]; body: string; port: number }) => {
  const body = Buffer.from(message.body, 'base64');
  const bytes = new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  const app = new Hono();
  app.get('*', () => new Response(bytes, { headers: message.headers }));
  serve({ fetch: app.fetch, port: message.port, hostname: '127.0.0.1' }, () => process.send?.('ready'));
});
