import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { textFrame } from './frame.ts';
import type { SignedInActor } from './gate.ts';
import { closeCodes, type RealtimeLimits } from './limits.ts';
import { readClientMessage } from './message.ts';

export type ConnectionParts = {
  socket: WebSocket;
  stream: Duplex;
  actor: SignedInActor;
  limits: RealtimeLimits;
  mayWatch(actor: SignedInActor, topic: string): boolean | Promise<boolean>;
  /** Tells whoever spreads changes that this connection waits for a topic, or no longer. */
  watch(topic: string, wanted: boolean): void;
  ended(reason: 'gone' | 'slow' | 'too_much' | 'fault'): void;
  revisionOf(topic: string): string | undefined;
};

export type Connection = ReturnType<typeof createConnection>;

type Answer = { type: 'subscribed'; topic: string; revision?: string | undefined } | { type: 'refused'; topic?: string; reason: 'not_allowed' | 'too_many' | 'unreadable' };

/** How long a goodbye may take: someone who broke a rule is not waited for. */
const closingMilliseconds = { gone: 2_000, fault: 2_000, too_much: 100 } as const;

/** One open connection: its topics, its bounds, and the end of both when its session ends. */
export function createConnection({ socket, stream, limits, mayWatch, watch, ended, revisionOf, ...parts }: ConnectionParts) {
  const topics = new Set<string>();
  let actor = parts.actor;
  let alive = true;
  let open = true;
  let allowance = limits.burst;
  let lastMessage = performance.now();
  let turn: Promise<void> = Promise.resolve();
  let waiting = 0;
  const closed = Promise.withResolvers<void>();

  const end = (reason: Parameters<typeof ended>[0]) => {
    if (!open) return;
    open = false;
    for (const topic of topics) watch(topic, false);
    topics.clear();
    ended(reason);
  };

  /** Says goodbye, and does not wait long for an answer. Nothing is delivered from this moment. */
  const close = (code: number, reason: 'gone' | 'too_much' | 'fault' = 'gone') => {
    end(reason);
    socket.close(code);
    setTimeout(() => socket.terminate(), closingMilliseconds[reason]).unref();
  };

  const write = (frame: Buffer) => {
    if (!open || socket.readyState !== socket.OPEN) return;
    if (stream.writableLength > limits.waitingBytes) {
      end('slow');
      socket.terminate();
      return;
    }
    stream.write(frame);
  };

  const answer = (message: Answer) => write(textFrame(JSON.stringify(message)));

  const mayContinue = () => {
    alive = true;
    const now = performance.now();
    allowance = Math.min(limits.burst, allowance + ((now - lastMessage) / 1000) * limits.messagesPerSecond) - 1;
    lastMessage = now;
    if (allowance >= 0 && waiting < limits.burst) return true;
    if (open) close(closeCodes.tooMuch, 'too_much');
    return false;
  };

  const obey = async (text: string) => {
    const message = readClientMessage(text);
    if (message === undefined) return answer({ type: 'refused', reason: 'unreadable' });
    const { type, topic } = message;
    if (type === 'unsubscribe') {
      if (topics.delete(topic)) watch(topic, false);
      return undefined;
    }
    if (!topics.has(topic)) {
      if (topics.size >= limits.topics) return answer({ type: 'refused', topic, reason: 'too_many' });
      if (!(await mayWatch(actor, topic))) return answer({ type: 'refused', topic, reason: 'not_allowed' });
      if (!open) return undefined;
      topics.add(topic);
      watch(topic, true);
    }
    return answer({ type: 'subscribed', topic, revision: revisionOf(topic) });
  };

  socket.on('message', (data: RawData, binary: boolean) => {
    if (!open || !mayContinue()) return;
    if (binary || !Buffer.isBuffer(data)) return close(closeCodes.unsupported, 'too_much');
    const text = data.toString('utf8');
    waiting += 1;
    // One after another: "subscribe, unsubscribe" must not end the other way round while a right is looked up.
    turn = turn.then(() => (open ? obey(text) : undefined)).then(() => void (waiting -= 1), () => close(closeCodes.unavailable, 'fault'));
  });
  socket.on('ping', () => {
    if (mayContinue()) socket.pong();
  });
  socket.on('pong', () => (alive = true));
  // ws closes by itself on broken frames, too long messages and bad UTF-8; without a listener its error would end the process.
  socket.on('error', () => end('too_much'));
  socket.on('close', () => {
    end('gone');
    closed.resolve();
  });

  return {
    get actor() {
      return actor;
    },
    write,
    close,
    closed: closed.promise,
    /** Looks at every topic again with the rights of now, and takes away what is no longer allowed. */
    async setRights({ grants, held }: Pick<SignedInActor, 'grants' | 'held'>): Promise<void> {
      const { id, kind, name, network, via } = actor;
      actor = { id, kind, name, network, via, grants, ...(held === undefined ? {} : { held }) };
      for (const topic of topics) {
        if ((await mayWatch(actor, topic)) || !topics.delete(topic)) continue;
        watch(topic, false);
        answer({ type: 'refused', topic, reason: 'not_allowed' });
      }
    },
    /** Ends a connection that gave no sign since the last beat, else asks for one. */
    beat(): void {
      if (!alive) {
        end('gone');
        socket.terminate();
        return;
      }
      alive = false;
      if (socket.readyState === socket.OPEN) socket.ping();
    },
  };
}
