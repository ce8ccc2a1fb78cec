import { sql } from 'kysely';
import type { ProofMethod } from '../../../common/contract/people.ts';
import { newId, type Database } from '../../platform/index.ts';
import type { Account } from '../rules/account.ts';
import type { PeopleTables } from '../schema.ts';
import { indexPersons } from './search.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export type { Account };
/** `withdrawn`: an operator took the proof back; since when and how it was proven before. */
export type Identity = Account & { id: string; personId: string; provenAt: Date | undefined; provenHow: ProofMethod | undefined; createdAt: Date; withdrawn: { at: Date; provenAt: Date; how: ProofMethod } | undefined };

/** Adds an account to a person as claimed, or as proven by `how`. Answers its id; nothing happens and undefined comes when the person has it already. */
export async function insertIdentity(db: Database, personId: string, account: Account, proof: { how: ProofMethod } | undefined, now: Date): Promise<string | undefined> {
  const row = await people(db)
    .insertInto('identity')
    .values({ id: newId(now), person_id: personId, ...account, proven_at: proof === undefined ? null : now, proven_how: proof?.how ?? null, created_at: now })
    .onConflict((conflict) => conflict.columns(['person_id', 'kind', 'issuer', 'canonical']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row !== undefined) await indexPersons(db, [personId]);
  return row?.id;
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

/** Everyone with an account, who has proven it first, then who claimed it first; who is disabled is left out. `withdrawn`: their proof was taken back. */
export async function findHolders(db: Database, account: Pick<Account, 'kind' | 'issuer' | 'canonical'>): Promise<{ personId: string; name: string; proven: boolean; withdrawn: boolean }[]> {
  const rows = await people(db)
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select(['person.id', 'person.name', 'identity.proven_at', 'identity.withdrawn_at'])
    .where('identity.kind', '=', account.kind)
    .where('identity.issuer', '=', account.issuer)
    .where('identity.canonical', '=', account.canonical)
    .where('person.disabled_at', 'is', null)
    .orderBy('identity.proven_at', (order) => order.asc().nullsLast())
    .orderBy('identity.created_at')
    .limit(100)
    .execute();
  return rows.map((row) => ({ personId: row.id, name: row.name, proven: row.proven_at !== null, withdrawn: row.withdrawn_at !== null }));
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
    .set({ proven_at: now, proven_how: how, withdrawn_at: null, withdrawn_proven_at: null, withdrawn_how: null })
    .where('person_id', '=', personId)
    .where('kind', '=', account.kind)
    .where('issuer', '=', account.issuer)
    .where('canonical', '=', account.canonical)
    .where('proven_at', 'is', null)
    .execute();
}

/** Says by what else a proven account was shown. */
export async function setProofMethod(db: Database, personId: string, account: Pick<Account, 'kind' | 'issuer' | 'canonical'>, how: ProofMethod): Promise<void> {
  await people(db)
    .updateTable('identity')
    .set({ proven_how: how })
    .where('person_id', '=', personId)
    .where('kind', '=', account.kind)
    .where('issuer', '=', account.issuer)
    .where('canonical', '=', account.canonical)
    .where('proven_at', 'is not', null)
    .execute();
}

/** What others only claim of an account, at most a hundred. */
export async function claimsOfOthers(db: Database, personId: string, { kind, issuer, canonical }: Pick<Account, 'kind' | 'issuer' | 'canonical'>): Promise<{ person: string; account: string }[]> {
  return people(db).selectFrom('identity').select(['person_id as person', 'typed as account'])
    .where('kind', '=', kind).where('issuer', '=', issuer).where('canonical', '=', canonical).where('person_id', '!=', personId).where('proven_at', 'is', null)
    .orderBy('created_at').limit(100).execute();
}

/** Who else only claims an account. */
export async function claimantsBeside(db: Database, personId: string, { kind, issuer, canonical }: Pick<Account, 'kind' | 'issuer' | 'canonical'>): Promise<string[]> {
  const rows = await people(db).selectFrom('identity').select('person_id')
    .where('kind', '=', kind).where('issuer', '=', issuer).where('canonical', '=', canonical).where('person_id', '!=', personId).where('proven_at', 'is', null)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Takes away what others only claimed. */
export async function deleteClaimsOfOthers(db: Database, personId: string, account: Pick<Account, 'kind' | 'issuer' | 'canonical'>): Promise<void> {
  const rows = await people(db)
    .deleteFrom('identity')
    .where('kind', '=', account.kind)
    .where('issuer', '=', account.issuer)
    .where('canonical', '=', account.canonical)
    .where('person_id', '!=', personId)
    .where('proven_at', 'is', null)
    .returning('person_id')
    .execute();
  await indexPersons(db, rows.map((row) => row.person_id));
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
  return rows.map((row) => ({ id: row.id, personId: row.person_id, kind: row.kind, issuer: row.issuer, typed: row.typed, canonical: row.canonical, provenAt: row.proven_at ?? undefined, provenHow: row.proven_how ?? undefined, createdAt: row.created_at, withdrawn: withdrawnOf(row) }));
}

function withdrawnOf({ withdrawn_at: at, withdrawn_proven_at: provenAt, withdrawn_how: how }: { withdrawn_at: Date | null; withdrawn_proven_at: Date | null; withdrawn_how: ProofMethod | null }): Identity['withdrawn'] {
  return at === null || provenAt === null || how === null ? undefined : { at, provenAt, how };
}

/** One account of a person; undefined when it is not theirs. */
export async function findIdentity(db: Database, personId: string, id: string): Promise<Identity | undefined> {
  return (await listIdentities(db, personId)).find((identity) => identity.id === id);
}

/** Takes an account from a person. */
export async function deleteIdentity(db: Database, personId: string, id: string): Promise<void> {
  await people(db).deleteFrom('identity').where('person_id', '=', personId).where('id', '=', id).execute();
  await indexPersons(db, [personId]);
}

/** Makes a proven account a claimed one again, as if nobody had said that it is proven. */
export async function unsetProven(db: Database, id: string): Promise<void> {
  await people(db).updateTable('identity').set({ proven_at: null, proven_how: null }).where('id', '=', id).execute();
}

/** Takes the proof of an account back, and keeps how it was proven. */
export async function withdrawProven(db: Database, id: string, now: Date): Promise<void> {
  await sql`update identity set proven_at = null, proven_how = null, withdrawn_at = ${now}, withdrawn_proven_at = proven_at, withdrawn_how = proven_how where id = ${id} and proven_at is not null`.execute(db);
}

/** Dates a proof: it holds since then. */
export async function dateProof(db: Database, id: string, provenAt: Date): Promise<void> {
  await people(db).updateTable('identity').set({ proven_at: provenAt }).where('id', '=', id).where('proven_at', 'is not', null).execute();
}

/** Gives accounts of one person to another who has none of them. */
export async function giveIdentities(db: Database, from: string, to: string, ids: readonly string[]): Promise<void> {
  await people(db).updateTable('identity').set({ person_id: to }).where('person_id', '=', from).where('id', 'in', [...ids]).execute();
  await indexPersons(db, [from, to]);
}
