import { Client, escapeIdentifier } from 'pg';
import type { Log } from '../log.ts';
import { poolConfig, type ConnectionSettings } from './connection.ts';

export type Listener = {
  /** Another process, or another connection of this one, said something. */
  heard(payload: string): void;
  /** Called after each (re)connection: what was said meanwhile is lost, so look for yourself. */
  missed(): void;
  /** Called when the connection is lost, or given up: from now on nothing is heard. */
  lost?(): void;
};

/** Words between processes through PostgreSQL. A word is only a hint to look: it may be lost, never relied on. */
export type Notifications = {
  /** Hears a channel until the answered function is called. */
  listen(channel: string, listener: Listener): () => void;
  /** Says a payload of at most 7,900 bytes to all other processes: batched per tick, the same one once, never inside a transaction. */
  notify(channel: string, payload: string): void;
  /** Resolves once the connection has been there. */
  ready(): Promise<void>;
  connected(): boolean;
  stop(): Promise<void>;
};

const longestPayloadBytes = 7_900;
const mostWaitingWords = 1_000;
const heartbeatMilliseconds = 30_000;
const firstPauseMilliseconds = 250;
/** Short enough to hear again within 5 s of the database's return. */
const longestPauseMilliseconds = 3_000;

/**
 * One connection of its own that listens for everyone in this process, and comes back with growing pauses when it is lost.
 * It needs a session of its own, so a pooler in transaction mode makes it deaf; everything still works by the periodic sweeps.
 */
export function createNotifications({ connection, log }: { connection: ConnectionSettings; log: Log }): Notifications {
  const listeners = new Map<string, Set<Listener>>();
  const words = new Map<string, Set<string>>();
  const firstConnection = Promise.withResolvers<void>();
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let pause = firstPauseMilliseconds;
  let flushing = false;
  let stopped = false;
  let attempt: Promise<void> = Promise.resolve();

  /** One statement at a time: a connection that is given two at once only queues them, and will refuse to one day. */
  let latest: Promise<unknown> = Promise.resolve();
  const ask = (speaker: Client, text: string, parameters?: unknown[]) => {
    const run = () => speaker.query(text, parameters);
    const answer = latest.then(run, run);
    latest = answer;
    return answer;
  };

  const lose = (lost: Client, error?: Error) => {
    if (client !== lost) return;
    client = undefined;
    clearInterval(heartbeat);
    for (const set of listeners.values()) for (const listener of set) listener.lost?.();
    end(lost);
    if (stopped) return;
    log.warn('notifications.lost', { error, againInMilliseconds: pause });
    later();
  };
  const later = () => {
    timer = setTimeout(() => void (attempt = connect()), pause);
    timer.unref();
    pause = Math.min(pause * 2, longestPauseMilliseconds);
  };
  const end = (ended: Client) => void ended.end().catch((error: unknown) => log.debug('notifications.end_failed', { error }));

  const connect = async () => {
    const next = new Client({ ...poolConfig(connection), keepAlive: true, query_timeout: 10_000, application_name: 'lichun-notifications' });
    next.on('error', (error) => lose(next, error));
    next.on('end', () => lose(next));
    next.on('notification', ({ channel, payload = '', processId }) => {
      // What this process said itself it has acted on already.
      if (processId !== ownProcess) for (const listener of listeners.get(channel) ?? []) listener.heard(payload);
    });
    let ownProcess = 0;
    try {
      await next.connect();
      const { rows } = await next.query<{ pid: number }>('select pg_backend_pid() as pid');
      ownProcess = rows[0]?.pid ?? 0;
      for (const channel of listeners.keys()) await ask(next, `listen ${escapeIdentifier(channel)}`);
    } catch (error) {
      end(next);
      if (stopped) return;
      log.warn('notifications.unreachable', { error, againInMilliseconds: pause });
      later();
      return;
    }
    if (stopped) return end(next);
    client = next;
    pause = firstPauseMilliseconds;
    heartbeat = setInterval(() => void ask(next, 'select 1').catch((error: Error) => lose(next, error)), heartbeatMilliseconds);
    heartbeat.unref();
    firstConnection.resolve();
    for (const set of listeners.values()) for (const listener of set) listener.missed();
    flush();
  };

  const flush = () => {
    flushing = false;
    const speaker = client;
    if (speaker === undefined || words.size === 0) return;
    const said = [...words].flatMap(([channel, payloads]) => [...payloads].map((payload) => [channel, payload] as const));
    words.clear();
    const parameters = [said.map(([channel]) => channel), said.map(([, payload]) => payload)];
    void ask(speaker, 'select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as word (channel, payload)', parameters).catch((error: Error) => lose(speaker, error));
  };

  attempt = connect();
  return {
    listen(channel, listener) {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      const speaker = client;
      // A repeated LISTEN is free; while the connection is away, connecting says them all.
      if (speaker !== undefined) void ask(speaker, `listen ${escapeIdentifier(channel)}`).then(() => listener.missed(), (error: Error) => lose(speaker, error));
      return () => void set.delete(listener);
    },
    notify(channel, payload) {
      if (Buffer.byteLength(payload) > longestPayloadBytes) throw new RangeError(`A notification of ${channel} is longer than ${longestPayloadBytes} bytes`);
      if (stopped) return;
      const payloads = words.get(channel) ?? new Set();
      // While the connection is away words pile up; when it is back everyone looks anyway, so the surplus may go.
      if (payloads.size < mostWaitingWords) words.set(channel, payloads.add(payload));
      if (flushing) return;
      flushing = true;
      setImmediate(flush);
    },
    ready: () => firstConnection.promise,
    connected: () => client !== undefined,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await attempt;
      flush();
      clearInterval(heartbeat);
      const last = client;
      client = undefined;
      for (const set of listeners.values()) for (const listener of set) listener.lost?.();
      await last?.end();
      firstConnection.resolve();
    },
  };
}
