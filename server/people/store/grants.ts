import { sql } from 'kysely';
import type { Database, Grant, RoleName, Scope } from '../../platform/index.ts';
import { mailboxOf } from '../rules/canonical-email.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export async function insertGrants(db: Database, personId: string, grants: readonly Grant[], by: string | null, now: Date): Promise<void> {
  if (grants.length === 0) return;
  const rows = grants.map(({ role, scope }) => ({ person_id: personId, role, scope_kind: scope.kind, scope_key: scope.kind === 'centre' ? '' : scope.key, granted_at: now, granted_by: by }));
  await people(db).insertInto('role_grant').values(rows).onConflict((conflict) => conflict.doNothing()).execute();
}

/** True once somebody is operator of the whole centre. */
export async function hasOperator(db: Database): Promise<boolean> {
  const row = await people(db).selectFrom('role_grant').select('person_id').where('role', '=', 'operator').where('scope_kind', '=', 'centre').limit(1).executeTakeFirst();
  return row !== undefined;
}

type Row = { role: RoleName; scope_kind: Scope['kind']; scope_key: string };
const toGrant = ({ role, scope_kind: kind, scope_key: key }: Row): Grant => ({ role, scope: kind === 'centre' ? { kind } : { kind, key } });

/** The roles of a person, wherever they are held; also of one who is disabled. */
export async function grantsOf(db: Database, personId: string): Promise<Grant[]> {
  const rows = await people(db).selectFrom('role_grant').select(['role', 'scope_kind', 'scope_key']).where('person_id', '=', personId).orderBy('role').orderBy('scope_kind').orderBy('scope_key').execute();
  return rows.map(toGrant);
}

export type StaffMember = { id: string; name: string; language: string; email: string | undefined; grants: Grant[] };

/** At most so many people have roles; more are a mistake. */
const staffMaximum = 2000;

