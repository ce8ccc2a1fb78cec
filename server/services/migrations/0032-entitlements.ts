import { sql, type Kysely } from 'kysely';

/** What persons and organisations may use. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table entitlement (
    id uuid primary key,
    product text not null,
    plan text not null,
    person_id uuid references person (id),
    organisation_id uuid references organisation (id),
    account_kind text,
    account_issuer text,
    account_canonical text,
    account_typed text,
    from_day date not null,
    until_day date,
    uses_granted integer check (uses_granted >= 0),
    uses_left integer check (uses_left >= 0 and uses_left <= uses_granted),
    source text not null check (source in ('manual', 'import', 'order')),
    reference text not null default '',
    note text not null default '',
    grams text[] not null default '{}',
    created_at timestamptz not null,
    ended_at timestamptz,
    erased_at timestamptz,
    revision bigint not null default 1,
    check (until_day is null or until_day > from_day),
    check ((uses_granted is null) = (uses_left is null)),
    check (organisation_id is null or (person_id is null and account_canonical is null)),
    check (erased_at is not null or organisation_id is not null or person_id is not null or account_canonical is not null)
  )`.execute(db);
  await sql`create index entitlement_person on entitlement (person_id, product) where person_id is not null`.execute(db);
  await sql`create index entitlement_organisation on entitlement (organisation_id, product) where organisation_id is not null`.execute(db);
  await sql`create index entitlement_waiting on entitlement (account_canonical, account_kind) where person_id is null and account_canonical is not null`.execute(db);
  await sql`create index entitlement_account on entitlement (account_canonical) where account_canonical is not null`.execute(db);
  await sql`create unique index entitlement_reference on entitlement (product, reference) where reference <> '' and source <> 'manual'`.execute(db);
  await sql`create index entitlement_reference_search on entitlement (lower(reference)) where reference <> ''`.execute(db);
  await sql`create index entitlement_ends on entitlement (until_day)`.execute(db);
  await sql`create index entitlement_plan on entitlement (product, plan, id)`.execute(db);
  await sql`create index entitlement_grams on entitlement using gin (grams)`.execute(db);
}
