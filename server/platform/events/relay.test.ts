import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { movableClock } from '../clock.ts';
import type { ConnectionSettings } from '../database/connection.ts';
import { createNotifications, type Notifications } from '../database/notifications.ts';
import { openDatabase, type OpenDatabase } from '../database/open.ts';
import { silentLog } from '../log.ts';
import { freshDatabase } from '../testing/database.ts';
import { listParked, readOutboxState, retryParked } from './parked.ts';
import { publishEvent, publishEvents, type DomainEvent } from './publish.ts';
import { createRelay, type Relay, type RelayParts } from './relay.ts';
import { deleteOldEvents } from './retention.ts';
import { subscriberNames, type Subscriber } from './subscriber.ts';

const start = new Date('2026-02-04T04:02:00Z');
let connection: ConnectionSettings;
let open: OpenDatabase;
let clock: ReturnType<typeof movableClock>;
const ending: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  connection = await freshDatabase();
  open = openDatabase(connection, silentLog, 8);
  clock = movableClock(start);
  await sql`create table seen (subscriber text, subject text, number int, turn bigserial)`.execute(open.database);
});

afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
  await open.close();
});

/** A relay as one process has it: with its own pool and its own ear. */
function relayOf(subscribers: readonly Subscriber[], options: Partial<RelayParts> = {}): { relay: Relay; own: OpenDatabase; notifications: Notifications } {
  const own = openDatabase(connection, silentLog, 5);
  const notifications = createNotifications({ connection, log: silentLog });
  const relay = createRelay({ database: own.database, notifications, clock, log: silentLog, subscribers, ...options });
  ending.push(() => own.close(), () => notifications.stop(), () => relay.stop());
  relay.start();
  return { relay, own, notifications };
}

/** Writes down what it gets, in the delivery's transaction. */
function writer(name: string, before: (event: { subject: string; data: Readonly<Record<string, unknown>> }) => void | Promise<void> = () => undefined): Subscriber {
  return {
    name,
    events: 'all',
    async handle(event, tx) {
      await sql`insert into seen values (${name}, ${event.subject}, ${event.data['number']})`.execute(tx);
      await before(event);
    },
  };
}

async function publish(subscribers: readonly Subscriber[], events: readonly DomainEvent[]): Promise<void> {
  const namesOf = subscriberNames(subscribers);
  await open.database.transaction().execute(async (tx) => {
    for (const event of events) await publishEvent(tx, namesOf(event.name), clock.now(), event);
  });
}

const about = (subject: string, number: number): DomainEvent => ({ name: 'thing.happened', subject, data: { number } });

