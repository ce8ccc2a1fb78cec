import { setTimeout as pause } from 'node:timers/promises';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Kysely, PostgresDialect } from 'kysely';
import { escapeIdentifier, type Client } from 'pg';
import type { ConnectionSettings } from '../../platform/database/index.ts';
import type { Database, Migrations, PlatformTables } from '../../platform/index.ts';
import { openJobCarrier, waitingJobsColumns, type CarriedJob } from '../../platform/jobs/index.ts';
import { readSleep } from './sleep.ts';
import { connectForCopy, readTables, type SequenceState } from './snapshot.ts';

const sleepMigration = '0120-sleep';

/** What is in a database: nothing at all, a centre that nobody has set up or changed, or a centre. */
export type Emptiness = 'bare' | 'unused' | 'used';

/** A database that is being filled in one transaction; nothing of it shows before `commit`. */
export type Refill = {
  emptiness(): Promise<Emptiness>;
  /** Whether a Lichun serves this database now. */
  isServed(): Promise<boolean>;
  /** Takes away what an unused centre has, and makes the tables as these changes leave them. False when one of them is not known. */
  prepare(names: readonly string[], migrations: Migrations): Promise<void>;
  /** True when the database has these columns, and can take a copy of the table. */
  fits(table: { name: string; columns: readonly string[] }): Promise<boolean>;
  /** Begins to fill a table; `end` resolves when PostgreSQL has taken it all. */
  fill(table: { name: string; columns: readonly string[] }): Promise<{ write(bytes: Buffer): Promise<void>; end(): Promise<void> }>;
  setSequences(sequences: readonly SequenceState[]): Promise<void>;
  addJobs(text: Buffer): Promise<void>;
  /** Lets the centre sleep from now on: it sends nothing until somebody wakes it. */
  fallAsleep(since: Date, backupOf: Date, migrations: Migrations): Promise<void>;
  /** Whether the centre that was filled sleeps, because of that or because its backup did. */
  sleeps(): Promise<boolean>;
  /** The next program that starts takes its own key for the centre's. */
  forgetKey(): Promise<void>;
  commit(): Promise<void>;
  close(): Promise<void>;
};

type ForeignKey = { table: string; name: string; definition: string };

/** Opens a database to be filled. The tables of the job queue are made before the transaction when they are missing. */
export async function openRefill(connection: ConnectionSettings): Promise<Refill> {
  const client = await connectForCopy(connection);
  let foreignKeys: ForeignKey[] = [];
  const identifiers = (names: readonly string[]) => names.map((name) => escapeIdentifier(name)).join(', ');
  const { from } = await import('pg-copy-streams');

  const fill: Refill['fill'] = async ({ name, columns }) => {
    const copy: Writable = client.query(from(`copy ${escapeIdentifier(name)} (${identifiers(columns)}) from stdin`));
    const failed = Promise.withResolvers<never>();
    failed.promise.catch(() => undefined);
    copy.on('error', (error) => failed.reject(error));
    return {
      async write(bytes) {
        if (!copy.write(bytes)) await Promise.race([once(copy, 'drain'), failed.promise]);
      },
      async end() {
        copy.end();
        await Promise.race([finished(copy), failed.promise]);
      },
    };
  };

  return {
    emptiness: () => judgeEmptiness(client),
    async isServed() {
      const looks = 10;
      for (let look = 1; look <= looks; look++) {
        const { rows } = await client.query<{ served: boolean }>(`
          select exists (
            select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name in ('lichun', 'lichun-notifications')
          ) as served`);
        if (rows[0]?.served !== true) return false;
        // PostgreSQL shows the connections of a program that has just ended a moment longer.
        if (look < looks) await pause(150);
      }
      return true;
    },
    async prepare(names, migrations) {
      await client.query('begin');
      await dropEverything(client);
      await client.query('create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null)');
      await client.query('create table kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null)');
      const database = kyselyOn(client);
      for (const name of names) await migrations[name]?.up(database);
      const tables = await readTables(client);
      await client.query(`truncate ${identifiers(tables.map((table) => table.name))}`);
      foreignKeys = await takeForeignKeys(client);
      for (const { name } of tables) await client.query(`alter table ${escapeIdentifier(name)} disable trigger user`);
    },
    async fits({ name, columns }) {
      const found = (await readTables(client)).find((table) => table.name === name);
      return found !== undefined && columns.every((column) => found.columns.includes(column));
    },
    fill,
    async setSequences(sequences) {
      for (const { name, value, called } of sequences) await client.query('select setval(to_regclass($1), $2::bigint, $3) where to_regclass($1) is not null', [escapeIdentifier(name), value, called]);
    },
    async addJobs(text) {
      if (text.length === 0) return;
      await client.query('create temporary table carried_job (name text, data jsonb, start_after timestamptz, singleton_key text) on commit drop');
      const table = await fill({ name: 'carried_job', columns: waitingJobsColumns });
      await table.write(text);
      await table.end();
      const { rows } = await client.query<CarriedJob>('select name, data, start_after as "startAfter", singleton_key as key from carried_job');
      const administrator = await connectForCopy(connection);
      const carrier = await openJobCarrier(administrator);
      try {
        await carrier.add(client, rows);
      } finally {
        await carrier.close();
        await administrator.end();
      }
    },
    async fallAsleep(since, backupOf, migrations) {
      // In the transaction that fills it, also where the backup's program did not know of this: no program may find the centre awake.
      await migrations[sleepMigration]?.up(kyselyOn(client));
      await client.query('insert into centre_sleep (since, backup_of) values ($1, $2) on conflict (only_row) do update set since = excluded.since, backup_of = excluded.backup_of', [since, backupOf]);
    },
    async sleeps() {
      return (await readSleep(kyselyOn(client))) !== undefined;
    },
    async forgetKey() {
      const { rows } = await client.query<{ found: boolean }>("select to_regclass('centre_key') is not null as found");
      if (rows[0]?.found === true) await client.query('delete from centre_key');
    },
    async commit() {
      for (const { table, name, definition } of foreignKeys) await client.query(`alter table ${table} add constraint ${escapeIdentifier(name)} ${definition}`);
      for (const { name } of await readTables(client)) await client.query(`alter table ${escapeIdentifier(name)} enable trigger user`);
      await client.query('commit');
      await client.query('analyze');
    },
    // What was not committed goes with the connection.
    close: () => client.end(),
  };
}

