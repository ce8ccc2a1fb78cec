import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNotifications } from '../database/notifications.ts';
import { silentLog } from '../log.ts';
import { freshDatabase } from '../testing/database.ts';
import { textFrame } from './frame.ts';
import { alone, clientFrame, join, joinRaw, knock, openStage, type Sessions, type Stage } from './testing/stage.ts';

let sessions: Sessions;
const ending: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  sessions = new Map([
    ['anna', { person: 'anna', roles: [] }],
    ['oskar', { person: 'oskar', roles: ['operator'] }],
  ]);
});

afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
});

async function stageOf(parts: Parameters<typeof openStage>[1] = {}): Promise<Stage> {
  const stage = await openStage(sessions, parts);
  ending.push(() => stage.close());
  return stage;
}

const subscribe = (topic: string) => ({ type: 'subscribe', topic });
const subscribed = (topic: string) => ({ type: 'subscribed', topic });

describe('realtime', () => {
  test('tells those who watch a topic that there is something new, once for changes of the same moment', async () => {
    const stage = await stageOf();
    const [anna, oskar] = [await join(stage, 'anna'), await join(stage, 'oskar')];
    for (const client of [anna, oskar]) client.say(subscribe('open:centre'));
    await Promise.all([anna.next(1), oskar.next(1)]);
    stage.realtime.changed(['open:centre', 'open:other']);
    stage.realtime.changed([{ topic: 'open:centre', revision: '7' }]);
    for (const client of [anna, oskar]) expect(await client.next(2)).toEqual([subscribed('open:centre'), { type: 'changed', topic: 'open:centre', revision: '7' }]);
    expect(stage.realtime.stats()).toMatchObject({ connections: 2, people: 2, topics: 1 });
  });

  test('who subscribes later learns how far the topic has come', async () => {
    const stage = await stageOf();
    stage.realtime.changed([{ topic: 'open:centre', revision: '7' }]);
    const anna = await join(stage, 'anna');
    anna.say(subscribe('open:centre'));
    expect(await anna.next(1)).toEqual([{ ...subscribed('open:centre'), revision: '7' }]);
  });

  test('an unsubscribed topic is quiet, and nothing is kept of it', async () => {
    const stage = await stageOf();
    const anna = await join(stage, 'anna');
    for (const message of [subscribe('open:a'), subscribe('open:b'), { type: 'unsubscribe', topic: 'open:a' }, subscribe('open:c')]) anna.say(message);
    await anna.next(3);
    stage.realtime.changed(['open:a', 'open:b']);
    expect((await anna.next(4)).at(-1)).toEqual({ type: 'changed', topic: 'open:b' });
    expect(stage.realtime.stats().topics).toBe(2);
    anna.socket.close();
    await expect.poll(() => stage.realtime.stats()).toMatchObject({ connections: 0, people: 0, networks: 0, topics: 0 });
  });

  test('news reach the connections of other processes', async () => {
    const connection = await freshDatabase();
    const ears = [createNotifications({ connection, log: silentLog }), createNotifications({ connection, log: silentLog })];
    const [here, there] = await Promise.all(ears.map((notifications) => stageOf({ notifications })));
    ending.unshift(...ears.map((ear) => () => ear.stop()));
    await Promise.all(ears.map((ear) => ear.ready()));
    const anna = await join(there!, 'anna');
    anna.say(subscribe('open:centre'));
    await anna.next(1);
    const topics = Array.from({ length: 300 }, (_, number) => `open:a-rather-long-name-of-a-topic-${number}`);
    here!.realtime.changed([...topics, 'open:centre']);
    expect((await anna.next(2))[1]).toEqual({ type: 'changed', topic: 'open:centre' });
  });

  test('after the line between processes was cut, everyone is told to look', async () => {
    let missed = () => {};
    const stage = await stageOf({ notifications: { ...alone, listen: (_channel, listener) => { missed = () => listener.missed(); return () => undefined; } } });
    const anna = await join(stage, 'anna');
    anna.say(subscribe('open:centre'));
    await anna.next(1);
    missed();
    expect((await anna.next(2))[1]).toEqual({ type: 'changed', topic: 'open:centre' });
  });

  test('a connection that gives no sign of life is ended', async () => {
    const stage = await stageOf({ limits: { sweepMilliseconds: 60 } });
    const deaf = await joinRaw(stage, 'anna');
    const healthy = await join(stage, 'oskar');
    await once(deaf, 'close');
    expect(healthy.socket.readyState).toBe(healthy.socket.OPEN);
    expect(stage.realtime.stats().connections).toBe(1);
  });

  test('stopping says goodbye to everyone', async () => {
    const stage = await stageOf();
    const anna = await join(stage, 'anna');
    await stage.realtime.stop();
    expect(await anna.closed).toBe(1001);
    expect(await knock(stage, { origin: stage.origin, cookie: 'session=anna' })).toBe(503);
  });

  test('a frame is built as the standard says, short and long', () => {
    expect([...textFrame('ab')]).toEqual([0x81, 2, 97, 98]);
    expect([...textFrame('x'.repeat(300)).subarray(0, 5)]).toEqual([0x81, 126, 1, 44, 120]);
    expect(() => textFrame('x'.repeat(70_000))).toThrow('65,535');
  });
});

