import { sql, type Kysely } from 'kysely';
import { canonicalEmail } from '../rules/canonical-email.ts';
import { searchTokens } from '../rules/search-tokens.ts';

const batch = 500;

/** Persons can be searched and merged, staff can be invited, and addresses are compared by what their provider delivers to one mailbox. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table person add column search tsvector`.execute(db);
  await sql`create index person_search on person using gin (search)`.execute(db);
  await sql`create index person_not_indexed on person (id) where search is null`.execute(db);
  await sql`create index person_disabled on person (id) where disabled_at is not null`.execute(db);
  await sql`create index person_merged_into on person (merged_into) where merged_into is not null`.execute(db);
  await sql`create table person_merge (
    id uuid primary key,
    kept_id uuid not null references person (id) on delete cascade,
    gone_id uuid not null references person (id) on delete cascade,
    moved jsonb not null,
    merged_at timestamptz not null,
    merged_by uuid,
    undone_at timestamptz,
    undone_by uuid
  )`.execute(db);
  await sql`create index person_merge_kept on person_merge (kept_id) where undone_at is null`.execute(db);
  await sql`create unique index person_merge_gone on person_merge (gone_id) where undone_at is null`.execute(db);
  await sql`create table staff_invitation (
    id uuid primary key,
    token_hash text not null unique,
    email text not null,
    canonical text not null,
    grants jsonb not null,
    language text not null,
    note text,
    person_id uuid references person (id) on delete cascade,
    invited_by uuid,
    created_at timestamptz not null,
    sent_at timestamptz,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid,
    revoked_at timestamptz
  )`.execute(db);
  await sql`create index staff_invitation_canonical on staff_invitation (canonical)`.execute(db);
  await compareAddressesAnew(db);
  await indexEveryone(db);
}

/** Addresses whose provider has more than one spelling; where somebody else has proven the same mailbox, theirs stays as it was. */
async function compareAddressesAnew(db: Kysely<never>): Promise<void> {
  const { rows } = await sql<{ id: string; person_id: string; typed: string; canonical: string; proven: boolean }>`select id, person_id, typed, canonical, proven_at is not null as proven from identity where kind = 'email' order by created_at`.execute(db);
  for (const { id, person_id: person, typed, canonical, proven } of rows) {
    const form = canonicalEmail(typed);
    if (form === canonical) continue;
    await sql`update identity set canonical = ${form} where id = ${id} and not exists (
      select from identity as other where other.id <> ${id} and other.kind = 'email' and other.issuer = '' and other.canonical = ${form} and (other.person_id = ${person} or (${proven} and other.proven_at is not null))
    )`.execute(db);
  }
}

/** Writes down by which words those are found who have none written down. */
export async function indexEveryone(db: Kysely<never>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ id: string; name: string; accounts: { kind: 'email'; typed: string; canonical: string }[] }>`select id, name, coalesce((
      select json_agg(json_build_object('kind', kind, 'typed', typed, 'canonical', canonical)) from identity where identity.person_id = person.id
    ), '[]'::json) as accounts from person where search is null limit ${batch}`.execute(db);
    for (const { id, name, accounts } of rows) await sql`update person set search = array_to_tsvector(${searchTokens(name, accounts)}::text[]) where id = ${id}`.execute(db);
    if (rows.length < batch) return;
  }
}
