import type { IdentityKind, ProofMethod } from '../../../common/contract/people.ts';
import { newId, type Database } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

/** An account anywhere, in the form that is compared. */
export type Account = { kind: IdentityKind; issuer: string; typed: string; canonical: string };

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
