import { sql } from 'kysely';
import type { Database, MovedRows } from '../../platform/index.ts';
import { services } from '../schema.ts';

/** What was granted stays as a nameless fact for the books; whose it was is gone. */
export async function forgetHolder(db: Database, person: string, now: Date): Promise<void> {
  await services(db)
    .updateTable('entitlement')
    .set({ person_id: null, account_kind: null, account_issuer: null, account_canonical: null, account_typed: null, reference: '', note: '', grams: [], erased_at: now })
    .where('person_id', '=', person)
    .execute();
}

export async function moveEntitlements(db: Database, from: string, to: string): Promise<MovedRows> {
  const rows = await services(db).updateTable('entitlement').set({ person_id: to }).where('person_id', '=', from).returning('id').execute();
  return { entitlement: rows.map(({ id }) => id) };
}

/** What has become somebody else's since, by a proof, stays theirs; what waits goes on waiting. */
export async function moveEntitlementsBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void> {
  const ids = [...(moved['entitlement'] ?? [])];
  if (ids.length > 0) await services(db).updateTable('entitlement').set({ person_id: from }).where('person_id', '=', to).where('id', 'in', ids).execute();
}

export async function gatherEntitlements(db: Database, person: string): Promise<object[]> {
  const { rows } = await sql<object>`
    select product, plan, from_day::text as "from", until_day::text as until, uses_granted as "usesGranted", uses_left as "usesLeft", source, reference, note, account_typed as account, created_at as "createdAt", ended_at as "endedAt"
    from entitlement where person_id = ${person} and erased_at is null order by id`.execute(db);
  return rows;
}
