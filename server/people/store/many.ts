import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { Account } from '../rules/account.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

/** How many people have proven an account of a sign-in service, by its issuer. */
export async function countByIssuer(db: Database, issuers: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (issuers.length === 0) return new Map();
  const rows = await people(db).selectFrom('identity').select(['issuer', sql<number>`count(distinct person_id)::int`.as('count')]).where('kind', '=', 'oidc').where('issuer', 'in', [...issuers]).where('proven_at', 'is not', null).groupBy('issuer').execute();
  return new Map(rows.map(({ issuer, count }) => [issuer, count]));
}

/** The names of many persons at once, by id; who does not exist is left out. */
export async function namesOf(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await people(db).selectFrom('person').select(['id', 'name']).where('id', 'in', [...new Set(ids)]).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** How `findOwners` names an account. */
export function accountKey({ kind, issuer, canonical }: Pick<Account, 'kind' | 'issuer' | 'canonical'>): string {
  return JSON.stringify([kind, issuer, canonical]);
}

/** Who has proven to own each of many accounts, by `accountKey`; accounts of nobody are left out. */
export async function findOwners(db: Database, accounts: readonly Pick<Account, 'kind' | 'issuer' | 'canonical'>[]): Promise<Map<string, string>> {
  if (accounts.length === 0) return new Map();
  const columns = [accounts.map(({ kind }) => kind), accounts.map(({ issuer }) => issuer), accounts.map(({ canonical }) => canonical)];
  const { rows } = await sql<{ kind: Account['kind']; issuer: string; canonical: string; person_id: string }>`
    select identity.kind, identity.issuer, identity.canonical, identity.person_id
    from unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::text[]) as wanted (kind, issuer, canonical)
    join identity on identity.kind = wanted.kind and identity.issuer = wanted.issuer and identity.canonical = wanted.canonical
    where identity.proven_at is not null`.execute(db);
  return new Map(rows.map((row) => [accountKey(row), row.person_id]));
}