describe('E1: topics of others', () => {
  test('a topic that is not allowed is refused, and stays silent', async () => {
    const stage = await stageOf();
    const anna = await join(stage, 'anna');
    anna.say(subscribe('staff:today'));
    anna.say(subscribe('open:centre'));
    await anna.next(2);
    stage.realtime.changed(['staff:today', 'open:centre']);
    expect(await anna.next(3)).toEqual([{ type: 'refused', topic: 'staff:today', reason: 'not_allowed' }, subscribed('open:centre'), { type: 'changed', topic: 'open:centre' }]);
  });

  test('whoever loses a role loses its topics at once, and keeps the others', async () => {
    const stage = await stageOf();
    const oskar = await join(stage, 'oskar');
    for (const topic of ['staff:today', 'open:centre']) oskar.say(subscribe(topic));
    await oskar.next(2);
    sessions.set('oskar', { person: 'oskar', roles: [] });
    await stage.realtime.recheck('oskar');
    stage.realtime.changed(['staff:today', 'open:centre']);
    expect((await oskar.next(4)).slice(2)).toEqual([{ type: 'refused', topic: 'staff:today', reason: 'not_allowed' }, { type: 'changed', topic: 'open:centre' }]);
  });

  test('whoever is signed out gets nothing more, in another process too, and cannot come back', async () => {
    const connection = await freshDatabase();
    const ears = [createNotifications({ connection, log: silentLog }), createNotifications({ connection, log: silentLog })];
    const [here, there] = await Promise.all(ears.map((notifications) => stageOf({ notifications })));
    ending.unshift(...ears.map((ear) => () => ear.stop()));
    await Promise.all(ears.map((ear) => ear.ready()));
    const clients = [await join(here!, 'oskar'), await join(there!, 'oskar')];
    for (const client of clients) {
      client.say(subscribe('staff:today'));
      await client.next(1);
    }
    sessions.delete('oskar');
    await here!.realtime.recheck('oskar');
    expect(await Promise.all(clients.map((client) => client.closed))).toEqual([4401, 4401]);
    here!.realtime.changed(['staff:today']);
    expect(clients.map((client) => client.messages.length)).toEqual([1, 1]);
    expect(await knock(there!, { origin: there!.origin, cookie: 'session=oskar' })).toBe(401);
  });

  test('a session that ended without a word is found by the sweep', async () => {
    const stage = await stageOf({ limits: { sweepMilliseconds: 50 } });
    const oskar = await join(stage, 'oskar');
    sessions.delete('oskar');
    expect(await oskar.closed).toBe(4401);
  });

  test('when sessions cannot be checked for long, nobody stays connected', async () => {
    const stage = await stageOf({ limits: { sweepMilliseconds: 40, uncheckedMilliseconds: 100 }, liveSessions: () => Promise.reject(new Error('database away')) });
    expect(await (await join(stage, 'oskar')).closed).toBe(1013);
  });
});

