import { sql, type Kysely } from 'kysely';

/** Why a mail was not sent, by a code with a sentence; and lists in the order of time. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table mail add column if not exists error_code text`.execute(db);
  await sql`create index if not exists mail_time on mail (created_at desc, id desc)`.execute(db);
  await sql`create index if not exists mail_time_of_state on mail (state, created_at desc, id desc)`.execute(db);
}
