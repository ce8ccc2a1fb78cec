import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog, silentLog } from '../log.ts';
import { isAllowedAddress, parseNetworks } from './destination.ts';
import { createOutbound, type Outbound, type OutboundParts } from './index.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server inside, which counts who knocks. */
let connections: number;
let requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
let port: number;
let answer: Answer;
let close: () => void;

beforeEach(async () => {
  connections = 0;
  requests = [];
  answer = (_request, response) => response.end('inside');
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  });
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});

afterEach(() => close());

/** As in production, but the inside server's port may be called. */
function guarded(parts: Partial<OutboundParts> = {}): Outbound {
  return createOutbound({ log: silentLog, ports: [80, 443, port], ...parts });
}

/** Names that lead to the inside server's address count as outside, everything else as in production. */
function friendly(parts: Partial<OutboundParts> = {}): Outbound {
  return guarded({ allow: ['127.0.0.1'], resolve: async () => [{ address: '127.0.0.1', family: 4 }], ...parts });
}

describe('F1: nothing leads inside', () => {
  test.each([
    ['http://127.0.0.1', 'destination_forbidden'],
    ['http://127.1', 'host_spelling'],
    ['http://127.255.255.254', 'destination_forbidden'],
    ['http://2130706433', 'host_spelling'],
    ['http://0x7f000001', 'host_spelling'],
    ['http://0x7f.0.0.1', 'host_spelling'],
    ['http://0177.0.0.1', 'host_spelling'],
    ['http://0177.0x0.1', 'host_spelling'],
    ['http://１２７.0.0.1', 'host_spelling'],
    ['http://127。0。0。1', 'host_spelling'],
    ['http://%31%32%37.0.0.1', 'host_spelling'],
    ['http://0', 'host_spelling'],
    ['http://0.0.0.0', 'destination_forbidden'],
    ['http://10.0.0.1', 'destination_forbidden'],
    ['http://172.16.0.1', 'destination_forbidden'],
    ['http://192.168.1.1', 'destination_forbidden'],
    ['http://169.254.169.254', 'destination_forbidden'],
    ['http://100.64.0.1', 'destination_forbidden'],
    ['http://224.0.0.1', 'destination_forbidden'],
    ['http://255.255.255.255', 'destination_forbidden'],
    ['http://198.18.0.1', 'destination_forbidden'],
    ['http://192.0.0.1', 'destination_forbidden'],
    ['http://[::1]', 'destination_forbidden'],
    ['http://[::]', 'destination_forbidden'],
    ['http://[::ffff:127.0.0.1]', 'host_spelling'],
    ['http://[::ffff:7f00:1]', 'destination_forbidden'],
    ['http://[::7f00:1]', 'destination_forbidden'],
    ['http://[64:ff9b::7f00:1]', 'destination_forbidden'],
    ['http://[64:ff9b:1::7f00:1]', 'destination_forbidden'],
    ['http://[2002:7f00:1::]', 'destination_forbidden'],
    ['http://[2001:0:1::]', 'destination_forbidden'],
    ['http://[fe80::1]', 'destination_forbidden'],
    ['http://[fc00::1]', 'destination_forbidden'],
    ['http://[fd12:3456::1]', 'destination_forbidden'],
    ['http://[fec0::1]', 'destination_forbidden'],
    ['http://[ff02::1]', 'destination_forbidden'],
    ['http://localhost', 'destination_forbidden'],
    ['http://user:word@127.0.0.1', 'credentials_in_address'],
    ['http://example.com@127.0.0.1', 'credentials_in_address'],
  ])('%s is refused: %s', async (base, reason) => {
    expect(await guarded().fetchOutside(`${base}:${port}/`)).toEqual({ ok: false, reason });
    expect(connections).toBe(0);
  });

  test.each([
    ['file:///etc/passwd', 'scheme_forbidden'],
    ['gopher://127.0.0.1/', 'scheme_forbidden'],
    ['data:text/plain,x', 'scheme_forbidden'],
    ['http://example.com:22/', 'port_forbidden'],
    ['http://example.com:5432/', 'port_forbidden'],
    ['no address', 'address_unreadable'],
    [`http://example.com/${'x'.repeat(3_000)}`, 'address_unreadable'],
  ])('%s is refused: %s', async (address, reason) => {
    expect(await guarded().fetchOutside(address)).toEqual({ ok: false, reason });
  });

  test.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fd00::1', '64:ff9b::a00:1', 'fe80::1%eth0'])('a name that leads to %s is refused at the moment of connecting', async (address) => {
    const outbound = guarded({ resolve: async () => [{ address, family: address.includes(':') ? 6 : 4 }] });
    expect(await outbound.fetchOutside(`http://outside.example:${port}/`)).toEqual({ ok: false, reason: 'destination_forbidden' });
    expect(connections).toBe(0);
  });

  test('one address inside among several outside refuses them all', async () => {
    const outbound = guarded({ resolve: async () => [{ address: '192.0.33.8', family: 4 }, { address: '127.0.0.1', family: 4 }] });
    expect(await outbound.fetchOutside(`http://outside.example:${port}/`)).toEqual({ ok: false, reason: 'destination_forbidden' });
    expect(connections).toBe(0);
  });

  test('an answer that changes between calls (rebinding) never reaches the inside', async () => {
    const answers = ['127.0.0.9', '127.0.0.1', '127.0.0.1'];
    let asked = 0;
    // 127.0.0.9 stands for an address outside: nothing listens there, so the connection fails instead of being refused.
    const outbound = guarded({ allow: ['127.0.0.9'], resolve: async () => [{ address: answers[asked++] ?? '127.0.0.1', family: 4 }] });
    const reasons = [];
    for (let call = 0; call < 3; call++) reasons.push(await outbound.fetchOutside(`http://rebinding.example:${port}/`));
    expect(reasons).toEqual([{ ok: false, reason: 'unreachable', code: 'ECONNREFUSED' }, { ok: false, reason: 'destination_forbidden' }, { ok: false, reason: 'destination_forbidden' }]);
    expect({ asked, connections }).toEqual({ asked: 3, connections: 0 });
  });

  test.each(['http://127.0.0.2', 'http://[::1]', 'http://2130706433', 'http://name-inside.example'])('a redirect to a place inside (%s) is not followed', async (target) => {
    answer = (_request, response) => response.writeHead(302, { location: `${target}:${port}/secret` }).end();
    const outbound = friendly({ resolve: async (host) => [{ address: host === 'outside.example' ? '127.0.0.1' : '10.0.0.1', family: 4 }] });
    expect(await outbound.fetchOutside(`http://outside.example:${port}/`)).toMatchObject({ ok: false, reason: expect.stringMatching(/destination_forbidden|host_spelling/) });
    expect(connections).toBe(1);
  });

  test('a redirect to another scheme or port is not followed', async () => {
    for (const [target, reason] of [['file:///etc/passwd', 'scheme_forbidden'], ['http://outside.example:22/', 'port_forbidden'], [`http://a:b@outside.example:${port}/`, 'credentials_in_address']]) {
      answer = (_request, response) => response.writeHead(301, { location: target }).end();
      expect(await friendly().fetchOutside(`http://outside.example:${port}/`)).toEqual({ ok: false, reason });
    }
  });

  test('only addresses that the registries gave out for the public are allowed', () => {
    expect(['1.1.1.1', '93.184.216.34', '2606:4700::1111', '2400:3200::1'].map((address) => isAllowedAddress(address, []))).toEqual([true, true, true, true]);
    expect(['4000::1', '::1.2.3.4', '2001:db8::1', '3fff::1', '5f00::1', '100::1', '192.0.2.1', '203.0.113.9', '240.0.0.1', 'example.com', ''].map((address) => isAllowedAddress(address, []))).toEqual(Array.from({ length: 11 }, () => false));
    expect(isAllowedAddress('10.1.2.3', parseNetworks(['10.1.0.0/16']))).toBe(true);
    expect(isAllowedAddress('10.2.2.3', parseNetworks(['10.1.0.0/16', '::/0']))).toBe(false);
  });

  test('a refusal is logged with its host and without the rest of the address', async () => {
    const lines: string[] = [];
    await guarded({ log: createLog('debug', (line) => lines.push(line)) }).fetchOutside(`http://10.0.0.1:${port}/hook?token=secret-7`);
    expect(lines.join()).toContain('destination_forbidden');
    expect(lines.join()).not.toContain('secret-7');
  });
});