/** An example that nobody changed counts as nothing; a person, or anything that somebody did, does not. */
async function judgeEmptiness(client: Client): Promise<Emptiness> {
  const tables = await readTables(client);
  if (tables.length === 0) return 'bare';
  const has = (name: string) => tables.some((table) => table.name === name);
  const questions = [
    ...(has('person') ? ['exists (select 1 from person)'] : []),
    ...(has('audit_entry') ? ["exists (select 1 from audit_entry where actor_kind <> 'system' or actor_name is distinct from 'example')"] : []),
  ];
  // Tables of someone else's: nothing of ours tells that they may go.
  if (questions.length < 2) return 'used';
  const { rows } = await client.query<{ used: boolean }>(`select ${questions.join(' or ')} as used`);
  return rows[0]?.used === true ? 'used' : 'unused';
}

async function dropEverything(client: Client): Promise<void> {
  const tables = await readTables(client);
  if (tables.length > 0) await client.query(`drop table ${tables.map(({ name }) => escapeIdentifier(name)).join(', ')} cascade`);
  const { rows } = await client.query<{ kind: string; name: string }>(`
    select 'function' as kind, oid::regprocedure::text as name from pg_proc where pronamespace = current_schema()::regnamespace and not exists (select 1 from pg_depend where objid = pg_proc.oid and deptype = 'e')
    union all
    select 'type', oid::regtype::text from pg_type where typnamespace = current_schema()::regnamespace and typtype in ('e', 'd') and not exists (select 1 from pg_depend where objid = pg_type.oid and deptype = 'e')`);
  for (const { kind, name } of rows) await client.query(`drop ${kind} ${name} cascade`);
}

/** Removes the references between tables and answers them, so that tables can be filled in any order; they are checked when they come back. */
async function takeForeignKeys(client: Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by 1, 2`);
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${escapeIdentifier(name)}`);
  return rows;
}

/** Changes of the database are written for Kysely; this one speaks on the transaction that is open. */
function kyselyOn(client: Client): Database {
  const speaker = { query: client.query.bind(client), release: () => undefined };
  const pool = { connect: async () => speaker as never, end: async () => undefined, options: {} };
  return new Kysely<PlatformTables>({ dialect: new PostgresDialect({ pool }) });
}
