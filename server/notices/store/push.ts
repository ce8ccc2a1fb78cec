import type { Database } from '../../platform/index.ts';
import type { NoticesTables } from '../schema.ts';

const tables = (db: Database) => db.withTables<NoticesTables>();

export type KeptBrowser = { id: string; sealed: string; label: string; createdAt: Date; usedAt: Date | null };

export async function listBrowsers(db: Database, personId: string): Promise<KeptBrowser[]> {
  const rows = await tables(db).selectFrom('push_subscription').selectAll().where('person_id', '=', personId).orderBy('created_at').limit(20).execute();
  return rows.map((row) => ({ id: row.id, sealed: row.sealed, label: row.label, createdAt: row.created_at, usedAt: row.used_at }));
}

/** Keeps where a browser listens; one browser belongs to whoever subscribed with it last. */
export async function keepBrowser(db: Database, browser: { id: string; personId: string; endpointHash: string; sealed: string; label: string; now: Date }): Promise<void> {
  const { id, personId, endpointHash, sealed, label, now } = browser;
  await tables(db)
    .insertInto('push_subscription')
    .values({ id, person_id: personId, endpoint_hash: endpointHash, sealed, label, created_at: now })
    .onConflict((conflict) => conflict.column('endpoint_hash').doUpdateSet({ person_id: personId, sealed, label }))
    .execute();
}

export async function findBrowserId(db: Database, endpointHash: string): Promise<string | undefined> {
  return (await tables(db).selectFrom('push_subscription').select('id').where('endpoint_hash', '=', endpointHash).executeTakeFirst())?.id;
}

/** True when it was there; with `personId` only when it is theirs. */
export async function removeBrowser(db: Database, id: string, personId?: string): Promise<boolean> {
  const { numDeletedRows } = await tables(db)
    .deleteFrom('push_subscription')
    .where('id', '=', id)
    .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? ''))
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function noteBrowserUsed(db: Database, id: string, now: Date): Promise<void> {
  await tables(db).updateTable('push_subscription').set({ used_at: now }).where('id', '=', id).execute();
}

export async function peopleWithBrowsers(db: Database, people: readonly string[]): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const rows = await tables(db).selectFrom('push_subscription').select('person_id').distinct().where('person_id', 'in', [...people]).execute();
  return new Set(rows.map((row) => row.person_id));
}
