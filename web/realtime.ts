/** "There is something new" from the server, for open pages. One connection for the whole page, and only while someone watches. */
export type RealtimeClient = {
  /** Calls `onChange` when there may be something new in a topic: after a change, and after each (re)connection. Answers how to stop. */
  watch(topic: string, onChange: () => void): () => void;
};

/** What is used of a WebSocket. */
export type RealtimeSocket = {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'message' | 'close', listener: (event: Event & { readonly data?: unknown; readonly code?: number }) => void): void;
};

/** What the browser gives; tests give their own. */
export type RealtimeSurroundings = {
  connect(): RealtimeSocket;
  hidden(): boolean;
  onVisibility(listener: () => void): void;
  later(run: () => void, milliseconds: number): () => void;
  random(): number;
};

const firstPauseMilliseconds = 1_000;
const longestPauseMilliseconds = 60_000;
/** A page in the background keeps its connection for a while, since people switch back and forth. */
const hiddenMilliseconds = 60_000;
const signedOut = 4401;
const open = 1;

export function createRealtimeClient(surroundings: RealtimeSurroundings): RealtimeClient {
  const watchers = new Map<string, Set<() => void>>();
  let socket: RealtimeSocket | undefined;
  let cancelPause: (() => void) | undefined;
  let cancelHiding: (() => void) | undefined;
  let failures = 0;
  let ended = false;

  const say = (type: 'subscribe' | 'unsubscribe', topic: string) => {
    if (socket?.readyState === open) socket.send(JSON.stringify({ type, topic }));
  };

  const connect = () => {
    if (socket !== undefined || cancelPause !== undefined || ended || watchers.size === 0 || surroundings.hidden()) return;
    const next = surroundings.connect();
    socket = next;
    next.addEventListener('open', () => {
      failures = 0;
      for (const topic of watchers.keys()) say('subscribe', topic);
    });
    next.addEventListener('message', ({ data }) => hear(String(data)));
    next.addEventListener('close', ({ code }) => {
      if (socket !== next) return;
      socket = undefined;
      // The session is over: coming back would only be refused. The next page the person opens asks them to sign in.
      if (code === signedOut) ended = true;
      else pause();
    });
  };

  /** Pauses grow, and differ between pages, so that a server that comes back is not overrun. */
  const pause = () => {
    const longest = Math.min(firstPauseMilliseconds * 2 ** failures, longestPauseMilliseconds);
    failures += 1;
    cancelPause = surroundings.later(() => {
      cancelPause = undefined;
      connect();
    }, longest * (0.5 + surroundings.random() / 2));
  };

  const disconnect = () => {
    cancelPause?.();
    cancelPause = undefined;
    const last = socket;
    socket = undefined;
    last?.close();
  };

  const hear = (text: string) => {
    const message = JSON.parse(text) as { type?: unknown; topic?: unknown };
    // "subscribed" counts as news: what changed while nobody listened is not told again.
    if (message.type !== 'changed' && message.type !== 'subscribed') return;
    for (const onChange of watchers.get(String(message.topic)) ?? []) onChange();
  };

  surroundings.onVisibility(() => {
    cancelHiding?.();
    cancelHiding = undefined;
    if (surroundings.hidden()) cancelHiding = surroundings.later(disconnect, hiddenMilliseconds);
    else connect();
  });

  return {
    watch(topic, onChange) {
      const set = watchers.get(topic) ?? new Set();
      const isNew = set.size === 0;
      // The same function may be given twice; each watch ends for itself.
      const own = () => onChange();
      watchers.set(topic, set.add(own));
      if (isNew) say('subscribe', topic);
      connect();
      return () => {
        if (!set.delete(own) || set.size > 0) return;
        watchers.delete(topic);
        if (watchers.size === 0) disconnect();
        else say('unsubscribe', topic);
      };
    },
  };
}

let client: RealtimeClient | undefined;

/** Watches a topic from this page. In the browser only. */
export function watch(topic: string, onChange: () => void): () => void {
  client ??= createRealtimeClient({
    connect: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/realtime`),
    hidden: () => document.visibilityState === 'hidden',
    onVisibility: (listener) => document.addEventListener('visibilitychange', listener),
    later(run, milliseconds) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });
  return client.watch(topic, onChange);
}
