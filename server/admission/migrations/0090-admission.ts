import { sql, type Kysely } from 'kysely';

/** Applications, what was found and decided, strikes, bars, appeals, invitations. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table invitation (
    id uuid primary key,
    fleet text not null references fleet (key) on update cascade,
    token_hash text not null unique,
    account_kind text,
    account_canonical text,
    account_typed text,
    priority text check (priority in ('contributor', 'invited', 'returning', 'staff')),
    uses_granted integer not null check (uses_granted between 1 and 10000),
    uses_left integer not null check (uses_left between 0 and uses_granted),
    note text not null default '',
    created_by uuid references person (id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create index invitation_fleet on invitation (fleet, id)`.execute(db);
  await sql`create table application (
    id uuid primary key,
    fleet text not null references fleet (key) on update cascade,
    person_id uuid references person (id),
    email_typed text,
    email_canonical text,
    token_hash text not null unique,
    state text not null,
    entrance text not null,
    language text not null,
    invitation_id uuid references invitation (id),
    wanted_group text,
    answers jsonb not null,
    evidence jsonb not null default '{}',
    priority text,
    place bigint,
    group_id uuid references fleet_group (id),
    seat_id uuid references seat (id) on delete set null,
    offer_until timestamptz,
    claimed_by uuid references person (id),
    claimed_until timestamptz,
    grace_window uuid,
    uid_owed_until timestamptz,
    submitted_at timestamptz not null,
    verified_at timestamptz,
    decided_at timestamptz,
    ended_at timestamptz,
    erased_at timestamptz,
    revision bigint not null default 1,
    check (erased_at is not null or person_id is not null or email_canonical is not null)
  )`.execute(db);
  await sql`create unique index application_live on application (fleet, person_id) where person_id is not null and state in ('awaiting_verification', 'awaiting_correction', 'in_review', 'waitlisted', 'approved')`.execute(db);
  // A seat that ended long ago goes, and the application that it came of stays as long as it is to.
  await sql`create index application_seat on application (seat_id) where seat_id is not null`.execute(db);
  await sql`create index application_queue on application (fleet, submitted_at, id) where state = 'in_review'`.execute(db);
  await sql`create index application_waitlist on application (fleet, place) where state = 'waitlisted'`.execute(db);
  await sql`create index application_person on application (person_id, id) where person_id is not null`.execute(db);
  await sql`create index application_fleet on application (fleet, id)`.execute(db);
  await sql`create index application_unverified on application (submitted_at) where state = 'awaiting_verification'`.execute(db);
  await sql`create index application_decided on application (fleet, decided_at) where decided_at is not null`.execute(db);
  await sql`create index application_owed on application (uid_owed_until) where uid_owed_until is not null`.execute(db);
  await sql`create table application_decision (
    id uuid primary key,
    application_id uuid not null references application (id),
    at timestamptz not null,
    by_person uuid,
    decision text not null,
    findings jsonb not null,
    facts jsonb not null,
    policy jsonb not null,
    rules integer not null,
    template text,
    reason text,
    counted boolean not null default false,
    undone_at timestamptz,
    erased_at timestamptz
  )`.execute(db);
  await sql`create index application_decision_of on application_decision (application_id, id)`.execute(db);
  await sql`create table invitation_use (
    invitation_id uuid not null references invitation (id),
    application_id uuid not null references application (id),
    person_id uuid,
    at timestamptz not null,
    returned_at timestamptz,
    primary key (invitation_id, application_id)
  )`.execute(db);
  await sql`create table strike (
    id uuid primary key,
    list text not null,
    fleet text not null references fleet (key) on update cascade,
    application_id uuid not null references application (id),
    decision_id uuid not null unique references application_decision (id),
    person_id uuid references person (id),
    at timestamptz not null,
    lifted_at timestamptz,
    lifted_by uuid,
    lifted_reason text
  )`.execute(db);
  await sql`create index strike_person on strike (person_id) where person_id is not null`.execute(db);
  await sql`create index strike_list on strike (list, id)`.execute(db);
  await sql`create table strike_identity (
    strike_id uuid not null references strike (id),
    identity_hash text not null,
    primary key (strike_id, identity_hash)
  )`.execute(db);
  await sql`create index strike_identity_hash on strike_identity (identity_hash)`.execute(db);
  await sql`create table ban (
    id uuid primary key,
    list text not null,
    person_id uuid references person (id),
    reason text not null,
    created_by uuid,
    created_at timestamptz not null,
    until timestamptz,
    lifted_at timestamptz,
    lifted_by uuid,
    lifted_reason text
  )`.execute(db);
  await sql`create index ban_person on ban (person_id) where person_id is not null`.execute(db);
  await sql`create table ban_identity (
    ban_id uuid not null references ban (id),
    identity_hash text not null,
    primary key (ban_id, identity_hash)
  )`.execute(db);
  await sql`create index ban_identity_hash on ban_identity (identity_hash)`.execute(db);
  await sql`create table appeal (
    id uuid primary key,
    application_id uuid not null references application (id),
    text text not null,
    at timestamptz not null,
    state text not null check (state in ('open', 'granted', 'declined')),
    handled_by uuid,
    handled_at timestamptz,
    answer text
  )`.execute(db);
  await sql`create unique index appeal_open on appeal (application_id) where state = 'open'`.execute(db);
  await sql`create table reject_reason (
    key text primary key,
    fleet text references fleet (key) on update cascade,
    text jsonb not null,
    created_at timestamptz not null,
    archived_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
}