async function seen(subscriber: string): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select subject || number as text from seen where subscriber = ${subscriber} order by turn`.execute(open.database);
  return rows.map((row) => row.text);
}

describe('the relay', () => {
  test('delivers what is committed to each subscriber once, and empties the outbox', async () => {
    const subscribers = [writer('one'), { ...writer('two'), events: ['other.happened'] }];
    const { relay } = relayOf(subscribers);
    await publish(subscribers, [about('a', 1), about('b', 2), { ...about('a', 3), name: 'other.happened' }]);
    relay.wake();
    await relay.settled();
    expect({ one: (await seen('one')).toSorted(), two: await seen('two'), outbox: await readOutboxState(open.database) }).toEqual({
      one: ['a1', 'a3', 'b2'],
      two: ['a3'],
      outbox: { waiting: 0, failing: 0, parked: 0, oldestWaiting: null },
    });
  });

  test('delivers what happened at one moment in the order in which it was said', async () => {
    const subscribers = [writer('one'), { ...writer('two'), events: ['other.happened'] }];
    const happened = Array.from({ length: 40 }, (_unused, number): DomainEvent => ({ ...about(number % 2 === 0 ? 'a' : 'b', number), name: number % 5 === 0 ? 'other.happened' : 'thing.happened' }));
    await open.database.transaction().execute((tx) => publishEvents(tx, subscriberNames(subscribers), clock.now(), happened));
    const { relay } = relayOf(subscribers);
    await relay.settled();
    const bySubject = async (name: string, subject: string) => (await seen(name)).filter((text) => text.startsWith(subject));
    const expected = (subject: string, only: (number: number) => boolean) => happened.flatMap(({ subject: of, data }) => (of === subject && only(data?.['number'] as number) ? [`${of}${data?.['number']}`] : []));
    expect({ a: await bySubject('one', 'a'), b: await bySubject('one', 'b'), two: [await bySubject('two', 'a'), await bySubject('two', 'b')] }).toEqual({
      a: expected('a', () => true), b: expected('b', () => true), two: [expected('a', (number) => number % 5 === 0), expected('b', (number) => number % 5 === 0)],
    });
  });

  test('is woken by another process that committed', async () => {
    const subscribers = [writer('one')];
    const { notifications } = relayOf(subscribers, { sweepMilliseconds: 600_000 });
    await notifications.ready();
    const speaking = createNotifications({ connection, log: silentLog });
    ending.push(() => speaking.stop());
    await publish(subscribers, [about('a', 1)]);
    speaking.notify('lichun_outbox', '');
    await expect.poll(() => seen('one')).toEqual(['a1']);
  });

  test('finds what an earlier process left, without being told', async () => {
    const subscribers = [writer('one')];
    await publish(subscribers, [about('a', 1)]);
    const { relay } = relayOf(subscribers);
    await relay.settled();
    expect(await seen('one')).toEqual(['a1']);
  });

  test('keeps the order within a subject, with two relays at work on one database', async () => {
    const subscribers = [writer('one'), writer('two')];
    const relays = [relayOf(subscribers).relay, relayOf(subscribers).relay];
    const subjects = ['a', 'b', 'c', 'd'];
    for (let number = 0; number < 40; number++) {
      await publish(subscribers, subjects.map((subject) => about(subject, number)));
      for (const relay of relays) relay.wake();
    }
    await expect.poll(() => readOutboxState(open.database).then(({ waiting }) => waiting)).toBe(0);
    for (const subscriber of ['one', 'two']) {
      const texts = await seen(subscriber);
      expect(texts).toHaveLength(160);
      for (const subject of subjects) expect(texts.filter((text) => text.startsWith(subject))).toEqual(Array.from({ length: 40 }, (_, number) => `${subject}${number}`));
    }
  });

  test('delivers exactly once when the process dies in the middle of a delivery', async () => {
    const reached = Promise.withResolvers<void>();
    const dying = writer('one', () => new Promise<void>(() => reached.resolve()));
    await publish([dying], [about('a', 1), about('a', 2)]);
    const { own } = relayOf([dying], { deadlineMilliseconds: 1_000 });
    await reached.promise;
    // The server sees the same as when the process is killed: the connection ends in the middle of the transaction.
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`.execute(open.database);
    const { relay } = relayOf([writer('one')]);
    await expect.poll(async () => { await relay.settled(); return seen('one'); }).toEqual(['a1', 'a2']);
    expect(own.pool.totalCount).toBeGreaterThan(0);
  });

  test('a poison event is retried with growing pauses, then parked; nobody else waits for it', async () => {
    const poison = writer('poisoned', (event) => {
      if (event.data['number'] === 2) throw new Error('cannot digest, password=hunter2');
    });
    const subscribers = [poison, writer('healthy')];
    const { relay } = relayOf(subscribers, { maximumAttempts: 3 });
    await publish(subscribers, [about('a', 1), about('a', 2), about('a', 3), about('b', 4)]);
    relay.wake();
    await relay.settled();
    expect({ poisoned: (await seen('poisoned')).toSorted(), healthy: (await seen('healthy')).toSorted() }).toEqual({ poisoned: ['a1', 'b4'], healthy: ['a1', 'a2', 'a3', 'b4'] });

    const attempts: number[] = [];
    for (const pause of [500, 600, 1_500, 600]) {
      clock.advance(pause);
      relay.wake();
      await relay.settled();
      const { rows } = await sql<{ attempts: number }>`select attempts from outbox where subscriber = 'poisoned' order by position`.execute(open.database);
      attempts.push(rows[0]?.attempts ?? 0);
    }
    expect(attempts).toEqual([1, 2, 2, 3]);
    const parked = await listParked(open.database);
    expect(parked).toMatchObject([{ subscriber: 'poisoned', name: 'thing.happened', subject: 'a', attempts: 3, lastError: 'Error: cannot digest, password=•••' }]);
    expect(await seen('poisoned')).toContain('a3');
    expect(await readOutboxState(open.database)).toMatchObject({ waiting: 0, parked: 1 });
  });

  test('what was parked can be tried again', async () => {
    let cured = false;
    const subscribers = [writer('one', () => { if (!cured) throw new Error('not yet'); })];
    const { relay } = relayOf(subscribers, { maximumAttempts: 1 });
    await publish(subscribers, [about('a', 1)]);
    relay.wake();
    await relay.settled();
    const [parked] = await listParked(open.database);
    cured = true;
    expect(await retryParked(open.database, parked?.eventId ?? '', 'one', clock.now())).toBe(true);
    expect(await retryParked(open.database, parked?.eventId ?? '', 'one', clock.now())).toBe(false);
    relay.wake();
    await relay.settled();
    expect(await seen('one')).toEqual(['a1']);
  });

  test('a subscriber that hangs does not hold up the others, and is given up after its deadline', async () => {
    const hanging = writer('hanging', () => new Promise<void>(() => undefined));
    const subscribers = [hanging, writer('quick')];
    const { relay } = relayOf(subscribers, { deadlineMilliseconds: 300 });
    await publish(subscribers, [about('a', 1)]);
    relay.wake();
    await expect.poll(() => seen('quick')).toEqual(['a1']);
    await relay.settled();
    const { rows } = await sql<{ last_error: string }>`select last_error from outbox`.execute(open.database);
    expect({ rows, hanging: await seen('hanging') }).toEqual({ rows: [{ last_error: 'Error: Not done within 300 ms' }], hanging: [] });
  });

  test('what follows from an event is published in the same transaction and delivered too', async () => {
    const follower: Subscriber = {
      name: 'follower',
      events: ['thing.happened'],
      handle: async (event, _tx, work) => work.publish({ name: 'thing.followed', subject: event.subject, data: { number: 2 } }),
    };
    const subscribers = [follower, { ...writer('last'), events: ['thing.followed'] }];
    const { relay } = relayOf(subscribers);
    await publish(subscribers, [about('a', 1)]);
    relay.wake();
    await expect.poll(() => seen('last')).toEqual(['a2']);
  });

  test('stopping lets the delivery under way end, and starts no other', async () => {
    const [reached, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const subscribers = [writer('one', async () => { reached.resolve(); await goOn.promise; })];
    await publish(subscribers, [about('a', 1), about('a', 2)]);
    const { relay } = relayOf(subscribers);
    await reached.promise;
    const stopped = relay.stop();
    goOn.resolve();
    await stopped;
    expect({ seen: await seen('one'), left: (await readOutboxState(open.database)).waiting }).toEqual({ seen: ['a1'], left: 1 });
  });

  test('its ear comes back after the connection was cut, and nothing was missed', async () => {
    const subscribers = [writer('one')];
    const { notifications } = relayOf(subscribers, { sweepMilliseconds: 600_000 });
    await notifications.ready();
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'lichun-notifications'`.execute(open.database);
    await publish(subscribers, [about('a', 1)]);
    await expect.poll(() => seen('one')).toEqual(['a1']);
    await expect.poll(() => notifications.connected()).toBe(true);
  });

  test('two subscribers of one name are refused', () => {
    expect(() => subscriberNames([writer('one'), writer('one')])).toThrow('same name');
  });
});

test('old events go once everyone has them; those that wait stay, unless nobody of that name is left', async () => {
  const day = 24 * 3600_000;
  await publish([], [about('delivered', 1)]);
  await publish([writer('one')], [about('waiting', 2)]);
  await publish([writer('gone')], [about('orphan', 3)]);
  clock.advance(91 * day);
  await publish([], [about('young', 4)]);
  expect(await deleteOldEvents(open.database, new Date(clock.now().getTime() - 90 * day), ['one'])).toBe(2);
  const left = await open.database.selectFrom('event').select('subject').orderBy('position').execute();
  expect(left.map((event) => event.subject)).toEqual(['waiting', 'young']);
});
