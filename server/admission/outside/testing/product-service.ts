import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the example product behaves now. */
export type Mood =
  | 'well'
  /** Answers after the asker has given up. */
  | 'slow'
  /** Takes the connection and hangs up. */
  | 'down'
  /** Answers 500. */
  | 'broken'
  /** Says that everybody matches, in a form that nobody agreed on. */
  | 'lying'
  /** Sends the asker elsewhere. */
  | 'redirecting'
  /** A page instead of JSON. */
  | 'page'
  /** An answer that nobody wants to read. */
  | 'endless'
  /** Says no to the key. */
  | 'locked';

/** An account of the example product. */
export type ProductAccount = { uid: string; email: string; nickname: string };

export type ProductService = {
  server: Server;
  port: number;
  origin: string;
  mood: Mood;
  /** Where `redirecting` leads. */
  elsewhere: string;
  /** The key that has to come along in `X-Product-Key`. */
  key: string;
  accounts: ProductAccount[];
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  close(): Promise<void>;
};

/**
 * A small product with accounts, as one that a support centre asks. `GET /match?uid=&email=` answers `{"exists":…,"match":…}`, `POST /match` the
 * same for `{"uid","email"}`, `GET /users/7` answers `{"data":{"uid","email","nickname"}}` or 404, `GET /health` whether it is well.
 */
export async function startProductService(accounts: ProductAccount[]): Promise<ProductService> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      service.requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      const say = (status: number, value: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      switch (service.mood) {
        case 'slow':
          // Never within anybody's patience; the test's end closes the connection.
          return;
        case 'down':
          request.socket.destroy();
          return;
        case 'broken':
          say(500, { error: 'out of order' });
          return;
        case 'lying':
          say(200, { matches: { yes: true }, __proto__: { match: true } });
          return;
        case 'redirecting':
          response.writeHead(302, { location: service.elsewhere }).end();
          return;
        case 'page':
          response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
          return;
        case 'endless':
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ match: true, more: 'x'.repeat(2_000_000) }));
          return;
        case 'locked':
          say(403, { error: 'key' });
          return;
        case 'well':
          answer(service, request, body, say);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const service: ProductService = {
    server, port, origin: `http://127.0.0.1:${port}`, mood: 'well', elsewhere: 'http://127.0.0.1:1/', key: 'product-key-1', accounts, requests: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}

function answer({ accounts, key }: ProductService, request: IncomingMessage, body: string, say: (status: number, value: unknown) => void): void {
  const url = new URL(request.url ?? '/', 'http://product');
  if (url.pathname === '/health') return say(200, { status: 'ok' });
  if (request.headers['x-product-key'] !== key) return say(401, { error: 'key' });
  const find = (uid: string | null) => accounts.find((account) => account.uid === uid);
  if (url.pathname === '/match') {
    const asked = request.method === 'POST' ? (JSON.parse(body) as { uid: string; email: string }) : { uid: url.searchParams.get('uid'), email: url.searchParams.get('email') };
    const account = find(asked.uid);
    return say(200, { exists: account !== undefined, match: account !== undefined && account.email === asked.email });
  }
  const account = find(/^\/users\/([^/]+)$/.exec(url.pathname)?.[1] ?? null);
  return account === undefined ? say(404, { error: 'no such user' }) : say(200, { data: account });
}