test('E2: what a client sends besides type and topic is ignored, and nothing of it reaches others', async () => {
  const stage = await stageOf();
  const [anna, oskar] = [await join(stage, 'anna'), await join(stage, 'oskar')];
  oskar.say(subscribe('open:room'));
  await oskar.next(1);
  anna.say({ ...subscribe('open:room'), sender: 'oskar', roles: ['operator'], at: '1999-01-01', revision: '99', embed: '<b>' });
  anna.say({ type: 'changed', topic: 'open:room', revision: '99' });
  anna.say('{"type":"subscribe","topic":["open:room"]}');
  anna.say('{"__proto__":{"type":"subscribe","topic":"open:x"}}');
  anna.say({ type: 'subscribe', topic: 'staff:today', roles: ['operator'] });
  const unreadable = { type: 'refused', reason: 'unreadable' };
  expect(await anna.next(5)).toEqual([subscribed('open:room'), unreadable, unreadable, unreadable, { type: 'refused', topic: 'staff:today', reason: 'not_allowed' }]);
  expect(oskar.messages).toHaveLength(1);
});

describe('E3: a hostile client', () => {
  /** Sends bytes after a handshake, waits for the end, and sees to it that somebody else still gets news. */
  const endedBy = async (frames: Buffer[]) => {
    const stage = await stageOf();
    const other = await join(stage, 'oskar');
    other.say(subscribe('open:centre'));
    await other.next(1);
    const raw = await joinRaw(stage, 'anna');
    const ended = once(raw, 'close');
    raw.resume();
    for (const bytes of frames) if (raw.writable) raw.write(bytes);
    await ended;
    stage.realtime.changed(['open:centre']);
    await other.next(2);
    return stage.realtime.stats();
  };

  test.each<[string, () => Buffer[]]>([
    ['a message of 64 KB', () => [clientFrame(Buffer.alloc(65_537, 'x'))]],
    ['a message of 4 KB and one byte', () => [clientFrame(Buffer.alloc(4_097, 'x'))]],
    ['thousands of tiny fragments', () => [clientFrame(Buffer.from('x'), { final: false }), ...Array.from({ length: 5_000 }, () => clientFrame(Buffer.from('x'), { opcode: 0, final: false }))]],
    ['broken UTF-8', () => [clientFrame(Buffer.from([0xc3, 0x28]))]],
    ['binary data', () => [clientFrame(Buffer.from('{}'), { opcode: 2 })]],
    ['a reserved bit', () => [Buffer.from([0xc1, 0x80, 0, 0, 0, 0])]],
    ['a frame without a mask', () => [Buffer.from([0x81, 1, 97])]],
    ['more messages than a person can send', () => Array.from({ length: 100 }, () => clientFrame(Buffer.from('{}')))],
    ['a flood of pings', () => Array.from({ length: 100 }, () => clientFrame(Buffer.alloc(0), { opcode: 9 }))],
  ])('%s ends its connection, and others are still served', async (_what, frames) => {
    expect(await endedBy(frames())).toMatchObject({ connections: 1, tooMuch: 1 });
  });

  test('51 topics: the last is refused', async () => {
    const stage = await stageOf();
    const anna = await join(stage, 'anna');
    for (let number = 0; number < 51; number++) anna.say(subscribe(`open:${number}`));
    expect((await anna.next(51)).at(-1)).toEqual({ type: 'refused', topic: 'open:50', reason: 'too_many' });
    expect(stage.realtime.stats().topics).toBe(50);
  });

  test('the 21st connection of a person, the 101st of a network and one beyond the total are refused, and places are given back', async () => {
    const stage = await stageOf({ limits: { perNetwork: 4, perPerson: 2, total: 6 } });
    const from = (session: string, address: string) => knock(stage, { origin: stage.origin, cookie: `session=${session}`, 'x-forwarded-for': address });
    const stay = (session: string, address: string) => join(stage, session, { 'x-forwarded-for': address });
    const first = await stay('anna', '192.0.2.1');
    await stay('anna', '192.0.2.2');
    expect(await from('anna', '192.0.2.3')).toBe(429);
    for (const person of ['p1', 'p2', 'p3']) {
      sessions.set(person, { person, roles: [] });
      await stay(person, '192.0.2.1');
    }
    expect(await from('oskar', '192.0.2.1')).toBe(429);
    await stay('oskar', '192.0.2.9');
    expect(await from('oskar', '192.0.2.9')).toBe(503);
    first.socket.close();
    await expect.poll(() => from('anna', '192.0.2.1')).toBe(101);
  });

  test('a crowd of handshakes is counted before their sessions are looked up', async () => {
    const answering = Promise.withResolvers<void>();
    const stage = await stageOf({ limits: { perNetwork: 5 }, actorOf: async ({ network }) => { await answering.promise; return { kind: 'anonymous', network }; } });
    const knocks = Array.from({ length: 30 }, () => knock(stage, { origin: stage.origin, cookie: 'session=x' }));
    await expect.poll(() => stage.realtime.stats().refused).toBe(25);
    answering.resolve();
    const statuses = await Promise.all(knocks);
    expect([statuses.filter((status) => status === 429).length, statuses.filter((status) => status === 401).length]).toEqual([25, 5]);
  });

  test('a session that takes too long to look up ends the handshake', async () => {
    const never = new Promise<never>(() => undefined);
    const stage = await stageOf({ limits: { handshakeMilliseconds: 50 }, actorOf: () => never });
    expect(await knock(stage, { origin: stage.origin })).toBe(503);
    expect(stage.realtime.stats()).toMatchObject({ refused: 1, networks: 0 });
  });

  test('a client that does not read is let go instead of filling the memory', async () => {
    const stage = await stageOf({ limits: { waitingBytes: 2_000 } });
    const raw = await joinRaw(stage, 'anna');
    raw.pause();
    raw.write(clientFrame(Buffer.from(JSON.stringify(subscribe('open:centre')))));
    await expect.poll(() => stage.realtime.stats().topics).toBe(1);
    const revision = 'x'.repeat(5_000);
    await expect.poll(() => { stage.realtime.changed([{ topic: 'open:centre', revision }]); return stage.realtime.stats().slow; }, { interval: 1, timeout: 15_000 }).toBe(1);
    expect(stage.realtime.stats().connections).toBe(0);
    raw.destroy();
  });
});

