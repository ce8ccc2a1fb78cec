import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { secretHash, silentLog } from '../platform/index.ts';
import { createNotifications } from '../platform/database/notifications.ts';
import { openDatabase } from '../platform/database/open.ts';
import { createSessionMemory, type SessionMemory } from './session-memory.ts';
import { findSession } from './store/sessions.ts';
import { operatorOfCentre, peopleGround } from './testing.ts';

/** How long a word may take to another connection on a busy machine; it is there within moments. */
const patience = { timeout: 15_000, interval: 5 };

type People = Awaited<ReturnType<typeof peopleGround>>;
type Node = { memory: SessionMemory; elapse(milliseconds: number): void; lookUps(): number; notifications: ReturnType<typeof createNotifications>; open: ReturnType<typeof openDatabase> };
let people: People;
afterEach(() => people.ground.close());

/** A process of the centre as far as sessions go: connections of its own, and a count of what it asks the database. */
async function node(find: typeof findSession = findSession): Promise<Node> {
  const { connection } = people.ground;
  const open = openDatabase(connection, silentLog, 3);
  const notifications = createNotifications({ connection, log: silentLog });
  let [lookUps, elapsed] = [0, 0];
  const memory = createSessionMemory({ database: open.database, ownWords: open.ownWords, notifications, log: silentLog, find: (...asked) => (lookUps++, find(...asked)), elapsed: () => elapsed });
  onTestFinished(async () => {
    memory.close();
    await notifications.stop();
    await open.close();
  });
  await vi.waitFor(() => expect(memory.stats().hears).toBe(true), patience);
  return { memory, elapse: (milliseconds) => void (elapsed += milliseconds), lookUps: () => lookUps, notifications, open };
}

async function signedIn(grants = [operatorOfCentre]): Promise<{ id: string; hash: string }> {
  const id = await people.add('春华', { grants });
  return { id, hash: secretHash((await people.signIn(id)).token) };
}
const ask = ({ memory }: Node, hash: string) => memory.find(hash, people.ground.clock.now());

