import { sql, type Kysely } from 'kysely';

/** The outbox knows the order within a subject, and what has been given up after too many attempts. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table outbox add column subject text, add column position bigint, add column parked_at timestamptz`.execute(db);
  await sql`update outbox set subject = event.subject, position = event.position from event where event.id = outbox.event_id`.execute(db);
  await sql`alter table outbox alter column subject set not null, alter column position set not null`.execute(db);
  await sql`drop index outbox_due`.execute(db);
  await sql`create index outbox_order on outbox (subscriber, subject, position) where parked_at is null`.execute(db);
  await sql`create index outbox_waiting on outbox (subscriber, position) where parked_at is null`.execute(db);
  await sql`create index outbox_parked on outbox (parked_at) where parked_at is not null`.execute(db);
  await sql`create index event_age on event (occurred_at)`.execute(db);
}