describe('E4: a WebSocket opened by somebody else’s page', () => {
  test.each<[string, Record<string, string | undefined>, number]>([
    ['a foreign origin with a valid cookie', { origin: 'http://evil.example' }, 403],
    ['no origin with a valid cookie', { origin: undefined }, 403],
    ['the origin null', { origin: 'null' }, 403],
    ['our host on another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['https for http', { origin: 'https://127.0.0.1' }, 403],
    ['a host that is not ours', { host: 'evil.example', origin: 'http://evil.example' }, 421],
    ['no session', { cookie: undefined }, 401],
    ['a made-up session', { cookie: 'session=nobody' }, 401],
  ])('%s is refused before the upgrade', async (_what, headers, status) => {
    const stage = await stageOf();
    expect(await knock(stage, { origin: stage.origin, cookie: 'session=oskar', ...headers })).toBe(status);
    expect(await knock(stage, { origin: stage.origin, cookie: 'session=oskar' })).toBe(101);
  });

  test('other paths do not upgrade', async () => {
    const stage = await stageOf();
    expect(await knock(stage, { origin: stage.origin, cookie: 'session=oskar' }, '/realtime/x')).toBe(404);
    expect(await knock(stage, { origin: stage.origin, cookie: 'session=oskar' }, '/')).toBe(404);
  });
});
