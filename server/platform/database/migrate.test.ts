import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import { freshDatabase } from '../testing/database.ts';
import { migrations } from '../../migrations.ts';
import { migrate } from './migrate.ts';
import { openDatabase, type OpenDatabase } from './open.ts';

let open: OpenDatabase;
beforeEach(async () => {
  open = openDatabase(await freshDatabase(), silentLog, 4);
});
afterEach(() => open.close());

describe('migrating', () => {
  test('what is up to date stays as it is, also from two nodes at once', async () => {
    const outcomes = await Promise.all([migrate(open.database, migrations), migrate(open.database, migrations)]);
    expect(outcomes).toEqual([{ ok: true, applied: [] }, { ok: true, applied: [] }]);
  });

  test('an empty database is filled once, whoever comes first', async () => {
    await sql`drop schema public cascade`.execute(open.database);
    await sql`create schema public`.execute(open.database);
    const outcomes = await Promise.all([migrate(open.database, migrations), migrate(open.database, migrations)]);
    const applied = outcomes.flatMap((outcome) => (outcome.ok ? outcome.applied : []));
    expect(applied.toSorted()).toEqual(Object.keys(migrations).toSorted());
  });

  test('a database that a newer program has changed is refused and left alone', async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2030-01-01')`.execute(open.database);
    const before = await sql`select name from kysely_migration order by name`.execute(open.database);
    expect(await migrate(open.database, migrations)).toEqual({ ok: false, reason: 'database_newer', unknown: ['9999-from-the-future'] });
    expect((await sql`select name from kysely_migration order by name`.execute(open.database)).rows).toEqual(before.rows);
  });
});
