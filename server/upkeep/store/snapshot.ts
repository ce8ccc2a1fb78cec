import type { Readable } from 'node:stream';
import { Client, escapeIdentifier } from 'pg';
import { poolConfig, type ConnectionSettings } from '../../platform/database/index.ts';
import { waitingJobsQuery } from '../../platform/jobs/index.ts';

export type TableShape = { name: string; columns: string[]; /** What the disk holds, to tell how far a copy has come. */ bytes: number };
export type SequenceState = { name: string; value: string; called: boolean };

export type SnapshotFile = { id: string; size: number; sha256: string; wanted: boolean };

/** One moment of the database, as a transaction that only reads sees it. */
export type Snapshot = {
  postgres: string;
  migrations: string[];
  tables: TableShape[];
  sequences: SequenceState[];
  /** Rows of a table in PostgreSQL's text form. */
  copyTable(table: TableShape): Readable;
  /** Jobs that wait or run; undefined in a database that never had any. */
  copyJobs(): Readable | undefined;
  /** Ids, sizes and hashes of the files that this moment names, in the order of the ids; `wanted` when nobody has deleted it. */
  files(): AsyncGenerator<SnapshotFile>;
  fingerprint(): Promise<string | undefined>;
  close(): Promise<void>;
};

/** Everything that has an influence on how values are written as text. */
const steadyText = "set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set extra_float_digits = 1; set bytea_output = 'hex'; set client_encoding = 'UTF8'; set statement_timeout = 0; set lock_timeout = '30s'; set idle_in_transaction_session_timeout = 0";

/** A connection of its own for work that takes long, with everything set that copies depend on. */
export async function connectForCopy(connection: ConnectionSettings): Promise<Client> {
  const client = new Client({ ...poolConfig(connection), application_name: 'lichun-upkeep', keepAlive: true });
  // A statement that fails by it tells; an idle one must not end the program.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(steadyText);
  return client;
}

/** Opens a snapshot. Throws when the database cannot be read. */
export async function openSnapshot(connection: ConnectionSettings): Promise<Snapshot> {
  const client = await connectForCopy(connection);
  try {
    await client.query('begin isolation level repeatable read, read only');
    const tables = await readTables(client);
    // Nobody changes or drops a table while it is read.
    if (tables.length > 0) await client.query(`lock table ${tables.map(({ name }) => escapeIdentifier(name)).join(', ')} in access share mode`);
    const { to } = await import('pg-copy-streams');
    const copy = (source: string) => client.query(to(`copy ${source} to stdout`));
    const has = async (name: string) => (await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [name])).rows[0]?.found === true;
    const { rows: version } = await client.query<{ text: string }>("select current_setting('server_version') as text");
    const hasJobs = await has('pgboss.job');
    const hasFiles = await has('stored_file');
    const hasFingerprint = await has('centre_key');
    const { rows: applied } = (await has('kysely_migration')) ? await client.query<{ name: string }>('select name from kysely_migration order by name') : { rows: [] };
    return {
      postgres: version[0]?.text ?? '',
      migrations: applied.map(({ name }) => name),
      tables,
      sequences: await readSequences(client),
      copyTable: ({ name, columns }) => copy(`${escapeIdentifier(name)} (${columns.map(escapeIdentifier).join(', ')})`),
      copyJobs: () => (hasJobs ? copy(`(${waitingJobsQuery})`) : undefined),
      files: () => readFiles(client, hasFiles),
      fingerprint: async () => (hasFingerprint ? (await client.query<{ fingerprint: string }>('select fingerprint from centre_key')).rows[0]?.fingerprint : undefined),
      close: async () => {
        await client.end();
      },
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** Tables of the schema in use that belong to no extension, by name, with the columns that are written and not worked out. */
export async function readTables(client: Client): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; bytes: string }>(`
    select class.relname as name, pg_table_size(class.oid)::text as bytes,
      (select array_agg(attname::text order by attnum) from pg_attribute where attrelid = class.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
    from pg_class as class
    where class.relnamespace = current_schema()::regnamespace and class.relkind = 'r' and not exists (
      select 1 from pg_depend where classid = 'pg_class'::regclass and objid = class.oid and deptype = 'e'
    )
    order by class.relname collate "C"`);
  return rows.map(({ name, columns, bytes }) => ({ name, columns, bytes: Number(bytes) }));
}

async function readSequences(client: Client): Promise<SequenceState[]> {
  const { rows: names } = await client.query<{ name: string }>(`
    select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'S' order by relname collate "C"`);
  const states: SequenceState[] = [];
  for (const { name } of names) {
    const { rows } = await client.query<{ value: string; called: boolean }>(`select last_value::text as value, is_called as called from ${escapeIdentifier(name)}`);
    if (rows[0] !== undefined) states.push({ name, ...rows[0] });
  }
  return states;
}

async function* readFiles(client: Client, exists: boolean): AsyncGenerator<SnapshotFile> {
  if (!exists) return;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await client.query<{ id: string; size: string; sha256: string; wanted: boolean }>('select id, size, sha256, kept_at is not null and deleted_at is null as wanted from stored_file where id > $1 order by id limit 500', [after]);
    for (const { id, size, sha256, wanted } of rows) yield { id, size: Number(size), sha256, wanted };
    const last = rows.at(-1);
    if (last === undefined || rows.length < 500) return;
    after = last.id;
  }
}
