import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { systemClock } from '../../clock.ts';
import type { Notifications } from '../../database/notifications.ts';
import { addressReader } from '../../http/address.ts';
import { readCookie } from '../../http/cookies.ts';
import { serverOptions } from '../../http/server-options.ts';
import { silentLog } from '../../log.ts';
import type { Actor, Grant, RoleName } from '../../operations/actor.ts';
import { createRealtime, type Realtime, type RealtimeParts } from '../index.ts';

/** Sessions by cookie value, as people would keep them; shared by the processes of a test. */
export type Sessions = Map<string, { person: string; roles: RoleName[] }>;

const everywhere = (role: RoleName): Grant => ({ role, scope: { kind: 'centre' } });

export type Stage = { realtime: Realtime; server: Server; port: number; origin: string; close(): Promise<void> };

/** Notifications of a lone process: nobody else hears. */
export const alone: Notifications = { listen: () => () => undefined, notify: () => undefined, ready: async () => undefined, connected: () => true, stop: async () => undefined };

/** A server with realtime connections. Everyone may watch `open:…`, operators also `staff:…`. */
export async function openStage(sessions: Sessions, parts: Partial<RealtimeParts> = {}): Promise<Stage> {
  const realtime = createRealtime({
    notifications: alone,
    clock: systemClock,
    log: silentLog,
    readAddress: addressReader({ PUBLIC_URL: undefined, ALLOWED_HOSTS: [], TRUSTED_PROXY: ['127.0.0.1'] }),
    actorOf: async ({ cookie, network }): Promise<Actor> => {
      const session = readCookie(cookie, 'session') ?? '';
      const found = sessions.get(session);
      return found === undefined ? { kind: 'anonymous', network } : { kind: 'person', id: found.person, name: found.person, grants: found.roles.map(everywhere), via: { kind: 'session', id: session, authenticatedAt: new Date(0) }, network };
    },
    liveSessions: async (ids) => new Map(ids.flatMap((id) => { const found = sessions.get(id); return found === undefined ? [] : [[id, { grants: found.roles.map(everywhere) }] as const]; })),
    mayWatch: ({ grants }, topic) => topic.startsWith('open:') || (topic.startsWith('staff:') && grants.some(({ role }) => role === 'operator')),
    ...parts,
  });
  const server = createServer(serverOptions(), (_request, response) => response.end('ok'));
  server.on('upgrade', realtime.handleUpgrade);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    await realtime.stop();
    server.closeAllConnections();
    server.close();
  };
  return { realtime, server, port, origin: `http://127.0.0.1:${port}`, close };
}

export type Client = { socket: WebSocket; messages: unknown[]; say(message: unknown): void; next(count: number): Promise<unknown[]>; closed: Promise<number> };

/** Someone's browser: with a session, from our own page. */
export async function join(stage: Pick<Stage, 'port' | 'origin'>, session: string, headers: Record<string, string> = {}): Promise<Client> {
  const socket = new WebSocket(`ws://127.0.0.1:${stage.port}/realtime`, { headers: { cookie: `session=${session}`, origin: stage.origin, ...headers } });
  const messages: unknown[] = [];
  const heard = new Set<() => void>();
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    for (const listener of heard) listener();
  });
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return {
    socket,
    messages,
    closed,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (messages.length < count) return;
          heard.delete(look);
          resolve(messages.slice(0, count));
        };
        heard.add(look);
        look();
      }),
  };
}

/** The HTTP status with which an upgrade is refused; 101 when it is not. */
export async function knock(stage: Pick<Stage, 'port'>, headers: Record<string, string | undefined>, path = '/realtime'): Promise<number> {
  const socket = connect(stage.port, '127.0.0.1');
  const lines = { host: `127.0.0.1:${stage.port}`, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64'), ...headers };
  const head = Object.entries(lines).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  socket.write(`GET ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d+)/.exec(data.toString('latin1'))?.[1]);
}

/** A connection that has shaken hands and then sends whatever bytes it likes. */
export async function joinRaw(stage: Pick<Stage, 'port' | 'origin'>, session: string, address?: string): Promise<Socket> {
  const socket = connect(stage.port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  const forwarded = address === undefined ? '' : `x-forwarded-for: ${address}\r\n`;
  socket.write(
    `GET /realtime HTTP/1.1\r\nhost: 127.0.0.1:${stage.port}\r\norigin: ${stage.origin}\r\ncookie: session=${session}\r\n${forwarded}connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
  );
  const [data] = (await once(socket, 'data')) as [Buffer];
  if (!data.toString('latin1').startsWith('HTTP/1.1 101')) socket.destroy();
  return socket;
}

/** One frame as a client sends it, masked with zeroes. */
export function clientFrame(payload: Buffer, { opcode = 1, final = true } = {}): Buffer {
  const first = (final ? 0x80 : 0) | opcode;
  const mask = Buffer.alloc(4);
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([first, 0x80 | length]), mask, payload]);
  if (length < 65_536) return Buffer.concat([Buffer.from([first, 0x80 | 126, length >> 8, length & 0xff]), mask, payload]);
  const header = Buffer.alloc(10);
  header.writeUInt8(first, 0);
  header.writeUInt8(0x80 | 127, 1);
  header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, mask, payload]);
}
