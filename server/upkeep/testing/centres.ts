import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { poolConfig, type ConnectionSettings } from '../../platform/database/index.ts';
import { freshDatabase } from '../../platform/testing/database.ts';
import { openSnapshot } from '../store/snapshot.ts';

/** A database without a single table. */
export async function bareDatabase(): Promise<ConnectionSettings> {
  const connection = await freshDatabase();
  await ask(connection, 'drop schema public cascade');
  await ask(connection, 'create schema public');
  return connection;
}

export async function ask<Row extends object>(connection: ConnectionSettings, text: string, parameters: unknown[] = []): Promise<Row[]> {
  const client = new Client(poolConfig(connection));
  await client.connect();
  try {
    return (await client.query<Row>(text, parameters)).rows;
  } finally {
    await client.end();
  }
}

/** SHA-256 of every table's copy, byte for byte, and where every sequence stands. */
export async function fingerprintOf(connection: ConnectionSettings): Promise<Record<string, string>> {
  const snapshot = await openSnapshot(connection);
  try {
    const found: Record<string, string> = {};
    for (const table of snapshot.tables) {
      const hash = createHash('sha256');
      for await (const chunk of snapshot.copyTable(table)) hash.update(chunk as Buffer);
      found[table.name] = hash.digest('hex');
    }
    for (const { name, value, called } of snapshot.sequences) found[name] = `${value} ${called}`;
    return found;
  } finally {
    await snapshot.close();
  }
}

/** How the tables are made: columns, defaults, constraints, indexes and triggers, as text. */
export async function shapeOf(connection: ConnectionSettings): Promise<string[]> {
  const rows = await ask<{ line: string }>(connection, `
    select concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, column_default, identity_generation) as line from information_schema.columns where table_schema = 'public'
    union all select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select concat_ws(' ', tgrelid::regclass, tgname, tgenabled) from pg_trigger where not tgisinternal
    order by 1`);
  return rows.map(({ line }) => line);
}
