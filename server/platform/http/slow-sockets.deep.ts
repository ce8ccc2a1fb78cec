import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { limitConnections, serverOptions } from './server-options.ts';

const sockets = new Set<Socket>();
let server: Server | undefined;

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server?.closeAllConnections();
  server?.close();
});

/** Answers /health at once, reads a body of /form, and sends 5 MB for /large. */
async function openServer(): Promise<number> {
  const large = Buffer.alloc(5_000_000, 'x');
  server = createServer(serverOptions(), (request, response) => {
    if (request.url === '/large') return response.end(large);
    if (request.method === 'POST') return request.resume().on('end', () => response.end('read')).on('error', () => response.destroy());
    return response.end('live');
  });
  limitConnections(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A socket that says `head`, and then one of `drops` each half second until the server ends it. Answers how long it lived, in ms. */
async function slowSocket(port: number, head: string, drop: string): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  sockets.add(socket);
  socket.on('error', () => socket.destroy());
  if (drop === '') socket.pause();
  else socket.resume();
  const started = performance.now();
  socket.write(head);
  const dripping = drop === '' ? undefined : setInterval(() => socket.writable && socket.write(drop), 500);
  await once(socket, 'close');
  clearInterval(dripping);
  sockets.delete(socket);
  return performance.now() - started;
}

/** Asks for /health again and again from another thread for so long; answers the times in ms. */
async function askHealth(port: number, milliseconds: number): Promise<number[]> {
  const source = `
    const { workerData, parentPort } = require('node:worker_threads');
    const { get, Agent } = require('node:http');
    const agent = new Agent({ keepAlive: false });
    const times = [];
    const end = performance.now() + workerData.milliseconds;
    const ask = () => {
      if (performance.now() > end) return parentPort.postMessage(times);
      const started = performance.now();
      get({ port: workerData.port, host: '127.0.0.1', path: '/health', agent }, (response) => response.resume().on('end', () => { times.push(performance.now() - started); setTimeout(ask, 50); }));
    };
    ask();`;
  const worker = new Worker(source, { eval: true, workerData: { port, milliseconds } });
  const [times] = (await once(worker, 'message')) as [number[]];
  await worker.terminate();
  return times;
}

test('G4: 200 slow sockets for 60 s (headers, bodies, reading) hold up nobody, and are let go', async () => {
  const port = await openServer();
  const health = askHealth(port, 60_000);
  const kinds = [
    ['GET / HTTP/1.1\r\nHost: x\r\n', 'X-a: b\r\n', 67],
    ['POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n', 'x', 67],
    ['GET /large HTTP/1.1\r\nHost: x\r\n\r\n', '', 66],
  ] as const;
  const lives = kinds.map(([head, drop, count]) => Promise.all(Array.from({ length: count }, () => slowSocket(port, head, drop))));
  const times = (await health).toSorted((left, right) => left - right);
  const p99 = times[Math.floor(times.length * 0.99)] ?? Infinity;
  console.log(`health: ${times.length} answers, p50 ${times[times.length >> 1]?.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
  expect(times.length).toBeGreaterThan(300);
  expect(p99).toBeLessThan(500);
  const [headers, bodies] = [Math.max(...(await lives[0]!)), Math.max(...(await lives[1]!))];
  console.log(`longest life: headers ${Math.round(headers)} ms, body ${Math.round(bodies)} ms`);
  expect(headers).toBeLessThan(15_000);
  expect(bodies).toBeLessThan(36_000);
  // Those that do not read see the end only when they read; the server has let them go already.
  const open = () => new Promise<number>((resolve, reject) => server?.getConnections((error, count) => (error ? reject(error) : resolve(count))));
  await expect.poll(open, { timeout: 5_000 }).toBe(0);
});
