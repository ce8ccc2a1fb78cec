import { sql, type SqlBool } from 'kysely';
import type { MemberSource, namingKinds } from '../../../common/contract/organisations.ts';
import { newId, type Database } from '../../platform/index.ts';
import { organisations } from '../schema.ts';

export type MemberAccount = { kind: (typeof namingKinds)[number]; issuer: string; typed: string; canonical: string };
export type Member = {
  id: string;
  organisation: string;
  department: string | null;
  person: string | null;
  account: MemberAccount | null;
  name: string;
  title: string;
  from: string;
  until: string | null;
  source: MemberSource;
  suggested: boolean;
  removed: boolean;
  revision: number;
};
export type MemberListed = Member & { organisationName: string; departmentName: string | null };

const members = (db: Database) =>
  organisations(db)
    .selectFrom('organisation_member as m')
    .innerJoin('organisation', 'organisation.id', 'm.organisation_id')
    .leftJoin('department', 'department.id', 'm.department_id')
    .select(['m.id', 'm.organisation_id', 'm.department_id', 'm.person_id', 'm.account_kind', 'm.account_issuer', 'm.account_canonical', 'm.account_typed', 'm.name', 'm.title', 'm.source', 'm.suggested', 'm.removed_at', 'm.revision'])
    .select(['organisation.name as organisation_name', 'department.name as department_name'])
    .select([sql<string>`m.from_day::text`.as('first_day'), sql<string | null>`m.until_day::text`.as('end_day')]);

type Row = Awaited<ReturnType<ReturnType<typeof members>['executeTakeFirstOrThrow']>>;

function toMember(row: Row): MemberListed {
  const { account_kind: kind, account_issuer: issuer, account_canonical: canonical, account_typed: typed } = row;
  return {
    id: row.id, organisation: row.organisation_id, department: row.department_id, person: row.person_id,
    account: kind === null || canonical === null ? null : { kind, issuer: issuer ?? '', canonical, typed: typed ?? canonical },
    name: row.name, title: row.title, from: row.first_day, until: row.end_day, source: row.source, suggested: row.suggested, removed: row.removed_at !== null, revision: Number(row.revision),
    organisationName: row.organisation_name, departmentName: row.department_name,
  };
}

export type MemberFilter = { organisation: string; departments?: readonly string[] | undefined; search?: string | undefined; state: 'current' | 'suggested' | 'past' | 'all'; after: string | undefined };

