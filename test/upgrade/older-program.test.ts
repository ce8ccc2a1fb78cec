import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../../server/migrations.ts';
import { migrate, type MigrationOutcome } from '../../server/platform/database/migrate.ts';
import { openDatabase } from '../../server/platform/database/open.ts';
import { newId, release, silentLog } from '../../server/platform/index.ts';
import { freshDatabase } from '../../server/platform/testing/database.ts';
import { send, sendJson, startTestServer, type TestServer } from '../harness/server.ts';

/** What the next release might add: to every table a column, and tables of its own that refer to ours. */
const nextRelease = {
  '9000-next-release': {
    async up(db: Kysely<never>) {
      const { rows } = await sql<{ name: string }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'`.execute(db);
      for (const { name } of rows) await sql`alter table ${sql.table(name)} add column next_note text, add column next_weight integer not null default 1`.execute(db);
      await sql`create table next_thing (id uuid primary key, event_id uuid references event (id) on delete cascade)`.execute(db);
    },
  },
};

describe('going back one release: this program on the database of the next', () => {
  let server: TestServer;
  let outcomes: MigrationOutcome[] = [];
  beforeAll(async () => {
    const connection = await freshDatabase();
    const open = openDatabase(connection, silentLog, 2);
    outcomes = [await migrate(open.database, { ...migrations, ...nextRelease }, release + 1), await migrate(open.database, migrations)];
    await open.close();
    server = await startTestServer({ connection });
  });
  afterAll(() => server.close());

  test('it is let in, and knows what is newer', () => {
    expect(outcomes).toMatchObject([{ ok: true, applied: ['9000-next-release'] }, { ok: true, newer: ['9000-next-release'] }]);
  });

  test('it signs people in, reads, writes, undoes and shows pages', async () => {
    const headers = { cookie: await server.operator() };
    expect((await send(server.port, '/', { headers: { accept: 'text/html' } })).status).toBe(200);
    const created = await sendJson(server, 'POST', '/api/v1/contacts', { entry: { key: 'after-rollback', name: '秋实', when: 'always' } }, headers);
    expect({ status: created.status, body: created.body }).toMatchObject({ status: 200 });
    expect((await sendJson(server, 'DELETE', '/api/v1/contacts/after-rollback', {}, headers)).status).toBe(200);
    expect((await send(server.port, '/api/v1/audit', { headers })).body).toContain('after-rollback');
    await server.app.ground.database.transaction().execute((tx) => server.app.ground.enqueueJob(tx, 'applyRetention', {}));
    expect(server.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  test('what only the next release can deliver or run waits for it, and holds nothing of ours up', async () => {
    const { pool } = server.open;
    const event = newId();
    await pool.query("insert into event (id, name, subject, data, occurred_at) values ($1, 'next.happened', 'next:1', '{}', now())", [event]);
    await pool.query("insert into outbox (event_id, subscriber, subject, position, next_attempt_at) select id, 'next-module', subject, position, to_timestamp(0) from event where id = $1", [event]);
    await pool.query("select pgboss.create_queue('nextJob', '{\"policy\":\"standard\"}')");
    await pool.query("insert into pgboss.job (name, data) values ('nextJob', '{}')");
    const headers = { cookie: await server.operator() };
    expect((await sendJson(server, 'POST', '/api/v1/contacts', { entry: { key: 'side-by-side', name: '春华', when: 'always' } }, headers)).status).toBe(200);
    const ours = async () => (await pool.query<{ count: number }>("select count(*)::int as count from outbox where subscriber <> 'next-module'")).rows[0]?.count;
    await expect.poll(ours).toBe(0);
    expect((await pool.query("select subscriber, attempts, parked_at from outbox")).rows).toEqual([{ subscriber: 'next-module', attempts: 0, parked_at: null }]);
    expect((await pool.query("select state, retry_count from pgboss.job where name = 'nextJob'")).rows).toEqual([{ state: 'created', retry_count: 0 }]);
    // Upkeep shows what it does not know as what it is: something that waits.
    const upkeep = await send(server.port, '/api/v1/upkeep', { headers });
    expect(upkeep.json<object>()).toMatchObject({ outbox: { waiting: 1, failing: 0, parked: 0 } });
    expect(server.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
