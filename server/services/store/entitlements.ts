import { sql, type SqlBool } from 'kysely';
import type { EntitlementSource, EntitlementState } from '../../../common/contract/entitlements.ts';
import type { namingKinds } from '../../../common/contract/organisations.ts';
import { gramsOf, gramsToFind, newId, type Database } from '../../platform/index.ts';
import { services } from '../schema.ts';

export type HolderAccount = { kind: (typeof namingKinds)[number]; issuer: string; typed: string; canonical: string };
export type Entitlement = {
  id: string;
  product: string;
  plan: string;
  person: string | null;
  organisation: string | null;
  account: HolderAccount | null;
  from: string;
  until: string | null;
  usesGranted: number | null;
  usesLeft: number | null;
  source: EntitlementSource;
  reference: string;
  note: string;
  createdAt: Date;
  endedAt: Date | null;
  revision: number;
};

const entitlements = (db: Database) =>
  services(db)
    .selectFrom('entitlement')
    .select(['id', 'product', 'plan', 'person_id', 'organisation_id', 'account_kind', 'account_issuer', 'account_canonical', 'account_typed', 'uses_granted', 'uses_left', 'source', 'reference', 'note', 'created_at', 'ended_at', 'revision'])
    .select([sql<string>`from_day::text`.as('first_day'), sql<string | null>`until_day::text`.as('end_day')])
    .where('erased_at', 'is', null);

type Row = Awaited<ReturnType<ReturnType<typeof entitlements>['executeTakeFirstOrThrow']>>;

function toEntitlement(row: Row): Entitlement {
  const { account_kind: kind, account_canonical: canonical } = row;
  return {
    id: row.id, product: row.product, plan: row.plan, person: row.person_id, organisation: row.organisation_id,
    account: kind === null || canonical === null ? null : { kind, canonical, issuer: row.account_issuer ?? '', typed: row.account_typed ?? canonical },
    from: row.first_day, until: row.end_day, usesGranted: row.uses_granted, usesLeft: row.uses_left, source: row.source, reference: row.reference, note: row.note, createdAt: row.created_at, endedAt: row.ended_at, revision: Number(row.revision),
  };
}

export type EntitlementFilter = {
  person?: string | undefined;
  organisation?: string | undefined;
  product?: string | undefined;
  plan?: string | undefined;
  state?: EntitlementState | 'waiting' | undefined;
  search?: { text: string; organisations: readonly string[] } | undefined;
  before?: string | undefined;
};

/** Entitlements, newest first. */
export async function listEntitlements(db: Database, { person, organisation, product, plan, state, search, before }: EntitlementFilter, today: string, limit: number): Promise<Entitlement[]> {
  let query = entitlements(db);
  if (person !== undefined) query = query.where('person_id', '=', person);
  if (organisation !== undefined) query = query.where('organisation_id', '=', organisation);
  if (product !== undefined) query = query.where('product', '=', product);
  if (plan !== undefined) query = query.where('plan', '=', plan);
  if (before !== undefined) query = query.where('id', '<', before);
  if (state !== undefined) query = query.where(stateCondition(state, today));
  if (search !== undefined) {
    const { text, organisations } = search;
    query = query.where((where) => where.or([sql<SqlBool>`grams @> ${gramsToFind(text)}::text[]`, ...(organisations.length > 0 ? [where('organisation_id', 'in', [...organisations])] : [])]));
  }
  return (await query.orderBy('id', 'desc').limit(limit).execute()).map(toEntitlement);
}

function stateCondition(state: EntitlementState | 'waiting', today: string) {
  const running = sql`ended_at is null and from_day <= ${today}::date and (until_day is null or until_day > ${today}::date)`;
  const conditions = {
    current: sql<SqlBool>`${running} and uses_left is distinct from 0`,
    used_up: sql<SqlBool>`${running} and uses_left = 0`,
    future: sql<SqlBool>`ended_at is null and from_day > ${today}::date`,
    expired: sql<SqlBool>`ended_at is null and until_day <= ${today}::date`,
    ended: sql<SqlBool>`ended_at is not null`,
    waiting: sql<SqlBool>`person_id is null and account_canonical is not null`,
  };
  return conditions[state];
}

/** Everything that a person and these organisations have that has not been over for long. */
export async function listHeld(db: Database, person: string, organisations: readonly string[], rememberedFrom: string): Promise<Entitlement[]> {
  const rows = await entitlements(db)
    .where('ended_at', 'is', null)
    .where(sql<SqlBool>`(until_day is null or until_day >= ${rememberedFrom}::date)`)
    .where(sql<SqlBool>`(person_id = ${person} or organisation_id = any (${[...organisations]}::uuid[]))`)
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(toEntitlement);
}

export async function findEntitlement(db: Database, id: string): Promise<Entitlement | undefined> {
  const row = await entitlements(db).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toEntitlement(row);
}

export async function lockEntitlement(db: Database, id: string): Promise<Entitlement | undefined> {
  const row = await entitlements(db).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toEntitlement(row);
}

/** When somebody enters one, and which day that is in the centre: what is over on that day is no news. */
export type Entered = { now: Date; today: string };

export type NewEntitlement = Omit<Entitlement, 'id' | 'createdAt' | 'endedAt' | 'revision' | 'usesLeft'>;