/** Members of an organisation in the order in which they came; `current` has those to come too. */
export async function listMembers(db: Database, { organisation, departments, search, state, after }: MemberFilter, today: string, limit: number): Promise<MemberListed[]> {
  const wanted = `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await members(db)
    .where('m.organisation_id', '=', organisation)
    .where('m.removed_at', 'is', null)
    .$if(departments !== undefined, (query) => query.where('m.department_id', 'in', [...(departments ?? [])]))
    .$if(search !== undefined, (query) => query.where((where) => where.or([where('m.name', 'ilike', wanted), where('m.account_typed', 'ilike', wanted), where('m.title', 'ilike', wanted)])))
    .$if(state === 'suggested', (query) => query.where('m.suggested', '=', true))
    .$if(state === 'current', (query) => query.where('m.suggested', '=', false).where(sql<SqlBool>`(m.until_day is null or m.until_day > ${today}::date)`))
    .$if(state === 'past', (query) => query.where('m.suggested', '=', false).where(sql<SqlBool>`m.until_day <= ${today}::date`))
    .$if(after !== undefined, (query) => query.where('m.id', '>', after ?? ''))
    .orderBy('m.id')
    .limit(limit)
    .execute();
  return rows.map(toMember);
}

/** What a person belongs to, in organisations that are in use. */
export async function listMembershipsOf(db: Database, person: string): Promise<MemberListed[]> {
  const rows = await members(db).where('m.person_id', '=', person).where('m.removed_at', 'is', null).where('organisation.archived_at', 'is', null).orderBy('m.id').limit(100).execute();
  return rows.map(toMember);
}

export async function findMember(db: Database, id: string): Promise<MemberListed | undefined> {
  const row = await members(db).where('m.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toMember(row);
}

/** The members among these accounts and persons that organisations have, removed ones left out. */
export async function findMembersByAccount(db: Database, organisation: string | readonly string[], canonicals: readonly string[], persons: readonly string[]): Promise<MemberListed[]> {
  if (canonicals.length + persons.length === 0 || organisation.length === 0) return [];
  const rows = await members(db)
    .where('m.organisation_id', 'in', typeof organisation === 'string' ? [organisation] : [...organisation])
    .where('m.removed_at', 'is', null)
    .where(sql<SqlBool>`(m.account_canonical = any (${[...canonicals]}::text[]) or m.person_id = any (${[...persons]}::uuid[]))`)
    .execute();
  return rows.map(toMember);
}

export type NewMember = Omit<Member, 'id' | 'removed' | 'revision'>;

/** Adds one; undefined when the person, or the account, belongs to the organisation already. */
export async function insertMember(db: Database, { organisation, department, person, account, name, title, from, until, source, suggested }: NewMember, now: Date): Promise<string | undefined> {
  const added = await organisations(db)
    .insertInto('organisation_member')
    .values({ id: newId(now), organisation_id: organisation, department_id: department, person_id: person, ...accountColumns(account), name, title, from_day: from, until_day: until, source, suggested, created_at: now, removed_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id;
}

/** Writes what changed. False when the person or account has come into the organisation otherwise. */
export async function saveMember(db: Database, { id, organisation, department, person, account, name, title, from, until, suggested, removed }: Member, now: Date): Promise<boolean> {
  if (!removed) {
    const others = await findMembersByAccount(db, organisation, account === null ? [] : [account.canonical], person === null ? [] : [person]);
    if (others.some((other) => other.id !== id && ((person !== null && other.person === person) || (account !== null && sameAccount(other.account, account))))) return false;
  }
  await organisations(db)
    .updateTable('organisation_member')
    .set({ department_id: department, person_id: person, ...accountColumns(account), name, title, from_day: from, until_day: until, suggested, removed_at: removed ? now : null, lapsed_at: null, ...(person === null ? {} : { former_person_id: null }) })
    .set(({ eb }) => ({ revision: eb('revision', '+', '1') }))
    .where('id', '=', id)
    .execute();
  return true;
}

/** Lets one that names an account wait for whoever proves it; it is kept whose it was. */
export async function letWait(db: Database, member: Member, name: string, now: Date): Promise<boolean> {
  if (!(await saveMember(db, { ...member, person: null, name }, now))) return false;
  await organisations(db).updateTable('organisation_member').set({ former_person_id: member.person }).where('id', '=', member.id).execute();
  return true;
}

/** Ends one by itself: nobody took it away, and it comes back with what it stood on. */
export async function lapseMember(db: Database, id: string, now: Date): Promise<void> {
  await organisations(db).updateTable('organisation_member').set({ removed_at: now, lapsed_at: now }).set(({ eb }) => ({ revision: eb('revision', '+', '1') })).where('id', '=', id).execute();
}

/** Takes up one that had ended by itself. */
export async function reviveMember(db: Database, id: string): Promise<void> {
  await organisations(db).updateTable('organisation_member').set({ removed_at: null, lapsed_at: null }).set(({ eb }) => ({ revision: eb('revision', '+', '1') })).where('id', '=', id).execute();
}

/** How memberships of a person in an organisation ended: by somebody's hand, and which came by a domain and ended by itself, the latest first. */
export async function endedMemberships(db: Database, organisation: string, person: string): Promise<{ takenAway: boolean; lapsed: { id: string; suggested: boolean } | undefined }> {
  const rows = await organisations(db).selectFrom('organisation_member').select(['id', 'source', 'suggested', 'lapsed_at']).where('organisation_id', '=', organisation).where('person_id', '=', person).where('removed_at', 'is not', null).orderBy('removed_at', 'desc').limit(100).execute();
  const lapsed = rows.find((row) => row.lapsed_at !== null && row.source === 'domain');
  return { takenAway: rows.some((row) => row.lapsed_at === null), lapsed: lapsed === undefined ? undefined : { id: lapsed.id, suggested: lapsed.suggested } };
}

/** What a person belongs to because of something that they proved: a named account, or an address of a domain; also in archived organisations. */
export async function membershipsByProof(db: Database, person: string): Promise<MemberListed[]> {
  const rows = await members(db).where('m.person_id', '=', person).where('m.removed_at', 'is', null).where(sql<SqlBool>`(m.source = 'domain' or m.account_canonical is not null)`).orderBy('m.id').limit(500).execute();
  return rows.map(toMember);
}

export function sameAccount(one: MemberAccount | null, other: MemberAccount | null): boolean {
  return one !== null && other !== null && one.kind === other.kind && one.issuer === other.issuer && one.canonical === other.canonical;
}

/** Members who wait for somebody to prove their account. */
export async function findWaiting(db: Database, { kind, issuer, canonical }: { kind: string; issuer: string; canonical: string }): Promise<MemberListed[]> {
  const rows = await members(db)
    .where('m.person_id', 'is', null)
    .where('m.removed_at', 'is', null)
    .where('m.account_canonical', '=', canonical)
    .where(sql<SqlBool>`m.account_kind = ${kind} and m.account_issuer = ${issuer}`)
    .limit(500)
    .execute();
  return rows.map(toMember);
}

function accountColumns(account: MemberAccount | null): { account_kind: MemberAccount['kind'] | null; account_issuer: string | null; account_canonical: string | null; account_typed: string | null } {
  return { account_kind: account?.kind ?? null, account_issuer: account?.issuer ?? null, account_canonical: account?.canonical ?? null, account_typed: account?.typed ?? null };
}
