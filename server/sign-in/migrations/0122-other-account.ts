import { sql, type Kysely } from 'kysely';

/** A service of others may vouch for an address that somebody here has: they say which account they want. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table sign_in_step drop constraint sign_in_step_needs_check`.execute(db);
  await sql`alter table sign_in_step add constraint sign_in_step_needs_check check (needs in ('second_factor', 'password', 'other_account'))`.execute(db);
}