/** Adds one with all its uses; undefined when an imported or ordered one of the product has the reference. */
export async function insertEntitlement(db: Database, { product, plan, person, organisation, account, from, until, usesGranted, source, reference, note }: NewEntitlement, { now, today }: Entered): Promise<string | undefined> {
  const added = await services(db)
    .insertInto('entitlement')
    .values({ id: newId(now), product, plan, person_id: person, organisation_id: organisation, account_kind: account?.kind ?? null, account_issuer: account?.issuer ?? null, account_canonical: account?.canonical ?? null, account_typed: account?.typed ?? null, from_day: from, until_day: until, uses_granted: usesGranted, uses_left: usesGranted, source, reference, note, grams: gramsOf([reference, account?.typed ?? '']), created_at: now, ended_at: null, expiry_told: until !== null && until <= today ? until : null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id;
}

/**
 * Writes what changed. Uses that were taken stay taken: what is left moves with what was granted, and never below nothing. An end that was
 * told and is moved to another day that is over already is told no second time.
 */
export async function saveEntitlement(db: Database, { id, plan, person, from, until, usesGranted, reference, note, endedAt, account }: Entitlement, today: string): Promise<void> {
  await services(db)
    .updateTable('entitlement')
    .set({
      plan, person_id: person, from_day: from, until_day: until, uses_granted: usesGranted, reference, note, ended_at: endedAt, grams: gramsOf([reference, account?.typed ?? '']),
      uses_left: usesGranted === null ? null : sql<number>`greatest(0, coalesce(uses_left - uses_granted, 0) + ${usesGranted})`,
      expiry_told: sql<string | null>`case when expiry_told = until_day and ${until}::date <= ${today}::date then ${until}::date else expiry_told end`,
    })
    .set(({ eb }) => ({ revision: eb('revision', '+', '1') }))
    .where('id', '=', id)
    .execute();
}

/** Takes uses by one statement: however many ask at once, no more are taken than there are. `undefined`: not enough left, or it does not hold today. */
export async function takeUses(db: Database, id: string, count: number, today: string): Promise<{ usesLeft: number | null } | undefined> {
  const row = await services(db)
    .updateTable('entitlement')
    .set({ uses_left: sql<number | null>`uses_left - ${count}` })
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .where('ended_at', 'is', null)
    .where(sql<SqlBool>`from_day <= ${today}::date and (until_day is null or until_day > ${today}::date) and (uses_left is null or uses_left >= ${count})`)
    .returning('uses_left')
    .executeTakeFirst();
  return row === undefined ? undefined : { usesLeft: row.uses_left };
}

/** Gives uses back, no more than were granted. */
export async function returnUses(db: Database, id: string, count: number): Promise<{ usesLeft: number | null } | undefined> {
  const row = await services(db).updateTable('entitlement').set({ uses_left: sql<number | null>`least(uses_granted, uses_left + ${count})` }).where('id', '=', id).where('erased_at', 'is', null).returning('uses_left').executeTakeFirst();
  return row === undefined ? undefined : { usesLeft: row.uses_left };
}

/** Those of imports and orders that may be meant by lines of a table: with one of these references, of these organisations, or of these accounts. */
export async function findForImport(db: Database, { references, organisations, accounts, persons }: { references: readonly string[]; organisations: readonly string[]; accounts: readonly string[]; persons: readonly string[] }): Promise<Entitlement[]> {
  const rows = await entitlements(db)
    .where(sql<SqlBool>`((reference <> '' and reference = any (${[...references]}::text[])) or organisation_id = any (${[...organisations]}::uuid[]) or account_canonical = any (${[...accounts]}::text[]) or person_id = any (${[...persons]}::uuid[]))`)
    .limit(50_000)
    .execute();
  return rows.map(toEntitlement);
}

/** Entitlements that name an account and are a person's who does not have it proven wait again, and it is kept whose they were. Answers which, with the account. */
export async function takeFromFormerOwner(db: Database, person: string, proven: readonly { kind: string; issuer: string; canonical: string }[]): Promise<{ id: string; account: HolderAccount }[]> {
  const rows = await entitlements(db).where('person_id', '=', person).where('account_canonical', 'is not', null).forUpdate().execute();
  const without = rows.map(toEntitlement).flatMap(({ id, account }) => (account === null || proven.some((one) => one.kind === account.kind && one.issuer === account.issuer && one.canonical === account.canonical) ? [] : [{ id, account }]));
  if (without.length > 0) await services(db).updateTable('entitlement').set({ person_id: null, former_person_id: person }).set(({ eb }) => ({ revision: eb('revision', '+', '1') })).where('id', 'in', without.map(({ id }) => id)).execute();
  return without;
}

/** Entitlements that wait for somebody to prove this account become theirs. Answers which. */
export async function giveToOwner(db: Database, { kind, issuer, canonical }: { kind: string; issuer: string; canonical: string }, person: string): Promise<string[]> {
  const rows = await services(db)
    .updateTable('entitlement')
    .set({ person_id: person, former_person_id: null })
    .set(({ eb }) => ({ revision: eb('revision', '+', '1') }))
    .where('person_id', 'is', null)
    .where('erased_at', 'is', null)
    .where('account_canonical', '=', canonical)
    .where(sql<SqlBool>`account_kind = ${kind} and account_issuer = ${issuer}`)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Takes up to `limit` whose last day was before `today` and whose end nobody was told of, the longest over first; from then on they count as told. */
export async function takeUntoldExpired(db: Database, today: string, limit: number): Promise<Entitlement[]> {
  const { rows } = await sql<{ id: string }>`
    update entitlement set expiry_told = until_day
    where id in (
      select id from entitlement where ended_at is null and erased_at is null and expiry_told is distinct from until_day and until_day <= ${today}::date
      order by until_day, id limit ${limit} for update skip locked
    ) returning id`.execute(db);
  if (rows.length === 0) return [];
  return (await entitlements(db).where('id', 'in', rows.map(({ id }) => id)).orderBy('id').execute()).map(toEntitlement);
}
