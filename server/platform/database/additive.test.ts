import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations.ts';
import { freshDatabase } from '../testing/database.ts';
import { findBreaking, tableMade } from '../testing/additive.ts';
import { poolConfig } from './connection.ts';

describe('a change of the database that only adds', () => {
  test.each([
    'create table room (id uuid primary key)',
    'alter table person add column nickname text',
    "alter table person add column language text not null default 'zh-CN', add column seen_at timestamptz",
    'create index person_name on person (name)',
    'drop index person_name',
    'alter table person drop constraint person_name_check',
    'alter table person alter column name drop not null',
    "update person set note = 'please drop table x; truncate y'",
  ])('%s', (statement) => expect(findBreaking(statement, new Set())).toEqual([]));
});

describe('a change that the program of the release before would stumble over', () => {
  test.each([
    ['drop table person', 'drops'],
    ['alter table person drop column name', 'drops'],
    ['alter table person drop name', 'drops'],
    ['alter table person add column a text, drop column name cascade', 'drops'],
    ['truncate session', 'drops'],
    ['drop type mood', 'drops'],
    ['alter table person rename to human', 'renames'],
    ['alter table person rename column name to title', 'renames'],
    ['alter table person alter column id type bigint', 'changes_type'],
    ['alter table person alter id set data type text', 'changes_type'],
    ['alter table person alter column nickname set not null', 'requires'],
    ['alter table person add column nickname text not null', 'requires'],
    ['alter table person add column language text default \'x\', add column nickname text not null', 'requires'],
    ['alter table person add column nickname text unique', 'constrains'],
    ['alter table person add constraint short check (length(name) < 9)', 'constrains'],
    ['create unique index person_only on person (name)', 'constrains'],
  ])('%s', (statement, reason) => expect(findBreaking(statement, new Set()).map((found) => found.reason)).toContain(reason));

  test('may be done to a table that the same change has made', () => {
    expect(tableMade('create table if not exists "room" (a int)')).toBe('room');
    expect(findBreaking('create unique index room_only on room (a)', new Set(['room']))).toEqual([]);
    expect(findBreaking('alter table room alter column a set not null', new Set(['room']))).toEqual([]);
  });
});

/** Already done when this rule came, before anything had been released: `change: reason`. */
const beforeTheFirstRelease = new Set(['0004-outbox-order: requires', '0005-identities-grants: constrains']);

/** Changes that put a wider rule in the place of one of the same name: whatever the program of the release before writes passes it. */
const wider: Readonly<Record<string, string>> = {
  '0122-other-account': 'one more value may be needed',
  '0148-held-beside-membership': 'unique with one more column',
};

/** The rules by name that statements take away, and those that they bring. */
function replacedRules(statements: readonly string[]): { gone: string[]; come: string[] } {
  const named = (form: RegExp) => statements.flatMap((statement) => form.exec(statement)?.[1] ?? []);
  return { gone: named(/\bdrop (?:index|constraint) (\w{1,63})/i), come: named(/\b(?:create unique index|add constraint) (\w{1,63})/i) };
}

describe('the changes of this program', () => {
  const statements: string[] = [];
  let database: Kysely<never>;
  beforeAll(async () => {
    database = new Kysely<never>({ dialect: new PostgresDialect({ pool: new Pool({ ...poolConfig(await freshDatabase()), max: 2 }) }), log: (event) => void statements.push(event.query.sql) });
    await sql`drop schema public cascade`.execute(database);
    await sql`create schema public`.execute(database);
  });
  afterAll(() => database.destroy());

  test('only add, except those that say with which release they take away', async () => {
    const breaking: string[] = [];
    const widened: string[] = [];
    for (const [name, change] of Object.entries(migrations).toSorted(([left], [right]) => (left < right ? -1 : 1))) {
      statements.length = 0;
      await change.up(database);
      if (change.contract !== undefined) continue;
      const { gone, come } = replacedRules(statements);
      if (wider[name] !== undefined && come.length > 0 && come.every((rule) => gone.includes(rule))) {
        widened.push(name);
        continue;
      }
      const made = new Set(statements.map(tableMade).filter((table) => table !== undefined));
      breaking.push(...statements.flatMap((statement) => findBreaking(statement, made)).map(({ reason }) => `${name}: ${reason}`));
    }
    expect([...new Set(breaking)].filter((found) => !beforeTheFirstRelease.has(found))).toEqual([]);
    expect(widened).toEqual(Object.keys(wider));
  });
});
