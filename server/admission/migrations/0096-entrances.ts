import { sql, type Kysely } from 'kysely';

/** Personal invitations for accounts with an issuer; who was brought in by a list, until they prove the account. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table invitation add column account_issuer text not null default ''`.execute(db);
  await sql`create index invitation_created_by on invitation (created_by) where created_by is not null`.execute(db);
  await sql`create index invitation_use_application on invitation_use (application_id)`.execute(db);
  await sql`create index invitation_use_person on invitation_use (person_id) where person_id is not null`.execute(db);
  await sql`create table imported_member (
    application_id uuid primary key references application (id),
    fleet text not null references fleet (key) on update cascade,
    person_id uuid references person (id),
    account_kind text not null,
    account_issuer text not null,
    account_canonical text not null,
    account_typed text not null,
    note text not null default '',
    at timestamptz not null,
    proven_at timestamptz
  )`.execute(db);
  await sql`create index imported_member_account on imported_member (account_kind, account_issuer, account_canonical)`.execute(db);
  await sql`create index imported_member_person on imported_member (person_id) where person_id is not null`.execute(db);
  await sql`create index application_review on application (submitted_at, id) where state = 'in_review'`.execute(db);
  await sql`create index application_state on application (state, id)`.execute(db);
  await sql`create index appeal_state on appeal (state, id)`.execute(db);
  await sql`create index ban_list on ban (list, id)`.execute(db);
}
