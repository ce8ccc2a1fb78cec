import { sql, type Kysely } from 'kysely';

/** Whoever is in an archived group may have a seat held in another one of the fleet, and leaves the archived one once they are in: one membership, and one seat that is held. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`drop index seat_once`.execute(db);
  await sql`create unique index seat_once on seat (fleet, person_id, state) where state <> 'ended' and person_id is not null and kind in ('ordinary', 'invited', 'returning')`.execute(db);
}