/** Who has a role and may use it, by name: with `scope` those who hold it there or for the whole centre. */
export async function listStaff(db: Database, { role, scope }: { role?: RoleName; scope?: Scope } = {}): Promise<StaffMember[]> {
  const rows = await people(db)
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.language'])
    .select(sql<string | null>`(select typed from identity where identity.person_id = person.id and kind = 'email' order by proven_at nulls last, created_at limit 1)`.as('email'))
    .select(sql<Row[]>`(select json_agg(json_build_object('role', role, 'scope_kind', scope_kind, 'scope_key', scope_key) order by role, scope_kind, scope_key) from role_grant where role_grant.person_id = person.id)`.as('grants'))
    .where('person.disabled_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .where('person.erased_at', 'is', null)
    .where((where) => {
      let held = where.selectFrom('role_grant').select('role_grant.role').whereRef('role_grant.person_id', '=', 'person.id');
      if (role !== undefined) held = held.where('role_grant.role', '=', role);
      if (scope !== undefined) held = held.where((place) => place.or([place('role_grant.scope_kind', '=', 'centre'), ...(scope.kind === 'centre' ? [] : [place.and([place('role_grant.scope_kind', '=', scope.kind), place('role_grant.scope_key', '=', scope.key)])])]));
      return where.exists(held);
    })
    .orderBy('person.name')
    .orderBy('person.id')
    .limit(staffMaximum)
    .execute();
  return rows.map(({ id, name, language, email, grants }) => ({ id, name, language, email: email === null ? undefined : (mailboxOf(email) ?? email), grants: grants.map(toGrant) }));
}

/** Who keeps the centre going is decided one at a time: taking the role away, disabling, merging and splitting wait for each other. */
export async function lockOperators(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people.operators', 0))`.execute(db);
}

/** True when the centre would be without an operator if it had to do without this person. */
export async function isLastOperator(db: Database, personId: string): Promise<boolean> {
  const rows = await people(db)
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .select('person.id')
    .where('role', '=', 'operator')
    .where('scope_kind', '=', 'centre')
    .where('person.disabled_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .where('person.erased_at', 'is', null)
    .limit(2)
    .execute();
  return rows.length === 1 && rows[0]?.id === personId;
}

/** Takes a role away. Answers whether the person had it. */
export async function deleteGrant(db: Database, personId: string, { role, scope }: Grant): Promise<boolean> {
  const result = await people(db).deleteFrom('role_grant').where('person_id', '=', personId).where('role', '=', role).where('scope_kind', '=', scope.kind).where('scope_key', '=', scope.kind === 'centre' ? '' : scope.key).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export type StaffRow = { id: string; name: string; email: string | undefined; disabled: boolean; grants: Grant[] };

/** People with roles, by name, for the list of staff; `scopes`: only roles held there are told, and only people who have one. */
export async function pageOfStaff(db: Database, { role, scopes, after, count }: { role: RoleName | undefined; scopes: 'everywhere' | readonly Scope[]; after: { name: string; id: string } | undefined; count: number }): Promise<StaffRow[]> {
  const places = scopes === 'everywhere' ? [] : scopes.map((scope) => `${scope.kind}:${scope.kind === 'centre' ? '' : scope.key}`);
  const seen = scopes === 'everywhere' ? sql<boolean>`true` : sql<boolean>`role_grant.scope_kind || ':' || role_grant.scope_key = any(${places}::text[])`;
  const rows = await people(db)
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.disabled_at'])
    .select(sql<string | null>`(select typed from identity where identity.person_id = person.id and kind = 'email' order by proven_at nulls last, created_at limit 1)`.as('email'))
    .select(sql<Row[]>`(select json_agg(json_build_object('role', role, 'scope_kind', scope_kind, 'scope_key', scope_key) order by role, scope_kind, scope_key) from role_grant where role_grant.person_id = person.id and ${seen})`.as('grants'))
    .where('person.id', 'in', (query) => query.selectFrom('role_grant').select('role_grant.person_id').where(seen).$if(role !== undefined, (held) => held.where('role_grant.role', '=', role ?? 'agent')))
    .where('person.merged_into', 'is', null)
    .where('person.erased_at', 'is', null)
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(person.name, person.id) > (${after?.name ?? ''}, ${after?.id ?? ''}::uuid)`))
    .orderBy('person.name')
    .orderBy('person.id')
    .limit(count)
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name, email: row.email ?? undefined, disabled: row.disabled_at !== null, grants: row.grants.map(toGrant) }));
}

/** Roles that were held for a fleet or team and are held for another one now; `there`: it was held there already. And invitations of staff, whose roles changed. */
export type MovedGrants = { roles: { person: string; role: RoleName; at: string; by: string | null; there: boolean }[]; invitations: { id: string; before: Grant[]; after: Grant[] }[] };

/** Roles that are held for a fleet or team are held under its new key; where it joins another, beside what is held there already. */
export async function moveGrants(db: Database, kind: 'fleet' | 'team', from: string, to: string): Promise<MovedGrants> {
  const { rows: roles } = await sql<MovedGrants['roles'][number]>`
    select person_id as person, role, granted_at::text as at, granted_by as by,
      exists (select from role_grant other where other.person_id = held.person_id and other.role = held.role and other.scope_kind = ${kind} and other.scope_key = ${to}) as there
    from role_grant held where scope_kind = ${kind} and scope_key = ${from} order by person_id, role`.execute(db);
  await sql`insert into role_grant (person_id, role, scope_kind, scope_key, granted_at, granted_by)
    select person_id, role, scope_kind, ${to}, granted_at, granted_by from role_grant where scope_kind = ${kind} and scope_key = ${from} on conflict do nothing`.execute(db);
  await people(db).deleteFrom('role_grant').where('scope_kind', '=', kind).where('scope_key', '=', from).execute();
  const waiting = await people(db).selectFrom('staff_invitation').select(['id', 'grants']).where('accepted_at', 'is', null).where('revoked_at', 'is', null).where(sql<boolean>`grants::text like ${`%"${from}"%`}`).forUpdate().execute();
  const invitations: MovedGrants['invitations'] = [];
  for (const { id, grants } of waiting) {
    const list = grants.list.map((grant) => (grant.scope.kind === kind && grant.scope.key === from ? { ...grant, scope: { kind, key: to } } : grant));
    await people(db).updateTable('staff_invitation').set({ grants: JSON.stringify({ ...grants, list }) }).where('id', '=', id).execute();
    invitations.push({ id, before: grants.list, after: list });
  }
  return { roles, invitations };
}

/** Gives roles back to the fleet or team from which they came: those that are still held, so that what was taken from somebody since stays taken. */
export async function moveGrantsBack(db: Database, kind: 'fleet' | 'team', { from, to, moved }: { from: string; to: string; moved: MovedGrants }): Promise<void> {
  for (const { person, role, at, by, there } of moved.roles) {
    await sql`insert into role_grant (person_id, role, scope_kind, scope_key, granted_at, granted_by)
      select person_id, role, scope_kind, ${from}, ${at}::timestamptz, ${by}::uuid from role_grant where person_id = ${person} and role = ${role} and scope_kind = ${kind} and scope_key = ${to} on conflict do nothing`.execute(db);
    if (!there) await people(db).deleteFrom('role_grant').where('person_id', '=', person).where('role', '=', role).where('scope_kind', '=', kind).where('scope_key', '=', to).execute();
  }
  for (const { id, before, after } of moved.invitations) {
    await sql`update staff_invitation set grants = jsonb_set(grants::jsonb, '{list}', ${JSON.stringify(before)}::jsonb)
      where id = ${id} and accepted_at is null and revoked_at is null and grants::jsonb -> 'list' = ${JSON.stringify(after)}::jsonb`.execute(db);
  }
}
