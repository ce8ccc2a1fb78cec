import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Heard = { headers: IncomingHttpHeaders; body: string };
export type Receiver = { address: string; port: number; heard: Heard[]; /** What it answers from now on. */ answer: (heard: Heard) => { status: number; headers?: Record<string, string>; body?: string } | 'silence'; close(): Promise<void> };

/** A receiver of webhooks on this machine, for tests. */
export async function startReceiver(): Promise<Receiver> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const heard = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      receiver.heard.push(heard);
      const answer = receiver.answer(heard);
      if (answer === 'silence') return;
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    address: `http://127.0.0.1:${port}/lichun`,
    port,
    heard: [],
    answer: () => ({ status: 204 }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** What a test server needs to call receivers on this machine. */
export function allowingReceivers(...receivers: readonly Receiver[]): Record<string, string> {
  return { OUTBOUND_ALLOW: '127.0.0.1', OUTBOUND_PORTS: ['80', '443', ...receivers.map(({ port }) => String(port))].join(',') };
}
