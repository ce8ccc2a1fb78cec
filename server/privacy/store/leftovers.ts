import { sql } from 'kysely';
import { mentions, type Database } from '../../platform/index.ts';

type Column = { schema: string; table: string; column: string };

const readable = ['text', 'character varying', 'character', 'name', 'json', 'jsonb', 'ARRAY', 'tsvector', 'citext', 'inet', 'xml'];

/**
 * Every place of the whole database in which one of the words still stands, with how many rows: tables of every module, the job queue too.
 * It reads everything once; an erasure can afford that. The words of the described centre count as well: everyone can read them.
 */
export async function findLeftovers(db: Database, words: readonly string[]): Promise<{ place: string; rows: number }[]> {
  if (words.length === 0) return [];
  const found: { place: string; rows: number }[] = [];
  for (const { schema, table, column } of await readColumns(db)) {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(`${schema}.${table}`)} where ${mentions(sql`${sql.ref(column)}::text`, words)}`.execute(db);
    const count = rows[0]?.count ?? 0;
    if (count > 0) found.push({ place: `${schema === 'public' ? '' : `${schema}.`}${table}.${column}`, rows: count });
  }
  return found;
}

async function readColumns(db: Database): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select table_schema as schema, table_name as "table", column_name as "column"
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' and data_type = any (${readable}::text[]) and not exists (
      -- a partition is read with the table that it is part of
      select from pg_inherits join pg_class on pg_class.oid = inhrelid join pg_namespace on pg_namespace.oid = relnamespace where nspname = table_schema and relname = table_name
    )
    order by 1, 2, ordinal_position`.execute(db);
  return rows;
}
