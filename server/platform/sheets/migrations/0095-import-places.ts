import { sql, type Kysely } from 'kysely';

/** Imports into a part of the centre, such as a fleet, are seen by who may import there. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table import_batch add column place text not null default ''`.execute(db);
  await sql`drop index import_batch_order`.execute(db);
  await sql`create index import_batch_order on import_batch (kind, place, id)`.execute(db);
}
