import { sql, type Kysely } from 'kysely';

/**
 * What incoming hooks refused, for who has to find out why nothing arrives: counted by the minute and the reason, so that a flood leaves no
 * more rows than a mistake. And the latest messages of one hook by their time.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table incoming_refusal (
    hook text not null,
    minute timestamptz not null,
    why text not null,
    count integer not null,
    last_at timestamptz not null,
    primary key (hook, minute, why)
  )`.execute(db);
  await sql`create index incoming_refusal_age on incoming_refusal (last_at)`.execute(db);
  await sql`create index incoming_message_latest on incoming_message (hook, received_at desc)`.execute(db);
}