describe('a call outside', () => {
  test('brings status, headers and body', async () => {
    answer = (_request, response) => response.writeHead(201, { 'x-kind': 'test' }).end('{"ok":true}');
    const result = await friendly().fetchOutside(`http://outside.example:${port}/hook?x=1`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"a":"立春"}' });
    expect(result).toMatchObject({ ok: true, status: 201, url: `http://outside.example:${port}/hook?x=1`, headers: { 'x-kind': 'test' } });
    expect(result.ok && new TextDecoder().decode(result.body)).toBe('{"ok":true}');
    expect(requests).toMatchObject([{ method: 'POST', url: '/hook?x=1', body: '{"a":"立春"}', headers: { host: `outside.example:${port}`, 'content-type': 'application/json', 'content-length': '14' } }]);
  });

  test('follows at most three redirects', async () => {
    answer = (request, response) => response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end();
    expect(await friendly().fetchOutside(`http://outside.example:${port}/0`)).toEqual({ ok: false, reason: 'too_many_redirects' });
    expect(requests.map(({ url }) => url)).toEqual(['/0', '/1', '/2', '/3']);
  });

  test('takes no secret along to another origin', async () => {
    const headers = { authorization: 'Bearer x', cookie: 'a=b', 'x-signature': 'y', accept: 'text/plain' };
    answer = (request, response) => (request.headers.host?.startsWith('outside') ? response.writeHead(302, { location: `http://elsewhere.example:${port}/` }).end() : response.end('there'));
    expect(await friendly().fetchOutside(`http://outside.example:${port}/`, { headers })).toMatchObject({ ok: true, status: 200 });
    expect(requests[0]?.headers).toMatchObject(headers);
    expect(Object.keys(requests[1]?.headers ?? {}).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
  });

  test('does not carry a body to another origin, and turns a 303 into a look', async () => {
    answer = (request, response) => (request.url === '/post' ? response.writeHead(307, { location: `http://elsewhere.example:${port}/` }).end() : response.end());
    expect(await friendly().fetchOutside(`http://outside.example:${port}/post`, { method: 'POST', body: 'x' })).toEqual({ ok: false, reason: 'redirect_forbidden' });
    answer = (request, response) => (request.url === '/post' ? response.writeHead(303, { location: '/done' }).end() : response.end());
    await friendly().fetchOutside(`http://outside.example:${port}/post`, { method: 'POST', body: 'x' });
    expect(requests.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual(['POST /post x', 'POST /post x', 'GET /done ']);
  });

  test('ends when the answer is too large, told or untold', async () => {
    answer = (_request, response) => {
      const more = () => { while (response.write(Buffer.alloc(65_536))); };
      response.on('drain', more);
      response.on('error', () => undefined);
      more();
    };
    expect(await friendly().fetchOutside(`http://outside.example:${port}/`, { maximumBytes: 100_000 })).toEqual({ ok: false, reason: 'too_large' });
  });

  test('ends when the whole takes too long, drop by drop too', async () => {
    answer = (_request, response) => {
      const drop = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drop));
    };
    expect(await friendly().fetchOutside(`http://outside.example:${port}/`, { timeoutMilliseconds: 200 })).toEqual({ ok: false, reason: 'too_slow' });
  });

  test('takes no compressed answer: a small one could be huge', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    expect(await friendly().fetchOutside(`http://outside.example:${port}/`)).toEqual({ ok: false, reason: 'encoding_unexpected' });
  });

  test.each<[string, Record<string, string>]>([['Host', { Host: 'other' }], ['Transfer-Encoding', { 'Transfer-Encoding': 'chunked' }], ['a line break', { 'x-a': 'b\r\nx-c: d' }]])('header %s is refused', async (_name, headers) => {
    expect(await friendly().fetchOutside(`http://outside.example:${port}/`, { headers })).toEqual({ ok: false, reason: 'header_forbidden' });
    expect(connections).toBe(0);
  });

  test('a name that does not exist, and a server that is not there, are answers', async () => {
    const missing = guarded({ resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) });
    expect(await missing.fetchOutside('http://missing.example/')).toEqual({ ok: false, reason: 'host_unknown', code: 'ENOTFOUND' });
    close();
    expect(await friendly().fetchOutside(`http://outside.example:${port}/`)).toMatchObject({ ok: false, reason: 'unreachable' });
  });
});
