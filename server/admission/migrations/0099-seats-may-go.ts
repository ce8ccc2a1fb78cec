import { sql, type Kysely } from 'kysely';

/** A seat that ended long ago goes, and the application that it came of stays as long as it is to. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table application drop constraint application_seat_id_fkey, add constraint application_seat_id_fkey foreign key (seat_id) references seat (id) on delete set null`.execute(db);
  await sql`create index application_seat on application (seat_id) where seat_id is not null`.execute(db);
}
