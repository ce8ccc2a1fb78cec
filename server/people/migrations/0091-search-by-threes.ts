import { sql, type Kysely } from 'kysely';
import { indexEveryone } from './0010-persons-staff.ts';

/** Names of three Han characters or more are found by threes of them: of a million people thousands share two, few share three. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`update person set search = null where name ~ '[一-鿿]{3}'`.execute(db);
  await indexEveryone(db);
}
