import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import { freshDatabase } from '../testing/database.ts';
import { migrations } from '../../migrations.ts';
import { release } from '../release.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { openDatabase, type OpenDatabase } from './open.ts';

let open: OpenDatabase;
beforeEach(async () => {
  open = openDatabase(await freshDatabase(), silentLog, 4);
});
afterEach(() => open.close());

describe('migrating', () => {
  test('what is up to date stays as it is, also from two nodes at once', async () => {
    const outcomes = await Promise.all([migrate(open.database, migrations), migrate(open.database, migrations)]);
    expect(outcomes).toEqual([{ ok: true, applied: [], newer: [] }, { ok: true, applied: [], newer: [] }]);
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

  describe('beside the program of the next release', () => {
    const next = { '9000-next': { up: async (db: Kysely<never>) => void (await sql`create table next_thing (id int)`.execute(db)) } };
    const taking = { '9001-taking': { contract: release + 1, up: async (db: Kysely<never>) => void (await sql`drop table proposal`.execute(db)) } };

    test('a database that it has only added to is served, and says what is newer', async () => {
      expect(await migrate(open.database, { ...migrations, ...next }, release + 1)).toMatchObject({ ok: true, applied: ['9000-next'] });
      expect(await migrate(open.database, migrations, release)).toEqual({ ok: true, applied: [], newer: ['9000-next'] });
      expect(await pendingMigrations(open.database, migrations, release)).toMatchObject({ pending: [], unknown: ['9000-next'], serveable: true });
    });

    test('a database from which it has taken something away is refused', async () => {
      await migrate(open.database, { ...migrations, ...next, ...taking }, release + 1);
      expect(await migrate(open.database, migrations, release)).toEqual({ ok: false, reason: 'database_newer', unknown: ['9000-next', '9001-taking'] });
    });

    test('a database that is two releases ahead is refused, whatever was added', async () => {
      await migrate(open.database, { ...migrations, ...next }, release + 2);
      expect(await migrate(open.database, migrations, release)).toMatchObject({ ok: false, reason: 'database_newer' });
    });

    test('a program that lacks a change of its own does not serve it', async () => {
      await migrate(open.database, { ...migrations, ...next }, release + 1);
      await sql`delete from kysely_migration where name = '0070-upkeep'`.execute(open.database);
      expect(await migrate(open.database, migrations, release)).toMatchObject({ ok: false, reason: 'database_newer' });
    });

    test('what would be taken away is told before it is done', async () => {
      expect(await pendingMigrations(open.database, { ...migrations, ...next, ...taking }, release + 1)).toMatchObject({ pending: ['9000-next', '9001-taking'], contracting: ['9001-taking'], unknown: [], serveable: true });
    });
  });
});
