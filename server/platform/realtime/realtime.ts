import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Notifications } from '../database/notifications.ts';
import type { Log } from '../log.ts';
import type { PersonActor } from '../operations/actor.ts';
import type { Clock } from '../clock.ts';
import { createConnection, type Connection } from './connection.ts';
import { textFrame } from './frame.ts';
import { createGate, refuseUpgrade, type GateParts, type SignedInActor } from './gate.ts';
import { closeCodes, realtimeLimits, type RealtimeLimits } from './limits.ts';
import { createTopics } from './topics.ts';
import { changeWords, readWord, recheckWord, type Change } from './words.ts';

/** What a session's person may do now. */
export type SessionRights = Pick<PersonActor, 'grants' | 'held'>;

export type RealtimeParts = Omit<GateParts, 'limits'> & {
  notifications: Notifications;
  clock: Clock;
  log: Log;
  /** Which of these sessions still live, with the rights of now. */
  liveSessions(ids: readonly string[], now: Date): Promise<ReadonlyMap<string, SessionRights>>;
  mayWatch(actor: SignedInActor, topic: string): boolean | Promise<boolean>;
  limits?: Partial<RealtimeLimits>;
};

export type RealtimeStats = { connections: number; people: number; networks: number; topics: number; refused: number; slow: number; tooMuch: number };

export type Realtime = {
  /** For the server's `upgrade` event. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** There is something new in these topics: tells everyone who watches them, in every process. Call it after the commit. */
  changed(topics: readonly (string | Change)[]): void;
  /** Sessions or rights changed: looks at one person's connections again, or at everyone's, in every process. */
  recheck(personId?: string): Promise<void>;
  stats(): RealtimeStats;
  stop(): Promise<void>;
};

const channel = 'lichun_changes';
const rememberedRevisions = 1_000;

/** Open connections that say "there is something new"; the news itself is fetched through operations, with their rights. */
export function createRealtime(parts: RealtimeParts): Realtime {
  const { notifications, clock, log } = parts;
  const limits = { ...realtimeLimits, ...parts.limits };
  const gate = createGate({ ...parts, limits });
  const topics = createTopics<Connection>();
  const connections = new Set<Connection>();
  const revisions = new Map<string, string>();
  const waiting = new Map<string, Change>();
  const counters = { refused: 0, slow: 0, tooMuch: 0 };
  let checkedAt = performance.now();
  let stopping = false;

  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: limits.messageBytes,
    // A message of 4 KB needs no more pieces than this; without a bound, tiny ones fill the memory (E3).
    maxFragments: 16,
    maxBufferedChunks: 64,
  });

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const admission = await gate.admit(request);
    if (!admission.ok) {
      counters.refused += 1;
      log.debug('realtime.refused', { status: admission.status });
      return refuseUpgrade(socket, admission.status);
    }
    let upgraded = false;
    // A handshake that ws refuses, or a client that is gone meanwhile, must give its place back.
    socket.once('close', () => {
      if (!upgraded) gate.leave(admission);
    });
    if (socket.destroyed || stopping) return refuseUpgrade(socket, 503);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      upgraded = true;
      const connection: Connection = createConnection({
        socket: webSocket,
        stream: socket,
        actor: admission.actor,
        limits,
        mayWatch: parts.mayWatch,
        watch: (topic, wanted) => (wanted ? topics.add(topic, connection) : topics.remove(topic, connection)),
        ended(reason) {
          connections.delete(connection);
          gate.leave(admission);
          if (reason === 'slow') counters.slow += 1;
          if (reason === 'too_much') counters.tooMuch += 1;
        },
        revisionOf: (topic) => revisions.get(topic),
      });
      connections.add(connection);
    });
    return undefined;
  }

  function spread(changes: readonly Change[]): void {
    for (const { topic, revision } of changes) {
      if (revision !== undefined) remember(topic, revision);
      let frame: Buffer | undefined;
      for (const connection of topics.of(topic)) connection.write((frame ??= textFrame(JSON.stringify({ type: 'changed', topic, revision }))));
    }
  }

  function remember(topic: string, revision: string): void {
    revisions.delete(topic);
    revisions.set(topic, revision);
    for (const oldest of revisions.keys()) {
      if (revisions.size <= rememberedRevisions) return;
      revisions.delete(oldest);
    }
  }

  function flush(): void {
    const changes = [...waiting.values()];
    waiting.clear();
    spread(changes);
    for (const word of changeWords(changes)) notifications.notify(channel, word);
  }

  /** Ends what has no live session any more and takes away topics that are no longer allowed. */
  async function check(personId: string | undefined): Promise<void> {
    const asked = [...connections].filter(({ actor }) => personId === undefined || actor.id === personId);
    if (asked.length > 0) {
      const live = await parts.liveSessions([...new Set(asked.map(({ actor }) => actor.via.id))], clock.now());
      await Promise.all(
        asked.map(async (connection) => {
          const rights = live.get(connection.actor.via.id);
          if (rights === undefined) connection.close(closeCodes.signedOut);
          else await connection.setRights(rights);
        }),
      );
    }
    if (personId === undefined) checkedAt = performance.now();
  }

  /** A check that cannot be made leaves people connected for a while, then no longer. */
  async function checkSafely(personId: string | undefined): Promise<void> {
    try {
      await check(personId);
    } catch (error) {
      log.warn('realtime.check_failed', { error });
      if (personId !== undefined || performance.now() - checkedAt > limits.uncheckedMilliseconds) {
        for (const connection of connections) if (personId === undefined || connection.actor.id === personId) connection.close(closeCodes.unavailable);
      }
    }
  }

  const stopListening = notifications.listen(channel, {
    heard(payload) {
      const word = readWord(payload);
      if (word === undefined) return;
      if ('changed' in word) spread(word.changed);
      else void checkSafely(word.recheck ?? undefined);
    },
    // Words were lost: perhaps someone was signed out, perhaps anything is new.
    missed() {
      if (connections.size === 0) return;
      void checkSafely(undefined).then(() => spread(topics.names().map((topic) => ({ topic }))));
    },
  });

  const sweep = setInterval(() => {
    for (const connection of connections) connection.beat();
    void checkSafely(undefined);
  }, limits.sweepMilliseconds);
  sweep.unref();

  return {
    handleUpgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      if (stopping) return refuseUpgrade(socket, 503);
      admit(request, socket, head).catch((error: unknown) => {
        log.error('realtime.fault', { error });
        socket.destroy();
      });
      return undefined;
    },
    changed(list) {
      if (waiting.size === 0) setImmediate(flush);
      for (const item of list) {
        const change = typeof item === 'string' ? { topic: item } : item;
        waiting.set(change.topic, change);
      }
    },
    async recheck(personId) {
      notifications.notify(channel, recheckWord(personId));
      await checkSafely(personId);
    },
    stats: () => ({ connections: connections.size, people: gate.counts().people, networks: gate.counts().networks, topics: topics.count(), ...counters }),
    async stop() {
      stopping = true;
      clearInterval(sweep);
      stopListening();
      const ending = [...connections];
      for (const connection of ending) connection.close(closeCodes.stopping);
      server.close();
      await Promise.all(ending.map((connection) => connection.closed));
    },
  };
}