describe('sessions in memory', () => {
  test('who reads twice is looked up once', async () => {
    people = await peopleGround();
    const { id, hash } = await signedIn();
    const here = await node();
    expect(await ask(here, hash)).toMatchObject({ id, grants: [operatorOfCentre] });
    expect(await ask(here, hash)).toMatchObject({ id, grants: [operatorOfCentre] });
    expect(here.lookUps()).toBe(1);
    expect(await ask(here, 'nobody')).toBeUndefined();
    expect(here.memory.stats().kept).toBe(1);
  });

  const changes: [string, (id: string) => [string, unknown[]], unknown][] = [
    ['a session that is ended', (id) => ['update session set ended_at = now() where person_id = $1', [id]], undefined],
    ['a session that is deleted', (id) => ['delete from session where person_id = $1', [id]], undefined],
    ['a session that is cut short', (id) => ["update session set expires_at = '2026-11-18T01:00:00Z' where person_id = $1", [id]], undefined],
    ['a person who is shut out', (id) => ['update person set disabled_at = now() where id = $1', [id]], undefined],
    ['a person who is erased', (id) => ['update person set erased_at = now() where id = $1', [id]], undefined],
    ['a role that is taken', (id) => ['delete from role_grant where person_id = $1', [id]], expect.objectContaining({ grants: [] })],
    ['a role that is given', (id) => ["insert into role_grant (person_id, role, scope_kind, scope_key, granted_at) values ($1, 'agent', 'team', 'night', now())", [id]], expect.objectContaining({ grants: [{ role: 'agent', scope: { kind: 'team', key: 'night' } }, operatorOfCentre] })],
    ['a second factor that is asked for', () => ['update staff_policy set second_factor_required = true', []], expect.objectContaining({ secondFactorRequired: true })],
    ['a second factor that was shown', (id) => ['update session set second_factor = true where person_id = $1', [id]], expect.objectContaining({ secondFactor: true })],
    ['a person who is called otherwise', (id) => ["update person set name = '秋实' where id = $1", [id]], expect.objectContaining({ name: '秋实' })],
  ];

  test.each(changes)('%s is known at once in the process that did it, and within moments in another', async (_what, statement, after) => {
    people = await peopleGround();
    const { id, hash } = await signedIn();
    const [here, there] = [await node(), await node()];
    for (const each of [here, there]) expect(await ask(each, hash)).toMatchObject({ name: '春华' });

    await here.open.pool.query(...statement(id));

    expect(await ask(here, hash)).toEqual(after);
    // The two seconds after which it would be asked anyway do not pass here.
    await vi.waitFor(async () => expect(await ask(there, hash)).toEqual(after), patience);
  });

  test('a change inside a transaction counts from the commit on; one that is undone changes nothing', async () => {
    people = await peopleGround();
    const { id, hash } = await signedIn();
    const here = await node();
    const change = (fails: boolean) => here.open.database.transaction().execute(async (transaction) => {
      await transaction.withTables<{ session: { person_id: string; ended_at: Date } }>().updateTable('session').set({ ended_at: new Date() }).where('person_id', '=', id).execute();
      // Read and kept by somebody else meanwhile, as it was before.
      expect(await ask(here, hash)).toMatchObject({ id });
      if (fails) throw new Error('undone');
    });
    await expect(change(true)).rejects.toThrow('undone');
    expect(await ask(here, hash)).toMatchObject({ id });
    await change(false);
    expect(await ask(here, hash)).toBeUndefined();
  });

  test('a look-up that began before the change is not kept after it', async () => {
    people = await peopleGround();
    const { id, hash } = await signedIn();
    const read = Promise.withResolvers<void>();
    const changed = Promise.withResolvers<void>();
    let slow = true;
    const here = await node(async (...asked) => {
      const found = await findSession(...asked);
      if (slow) {
        read.resolve();
        await changed.promise;
      }
      return found;
    });
    const late = ask(here, hash);
    await read.promise;
    slow = false;
    await here.open.pool.query('update person set disabled_at = now() where id = $1', [id]);
    changed.resolve();
    // The request that was under way is answered as it was when it asked; the next one is not.
    expect(await late).toMatchObject({ id });
    expect(here.memory.stats().kept).toBe(0);
    expect(await ask(here, hash)).toBeUndefined();
  });

  test('that somebody uses a session empties nothing', async () => {
    people = await peopleGround();
    const { id, hash } = await signedIn();
    const here = await node();
    await ask(here, hash);
    await here.open.pool.query("update session set seen_at = seen_at + interval '6 minutes', expires_at = expires_at + interval '6 minutes' where person_id = $1", [id]);
    await ask(here, hash);
    expect(here.lookUps()).toBe(1);
  });

  test('nothing is kept while nobody listens, and all goes on when the connection is back', async () => {
    people = await peopleGround();
    const { id, hash } = await signedIn();
    const here = await node();
    await ask(here, hash);
    expect(here.memory.stats()).toEqual({ kept: 1, hears: true });
    const lost = new Promise<void>((resolve) => here.notifications.listen('nothing', { heard: () => undefined, missed: () => undefined, lost: resolve }));
    await people.ground.open.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lichun-notifications' and datname = current_database()");
    await lost;
    expect(here.memory.stats()).toEqual({ kept: 0, hears: false });
    // Said while nobody heard it, by another process.
    await people.ground.open.pool.query('update session set ended_at = now() where person_id = $1', [id]);
    expect(await ask(here, hash)).toBeUndefined();
    await vi.waitFor(() => expect(here.memory.stats().hears).toBe(true), patience);
  });

  test('a connection that lets us listen and tells nothing, as behind a pooler, is not trusted', async () => {
    people = await peopleGround();
    const { hash } = await signedIn();
    let elapsed = 0;
    const memory = createSessionMemory({ database: people.ground.database, ownWords: people.ground.open.ownWords, elapsed: () => elapsed, notifications: { connected: () => true, listen: (_channel, { missed }) => (missed(), () => undefined) }, log: silentLog });
    await memory.find(hash, people.ground.clock.now());
    // Also when it was asked to prove itself again.
    elapsed = 6_000;
    await memory.find(hash, people.ground.clock.now());
    expect(memory.stats()).toEqual({ kept: 0, hears: false });
  });

  test('what is kept ends by the clock like any session, and after two seconds it is asked for again', async () => {
    people = await peopleGround();
    const { hash } = await signedIn();
    const here = await node();
    await ask(here, hash);
    here.elapse(1_999);
    await ask(here, hash);
    expect(here.lookUps()).toBe(1);
    here.elapse(1);
    await ask(here, hash);
    expect(here.lookUps()).toBe(2);
    // Staff sign in again after twelve hours without use.
    people.ground.clock.advance(12 * 3600_000 + 1);
    expect(await ask(here, hash)).toBeUndefined();
  });
});
