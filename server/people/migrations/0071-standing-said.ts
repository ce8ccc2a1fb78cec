import { sql, type Kysely } from 'kysely';

/**
 * Whatever ends a session or changes what somebody may do says so in its own transaction, whoever does it: this program, the one of the
 * release before, the command line or a hand at psql. NOTIFY reaches every process; the notice reaches the connection that wrote.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create function say_standing() returns trigger language plpgsql as $$
    begin
      perform pg_notify('lichun_standing', '');
      raise notice 'lichun_standing';
      return null;
    end
  $$`.execute(db);
  // Being used changes seen_at and moves expires_at on; nobody needs to hear of that.
  await sql`create trigger session_standing after update on session for each row
    when ((old.ended_at, old.second_factor, old.authenticated_at, old.person_id, old.token_hash) is distinct from (new.ended_at, new.second_factor, new.authenticated_at, new.person_id, new.token_hash) or new.expires_at < old.expires_at)
    execute function say_standing()`.execute(db);
  await sql`create trigger session_gone after delete on session for each row when (old.ended_at is null and old.expires_at > now()) execute function say_standing()`.execute(db);
  await sql`create trigger person_standing after update on person for each row
    when ((old.name, old.disabled_at, old.merged_into, old.erased_at) is distinct from (new.name, new.disabled_at, new.merged_into, new.erased_at))
    execute function say_standing()`.execute(db);
  await sql`create trigger role_standing after insert or update or delete on role_grant for each statement execute function say_standing()`.execute(db);
  await sql`create trigger policy_standing after insert or update or delete on staff_policy for each statement execute function say_standing()`.execute(db);
}
