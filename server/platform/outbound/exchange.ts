import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Log } from '../log.ts';
import { ForbiddenDestination, guardedLookup, type Resolve } from './connect.ts';
import { isAllowedAddress, type Network, type OutboundRefusal } from './destination.ts';

export type Exchange = { url: URL; method: string; headers: Readonly<Record<string, string>>; body: Uint8Array | undefined; maximumBytes: number; signal: AbortSignal };
export type Answer = { status: number; headers: Readonly<Record<string, string>>; body: Uint8Array<ArrayBuffer> };
export type Exchanged = { ok: true; answer: Answer } | { ok: false; reason: OutboundRefusal; code?: string };

export type ExchangeGround = { resolve: Resolve; allowed: readonly Network[]; log: Log; connectMilliseconds: number };

class Refused extends Error {
  readonly reason: OutboundRefusal;
  constructor(reason: OutboundRefusal) {
    super(reason);
    this.reason = reason;
  }
}

/** One request and its answer, without following anything. Faults of the network are values, like refusals. */
export async function exchange(ground: ExchangeGround, { url, method, headers, body, maximumBytes, signal }: Exchange): Promise<Exchanged> {
  const connecting = AbortSignal.timeout(ground.connectMilliseconds);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
        method,
        headers: { 'user-agent': 'lichun', ...headers, 'accept-encoding': 'identity', ...(body === undefined ? {} : { 'content-length': String(body.length) }) },
        lookup: guardedLookup(ground.resolve, ground.allowed),
        // A connection of its own for each call: a kept one was checked for another moment.
        agent: false,
        signal,
        maxHeaderSize: 16_384,
      });
      const giveUp = () => request.destroy(new Refused('too_slow'));
      connecting.addEventListener('abort', giveUp, { once: true });
      request.on('socket', (socket: Socket) => {
        socket.once('connect', () => {
          connecting.removeEventListener('abort', giveUp);
          // The lookup has judged already; this holds even if something else chose the address.
          if (socket.remoteAddress === undefined || !isAllowedAddress(socket.remoteAddress, ground.allowed)) request.destroy(new Refused('destination_forbidden'));
        });
      });
      request.on('response', resolve);
      request.on('error', reject);
      request.end(body);
    });
    return { ok: true, answer: { status: response.statusCode ?? 0, headers: readHeaders(response), body: await readBody(response, maximumBytes) } };
  } catch (error) {
    return refusalOf(error, signal, url, ground.log);
  }
}

async function readBody(response: IncomingMessage, maximumBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = response.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    response.destroy();
    throw new Refused('encoding_unexpected');
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop ends the connection too.
    if (length > maximumBytes) throw new Refused('too_large');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function readHeaders(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
}

function refusalOf(error: unknown, signal: AbortSignal, url: URL, log: Log): Exchanged {
  if (error instanceof Refused) return { ok: false, reason: error.reason };
  if (signal.aborted) return { ok: false, reason: 'too_slow' };
  if (!(error instanceof Error)) throw error;
  if (error instanceof ForbiddenDestination) return { ok: false, reason: 'destination_forbidden' };
  const code = 'code' in error ? String(error.code) : error.name;
  log.debug('outbound.failed', { host: url.host, code });
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { ok: false, reason: 'host_unknown', code };
  return { ok: false, reason: 'unreachable', code };
}
