import { sql } from 'kysely';
import type { Waiting } from '../../people/index.ts';
import type { Database, MovedRows } from '../../platform/index.ts';
import { isBetterMembership } from '../rules/membership.ts';
import { organisations } from '../schema.ts';

/** Takes everything that names the person out of the memberships, and out of who sent or checked a certificate. `waiting`: memberships that wait for an account of theirs. */
export async function forgetPerson(db: Database, person: string, waiting: readonly string[], now: Date): Promise<void> {
  await organisations(db)
    .updateTable('organisation_member')
    .set({ person_id: null, former_person_id: null, account_kind: null, account_issuer: null, account_canonical: null, account_typed: null, name: '', title: '', removed_at: now })
    .where((where) => where.or([where('person_id', '=', person), ...(waiting.length > 0 ? [where('id', 'in', [...waiting])] : [])]))
    .execute();
  await organisations(db).updateTable('organisation_member').set({ former_person_id: null }).where('former_person_id', '=', person).execute();
  for (const column of ['submitted_by', 'decided_by'] as const) await organisations(db).updateTable('organisation_certificate').set({ [column]: null }).where(column, '=', person).execute();
}

/** Memberships that wait for an account that was this person's, or for one that is proven theirs and did not come to them; also those that somebody ended. */
export async function waitingFor(db: Database, person: string, proven: readonly { kind: string; issuer: string; canonical: string }[]): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, former_person_id is not distinct from ${person} as former, account_kind as kind, account_issuer as issuer, account_canonical as canonical from organisation_member
    where person_id is null and account_canonical is not null and (former_person_id = ${person} or (account_kind, account_issuer, account_canonical) in (
      select * from unnest(${proven.map(({ kind }) => kind)}::text[], ${proven.map(({ issuer }) => issuer)}::text[], ${proven.map(({ canonical }) => canonical)}::text[])))`.execute(db);
  return rows;
}

/**
 * Gives memberships to another entry of the same human. Where both belong to an organisation, the better membership stays and the other ends, whosever
 * it was: what holds now before what will, what is suggested, and what has ended; else what holds longer. Days are those of UTC here.
 */
export async function moveMemberships(db: Database, from: string, to: string, { now }: { now: Date }): Promise<MovedRows> {
  const of = async (person: string) => (await organisations(db).selectFrom('organisation_member').select(['id', 'organisation_id', 'suggested', sql<string>`from_day::text`.as('from'), sql<string | null>`until_day::text`.as('until')]).where('person_id', '=', person).where('removed_at', 'is', null).execute()).map((row) => ({ ...row, removed: false }));
  const [theirs, own] = [await of(from), await of(to)];
  const double = theirs.flatMap((gone) => own.filter((kept) => kept.organisation_id === gone.organisation_id).map((kept) => (isBetterMembership(gone, kept, now.toISOString().slice(0, 10)) ? kept : gone)));
  if (double.length > 0) await organisations(db).updateTable('organisation_member').set({ removed_at: now, lapsed_at: now }).where('id', 'in', double.map(({ id }) => id)).execute();
  const moved = await organisations(db).updateTable('organisation_member').set({ person_id: to }).where('person_id', '=', from).returning('id').execute();
  const submitted = await organisations(db).updateTable('organisation_certificate').set({ submitted_by: to }).where('submitted_by', '=', from).returning('id').execute();
  const decided = await organisations(db).updateTable('organisation_certificate').set({ decided_by: to }).where('decided_by', '=', from).returning('id').execute();
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return { organisation_member: ids(moved), organisation_member_ended: ids(double), certificate_submitted: ids(submitted), certificate_decided: ids(decided) };
}

/** What has become somebody else's since stays theirs. What ended for the merge comes back where it still may: not twice in an organisation, and not what somebody ended by hand since. */
export async function moveMembershipsBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void> {
  const of = (name: string) => [...(moved[name] ?? [])];
  const [members, ended] = [of('organisation_member'), of('organisation_member_ended')];
  if (members.length > 0) await organisations(db).updateTable('organisation_member').set({ person_id: from }).where('person_id', '=', to).where('id', 'in', members).execute();
  for (const id of ended) {
    await sql`
      update organisation_member as m set removed_at = null, lapsed_at = null
      where m.id = ${id} and m.person_id in (${from}, ${to}) and m.lapsed_at is not null and not exists (
        select from organisation_member as other where other.organisation_id = m.organisation_id and other.id <> m.id and other.removed_at is null and (
          other.person_id = m.person_id or (other.account_kind, other.account_issuer, other.account_canonical) = (m.account_kind, m.account_issuer, m.account_canonical)))`.execute(db);
  }
  for (const [column, ids] of [['submitted_by', of('certificate_submitted')], ['decided_by', of('certificate_decided')]] as const) {
    if (ids.length > 0) await organisations(db).updateTable('organisation_certificate').set({ [column]: from }).where(column, '=', to).where('id', 'in', ids).execute();
  }
}

/** Everything that organisations keep about a person. */
export async function gatherPerson(db: Database, person: string, waiting: readonly string[]): Promise<object[]> {
  const { rows } = await sql<object>`
    select organisation.name as organisation, department.name as department, m.name, m.title, m.account_typed as account, m.from_day::text as "from", m.until_day::text as until, m.source, m.suggested, m.created_at as "createdAt", m.removed_at as "removedAt"
    from organisation_member as m join organisation on organisation.id = m.organisation_id left join department on department.id = m.department_id
    where m.person_id = ${person} or m.id = any(${[...waiting]}::uuid[]) order by m.id`.execute(db);
  return rows;
}
