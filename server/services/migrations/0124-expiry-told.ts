import { sql, type Kysely } from 'kysely';

/** Which end of an entitlement was told as `entitlement.expired`, so that none is lost when nothing ran, and each is told once. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table entitlement add column expiry_told date`.execute(db);
  // What was told until now is not told again; what a day without a run left out in the last week is made up for. An end that lies ahead was not
  // told, though an earlier one may have been: it was prolonged since. A centre east of the database's day may be a day ahead of it.
  await sql`update entitlement set expiry_told = until_day where until_day < current_date - 7`.execute(db);
  await sql`
    update entitlement set expiry_told = until_day where until_day >= current_date - 7 and until_day <= current_date + 1
      and exists (select 1 from event where event.name = 'entitlement.expired' and event.subject = entitlement.id::text and event.occurred_at > now() - interval '10 days')`.execute(db);
  await sql`create index entitlement_expiry_untold on entitlement (until_day, id) where ended_at is null and erased_at is null and expiry_told is distinct from until_day`.execute(db);
}
