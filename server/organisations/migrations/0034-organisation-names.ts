import { sql, type Kysely } from 'kysely';

/** Names and aliases as they are compared, so that a table may call an organisation by any of them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table organisation add column name_keys text[] not null default '{}'`.execute(db);
  await sql`update organisation set name_keys = array_prepend(name_key, (select coalesce(array_agg(regexp_replace(lower(normalize(alias, NFKC)), '\s', '', 'g')), '{}') from unnest(aliases) as alias))`.execute(db);
  await sql`create index organisation_name_keys on organisation using gin (name_keys)`.execute(db);
}
