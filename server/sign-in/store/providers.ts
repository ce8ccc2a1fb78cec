import { sql } from 'kysely';
import type { LocalizedText } from '../../../common/contract/text.ts';
import { newId, type Database } from '../../platform/index.ts';
import type { SignInTables, VisitTable } from '../schema.ts';

const signIn = (db: Database) => db.withTables<SignInTables>();

export type Provider = {
  key: string;
  name: LocalizedText;
  issuer: string;
  clientId: string;
  sealedSecret: string;
  scopes: string;
  productClaim: string | undefined;
  productKey: string | undefined;
  trustsEmail: boolean;
  enabled: boolean;
  revision: number;
};

type Row = { key: string; name: { text: LocalizedText }; issuer: string; client_id: string; sealed_secret: string; scopes: string; product_claim: string | null; product_key: string | null; trusts_email: boolean; enabled: boolean; revision: string };
const toProvider = (row: Row): Provider => ({
  key: row.key, name: row.name.text, issuer: row.issuer, clientId: row.client_id, sealedSecret: row.sealed_secret, scopes: row.scopes, productClaim: row.product_claim ?? undefined,
  productKey: row.product_key ?? undefined, trustsEmail: row.trusts_email, enabled: row.enabled, revision: Number(row.revision),
});

/** So many at most: a page with more buttons helps nobody. */
export const mostProviders = 20;

export async function listProviders(db: Database): Promise<Provider[]> {
  const rows = await signIn(db).selectFrom('sign_in_provider').selectAll().where('deleted_at', 'is', null).orderBy('created_at').orderBy('key').limit(mostProviders).execute();
  return rows.map(toProvider);
}

export async function findProvider(db: Database, key: string): Promise<Provider | undefined> {
  const row = await signIn(db).selectFrom('sign_in_provider').selectAll().where('key', '=', key).where('deleted_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : toProvider(row);
}

/** One at a time changes the list of providers, until the transaction ends. */
export async function lockProviders(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sign_in.providers', 0))`.execute(db);
}

/** Adds a provider; a deleted one of the same key makes room. False when the key is taken. */
export async function insertProvider(db: Database, provider: Omit<Provider, 'revision'>, now: Date): Promise<boolean> {
  await signIn(db).deleteFrom('sign_in_provider').where('key', '=', provider.key).where('deleted_at', 'is not', null).execute();
  const result = await signIn(db)
    .insertInto('sign_in_provider')
    .values({ ...toRow(provider), key: provider.key, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) === 1n;
}

/** Changes a provider that still has `revision`; the new revision, or undefined. */
export async function updateProvider(db: Database, provider: Omit<Provider, 'revision'>, revision: number): Promise<number | undefined> {
  const row = await signIn(db)
    .updateTable('sign_in_provider')
    .set({ ...toRow(provider), revision: sql`revision + 1` })
    .where('key', '=', provider.key)
    .where('deleted_at', 'is', null)
    .where('revision', '=', String(revision))
    .returning('revision')
    .executeTakeFirst();
  return row === undefined ? undefined : Number(row.revision);
}

export async function setProviderDeleted(db: Database, key: string, at: Date | null): Promise<boolean> {
  const result = await signIn(db)
    .updateTable('sign_in_provider')
    .set({ deleted_at: at, revision: sql`revision + 1` })
    .where('key', '=', key)
    .where('deleted_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function toRow(provider: Omit<Provider, 'revision'>) {
  return {
    name: JSON.stringify({ text: provider.name }), issuer: provider.issuer, client_id: provider.clientId, sealed_secret: provider.sealedSecret, scopes: provider.scopes,
    product_claim: provider.productClaim ?? null, product_key: provider.productKey ?? null, trusts_email: provider.trustsEmail, enabled: provider.enabled,
  };
}

export type Visit = { provider: string; nonce: string; sealedVerifier: string; purpose: VisitTable['purpose']; personId: string | undefined; returnTo: string; startedAt: Date };

export async function insertVisit(db: Database, visit: Omit<Visit, 'startedAt'> & { stateHash: string; browserHash: string; now: Date; expiresAt: Date }): Promise<void> {
  const { stateHash, browserHash, provider, nonce, sealedVerifier, purpose, personId, returnTo, now, expiresAt } = visit;
  await signIn(db)
    .insertInto('sign_in_visit')
    .values({ id: newId(now), state_hash: stateHash, browser_hash: browserHash, provider, nonce, sealed_verifier: sealedVerifier, purpose, person_id: personId ?? null, return_to: returnTo, created_at: now, expires_at: expiresAt })
    .execute();
}

/** Takes a visit, once, in the browser that began it. */
export async function takeVisit(db: Database, stateHash: string, browserHash: string, now: Date): Promise<Visit | undefined> {
  const row = await signIn(db)
    .updateTable('sign_in_visit')
    .set({ used_at: now })
    .where('state_hash', '=', stateHash)
    .where('browser_hash', '=', browserHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['provider', 'nonce', 'sealed_verifier', 'purpose', 'person_id', 'return_to', 'created_at'])
    .executeTakeFirst();
  return row === undefined ? undefined : { provider: row.provider, nonce: row.nonce, sealedVerifier: row.sealed_verifier, purpose: row.purpose, personId: row.person_id ?? undefined, returnTo: row.return_to, startedAt: row.created_at };
}

export async function deleteOldVisits(db: Database, before: Date): Promise<number> {
  const result = await signIn(db).deleteFrom('sign_in_visit').where('created_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
