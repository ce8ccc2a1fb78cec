import { describe, expect, test } from 'vitest';
import { createRealtimeClient, type RealtimeSurroundings } from './realtime.ts';

/** A browser that a test drives by hand. */
function browser() {
  const sockets: FakeSocket[] = [];
  const timers = new Set<{ run: () => void; milliseconds: number }>();
  const listeners: (() => void)[] = [];
  let hidden = false;
  class FakeSocket extends EventTarget {
    readyState = 0;
    sent: unknown[] = [];
    closed = false;
    send(text: string) {
      this.sent.push(JSON.parse(text));
    }
    close() {
      this.closed = true;
    }
    opens() {
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
    }
    says(message: object) {
      this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
    }
    ends(code: number) {
      this.readyState = 3;
      this.dispatchEvent(Object.assign(new Event('close'), { code }));
    }
  }
  const surroundings: RealtimeSurroundings = {
    connect: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    hidden: () => hidden,
    onVisibility: (listener) => listeners.push(listener),
    later(run, milliseconds) {
      const timer = { run, milliseconds };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random: () => 1,
  };
  return {
    sockets,
    client: createRealtimeClient(surroundings),
    pauses: () => [...timers].map(({ milliseconds }) => milliseconds),
    timePasses() {
      for (const timer of timers) {
        timers.delete(timer);
        timer.run();
      }
    },
    hide(now: boolean) {
      hidden = now;
      for (const listener of listeners) listener();
    },
  };
}

describe('an open page', () => {
  test('connects once somebody watches, and hears of its topics only', () => {
    const { sockets, client } = browser();
    const heard: string[] = [];
    expect(sockets).toHaveLength(0);
    client.watch('centre', () => heard.push('centre'));
    client.watch('people', () => heard.push('people'));
    sockets[0]?.opens();
    expect(sockets).toHaveLength(1);
    expect(sockets[0]?.sent).toEqual([{ type: 'subscribe', topic: 'centre' }, { type: 'subscribe', topic: 'people' }]);
    sockets[0]?.says({ type: 'changed', topic: 'people' });
    sockets[0]?.says({ type: 'changed', topic: 'other' });
    sockets[0]?.says({ type: 'refused', topic: 'centre', reason: 'not_allowed' });
    expect(heard).toEqual(['people']);
  });

  test('asks for a topic once for all who watch it, and lets go after the last', () => {
    const { sockets, client } = browser();
    const stops = [client.watch('centre', () => undefined), client.watch('centre', () => undefined)];
    const keep = client.watch('people', () => undefined);
    sockets[0]?.opens();
    for (const stop of stops) stop();
    stops[0]?.();
    expect(sockets[0]?.sent).toEqual([{ type: 'subscribe', topic: 'centre' }, { type: 'subscribe', topic: 'people' }, { type: 'unsubscribe', topic: 'centre' }]);
    keep();
    expect(sockets[0]?.closed).toBe(true);
  });

  test('comes back after growing pauses, subscribes again and looks at once', () => {
    const { sockets, client, pauses, timePasses } = browser();
    let looks = 0;
    client.watch('centre', () => (looks += 1));
    const seen: number[] = [];
    for (let round = 0; round < 8; round++) {
      sockets.at(-1)?.ends(1006);
      seen.push(...pauses());
      timePasses();
    }
    expect(seen).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    sockets.at(-1)?.opens();
    sockets.at(-1)?.says({ type: 'subscribed', topic: 'centre' });
    expect({ looks, sent: sockets.at(-1)?.sent }).toEqual({ looks: 1, sent: [{ type: 'subscribe', topic: 'centre' }] });
    sockets.at(-1)?.ends(1006);
    expect(pauses()).toEqual([1_000]);
  });

  test('rests while it is hidden for long, and comes back when it is seen', () => {
    const { sockets, client, hide, pauses, timePasses } = browser();
    client.watch('centre', () => undefined);
    sockets[0]?.opens();
    hide(true);
    hide(false);
    expect({ pauses: pauses(), sockets: sockets.length }).toEqual({ pauses: [], sockets: 1 });
    hide(true);
    timePasses();
    expect(sockets[0]?.closed).toBe(true);
    hide(false);
    expect(sockets).toHaveLength(2);
  });

  test('does not come back after the session has ended', () => {
    const { sockets, client, pauses } = browser();
    client.watch('centre', () => undefined);
    sockets[0]?.ends(4401);
    client.watch('people', () => undefined);
    expect({ pauses: pauses(), sockets: sockets.length }).toEqual({ pauses: [], sockets: 1 });
  });
});
