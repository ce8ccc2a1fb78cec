import { connect } from 'node:net';

export type Load = { perSecond: number; p50: number; p99: number; requests: number };

/**
 * Sends `request` over `connections` kept-alive sockets for `seconds` and counts whole answers.
 * It reads just enough of an answer to find its end, so that the client costs less than any server it measures.
 */
export async function load(port: number, request: string, options: { connections?: number; seconds?: number } = {}): Promise<Load> {
  const { connections = 32, seconds = 4 } = options;
  const times: number[] = [];
  const stopAt = performance.now() + seconds * 1000;
  const bytes = Buffer.from(request, 'latin1');
  await Promise.all(Array.from({ length: connections }, () => drive(port, bytes, stopAt, times)));
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), requests: times.length };
}

function drive(port: number, request: Buffer, stopAt: number, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let started = 0;
    let missing = -1;
    let head = '';
    const next = () => {
      if (performance.now() >= stopAt) {
        socket.destroy();
        resolve();
        return;
      }
      started = performance.now();
      missing = -1;
      head = '';
      socket.write(request);
    };
    socket.on('connect', next);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      let rest = chunk.length;
      if (missing < 0) {
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!/^HTTP\/1\.1 (?:200|304)/.test(head)) {
          socket.destroy();
          reject(new Error(`Unexpected answer: ${head.slice(0, 200)}`));
          return;
        }
        missing = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
        rest = head.length - end - 4;
      }
      missing -= rest;
      if (missing <= 0) {
        times.push(performance.now() - started);
        next();
      }
    });
  });
}

/** A plain GET as a browser would send it, asking for gzip. */
export function getRequest(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nAccept-Language: zh-CN\r\nAccept-Encoding: gzip\r\nConnection: keep-alive\r\n\r\n`;
}
