import { sql } from 'kysely';
import type { ForgeKind } from '../../../../common/contract/forges.ts';
import { newId, type Database } from '../../../platform/index.ts';
import { outside, type ForgeSettings, type ForgeVisitTable } from '../schema.ts';

export type KeptForge = ForgeSettings & { key: string; kind: ForgeKind; sealedSecret: string; sealedToken: string | undefined; enabled: boolean; revision: number };

type Row = { key: string; kind: ForgeKind; settings: ForgeSettings; sealed_secret: string; sealed_token: string | null; enabled: boolean; revision: string };
const toForge = (row: Row): KeptForge => ({ ...row.settings, key: row.key, kind: row.kind, sealedSecret: row.sealed_secret, sealedToken: row.sealed_token ?? undefined, enabled: row.enabled, revision: Number(row.revision) });
const toRow = ({ name, webUrl, authorizeUrl, tokenUrl, apiUrl, scopes, clientId, kind, sealedSecret, sealedToken, enabled }: Omit<KeptForge, 'revision'>) => ({
  kind, settings: JSON.stringify({ name, webUrl, authorizeUrl, tokenUrl, apiUrl, scopes, clientId }), sealed_secret: sealedSecret, sealed_token: sealedToken ?? null, enabled,
});

export async function listForges(db: Database): Promise<KeptForge[]> {
  const rows = await outside(db).selectFrom('forge').selectAll().where('deleted_at', 'is', null).orderBy('created_at').orderBy('key').limit(10).execute();
  return rows.map(toForge);
}

export async function findForge(db: Database, key: string): Promise<KeptForge | undefined> {
  const row = await outside(db).selectFrom('forge').selectAll().where('key', '=', key).where('deleted_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : toForge(row);
}

/** Adds a forge; a deleted one of the same key makes room. False when the key or the kind is taken. */
export async function insertForge(db: Database, forge: Omit<KeptForge, 'revision'>, now: Date): Promise<boolean> {
  await outside(db).deleteFrom('forge').where('key', '=', forge.key).where('deleted_at', 'is not', null).execute();
  const { numInsertedOrUpdatedRows = 0n } = await outside(db).insertInto('forge').values({ key: forge.key, ...toRow(forge), created_at: now }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateForge(db: Database, forge: Omit<KeptForge, 'revision'>, revision: number): Promise<number | undefined> {
  const row = await outside(db)
    .updateTable('forge')
    .set({ ...toRow(forge), revision: sql`revision + 1` })
    .where('key', '=', forge.key)
    .where('deleted_at', 'is', null)
    .where('revision', '=', String(revision))
    .returning('revision')
    .executeTakeFirst();
  return row === undefined ? undefined : Number(row.revision);
}

/** False when there is none, or, for one that comes back, when another of its kind took its place. */
export async function setForgeDeleted(db: Database, key: string, at: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await outside(db)
    .updateTable('forge')
    .set({ deleted_at: at, revision: sql`revision + 1` })
    .where('key', '=', key)
    .where('deleted_at', at === null ? 'is not' : 'is', null)
    .$if(at === null, (query) => query.where(sql<boolean>`not exists (select from forge other where other.kind = forge.kind and other.deleted_at is null)`))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export type ForgeVisit = { id: string; forge: string; personId: string; sealedVerifier: string; sealedKept: string; returnTo: string };

export async function insertForgeVisit(db: Database, visit: Omit<ForgeVisit, 'id'> & { stateHash: string; browserHash: string; now: Date; expiresAt: Date }): Promise<void> {
  const { stateHash, browserHash, forge, personId, sealedVerifier, sealedKept, returnTo, now, expiresAt } = visit;
  await outside(db)
    .insertInto('forge_visit')
    .values({ id: newId(now), state_hash: stateHash, browser_hash: browserHash, forge, person_id: personId, sealed_verifier: sealedVerifier, sealed_kept: sealedKept, return_to: returnTo, result: null, created_at: now, expires_at: expiresAt })
    .execute();
}

/** Takes a visit, once, in the browser that began it and for the person who did. */
export async function takeForgeVisit(db: Database, stateHash: string, browserHash: string, personId: string, now: Date): Promise<ForgeVisit | undefined> {
  const row = await outside(db)
    .updateTable('forge_visit')
    .set({ used_at: now })
    .where('state_hash', '=', stateHash)
    .where('browser_hash', '=', browserHash)
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : toVisit(row);
}

/** What came of the visit of a browser, until it expires. */
export async function findForgeVisit(db: Database, browserHash: string, personId: string, now: Date): Promise<(ForgeVisit & { result: ForgeVisitTable['result'] }) | undefined> {
  const row = await outside(db).selectFrom('forge_visit').selectAll().where('browser_hash', '=', browserHash).where('person_id', '=', personId).where('expires_at', '>', now).orderBy('id', 'desc').executeTakeFirst();
  return row === undefined ? undefined : { ...toVisit(row), result: row.result };
}

export async function noteForgeResult(db: Database, id: string, result: NonNullable<ForgeVisitTable['result']>): Promise<void> {
  await outside(db).updateTable('forge_visit').set({ result }).where('id', '=', id).execute();
}

const toVisit = (row: { id: string; forge: string; person_id: string; sealed_verifier: string; sealed_kept: string; return_to: string }): ForgeVisit => ({ id: row.id, forge: row.forge, personId: row.person_id, sealedVerifier: row.sealed_verifier, sealedKept: row.sealed_kept, returnTo: row.return_to });
