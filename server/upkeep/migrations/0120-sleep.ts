import { sql, type Kysely } from 'kysely';

/** A restored centre that sleeps: it sends nothing until it is woken. There is a row while it does. Restoring may have made the table beforehand. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table if not exists centre_sleep (
    only_row boolean primary key default true check (only_row),
    since timestamptz not null,
    backup_of timestamptz not null
  )`.execute(db);
}
