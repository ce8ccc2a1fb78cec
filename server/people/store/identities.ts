import { sql } from 'kysely';
import type { ProofMethod } from '../../../common/contract/people.ts';
import { newId, type Database } from '../../platform/index.ts';
import type { Account } from '../rules/account.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export type { Account };
export type Identity = Account & { id: string; personId: string; provenAt: Date | undefined; provenHow: ProofMethod | undefined; createdAt: Date };

/** Adds an account to a person as claimed, or as proven by `how`. Nothing happens when the person has it already. */
export async function insertIdentity(db: Database, personId: string, account: Account, proof: { how: ProofMethod } | undefined, now: Date): Promise<void> {
  await people(db)
    .insertInto('identity')
    .values({ id: newId(now), person_id: personId, ...account, proven_at: proof === undefined ? null : now, proven_how: proof?.how ?? null, created_at: now })
    .onConflict((conflict) => conflict.columns(['person_id', 'kind', 'issuer', 'canonical']).doNothing())
    .execute();
}

/** Who has proven to own an account; undefined when nobody has. Claims do not count. */
export async function findOwner(db: Database, account: Pick<Account, 'kind' | 'issuer' | 'canonical'>): Promise<{ personId: string; name: string; disabled: boolean } | undefined> {
  const row = await people(db)
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select(['person.id', 'person.name', 'person.disabled_at'])
    .where('identity.kind', '=', account.kind)
    .where('identity.issuer', '=', account.issuer)
    .where('identity.canonical', '=', account.canonical)
    .where('identity.proven_at', 'is not', null)
    .executeTakeFirst();
  return row === undefined ? undefined : { personId: row.id, name: row.name, disabled: row.disabled_at !== null };
}

/** Everyone with an account, who has proven it first, then who claimed it first; who is disabled is left out. */
export async function findHolders(db: Database, account: Pick<Account, 'kind' | 'issuer' | 'canonical'>): Promise<{ personId: string; name: string; proven: boolean }[]> {
  const rows = await people(db)
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select(['person.id', 'person.name', 'identity.proven_at'])
    .where('identity.kind', '=', account.kind)
    .where('identity.issuer', '=', account.issuer)
    .where('identity.canonical', '=', account.canonical)
    .where('person.disabled_at', 'is', null)
    .orderBy('identity.proven_at', (order) => order.asc().nullsLast())
    .orderBy('identity.created_at')
    .limit(100)
    .execute();
  return rows.map((row) => ({ personId: row.id, name: row.name, proven: row.proven_at !== null }));
}

/** Whoever else proves, claims or gives up this account waits until the transaction ends. */
export async function lockAccount(db: Database, { kind, issuer, canonical }: Pick<Account, 'kind' | 'issuer' | 'canonical'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(['people.account', kind, issuer, canonical])}, 0))`.execute(db);
}

/** Marks a person's account as proven, and adds it when they did not have it. */
export async function setProven(db: Database, personId: string, account: Account, how: ProofMethod, now: Date): Promise<void> {
  await insertIdentity(db, personId, account, { how }, now);
  await people(db)
    .updateTable('identity')
    .set({ proven_at: now, proven_how: how })
    .where('person_id', '=', personId)
    .where('kind', '=', account.kind)
    .where('issuer', '=', account.issuer)
    .where('canonical', '=', account.canonical)
    .where('proven_at', 'is', null)
    .execute();
}

/** Takes away what others only claimed; answers who they are. */
export async function deleteClaimsOfOthers(db: Database, personId: string, account: Pick<Account, 'kind' | 'issuer' | 'canonical'>): Promise<string[]> {
  const rows = await people(db)
    .deleteFrom('identity')
    .where('kind', '=', account.kind)
    .where('issuer', '=', account.issuer)
    .where('canonical', '=', account.canonical)
    .where('person_id', '!=', personId)
    .where('proven_at', 'is', null)
    .returning('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

/** A person's accounts: proven ones first, then the oldest. */
export async function listIdentities(db: Database, personId: string): Promise<Identity[]> {
  const rows = await people(db)
    .selectFrom('identity')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('proven_at', (order) => order.asc().nullsLast())
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, personId: row.person_id, kind: row.kind, issuer: row.issuer, typed: row.typed, canonical: row.canonical, provenAt: row.proven_at ?? undefined, provenHow: row.proven_how ?? undefined, createdAt: row.created_at }));
}
