import { sql } from 'kysely';
import type { Waiting } from '../../people/index.ts';
import type { Database, MovedRows } from '../../platform/index.ts';
import { services } from '../schema.ts';

/** What was granted stays as a nameless fact for the books; whose it was is gone. `waiting`: what waits for an account of theirs. */
export async function forgetHolder(db: Database, person: string, waiting: readonly string[], now: Date): Promise<void> {
  await services(db)
    .updateTable('entitlement')
    .set({ person_id: null, former_person_id: null, account_kind: null, account_issuer: null, account_canonical: null, account_typed: null, reference: '', note: '', grams: [], erased_at: now })
    .where((where) => where.or([where('person_id', '=', person), ...(waiting.length > 0 ? [where('id', 'in', [...waiting])] : [])]))
    .execute();
  await services(db).updateTable('entitlement').set({ former_person_id: null }).where('former_person_id', '=', person).execute();
}

/** What waits for an account that was this person's, or for one that is proven theirs and has not come to them yet. */
export async function waitingFor(db: Database, person: string, proven: readonly { kind: string; issuer: string; canonical: string }[]): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, former_person_id is not distinct from ${person} as former, account_kind as kind, account_issuer as issuer, account_canonical as canonical from entitlement
    where person_id is null and erased_at is null and account_canonical is not null and (former_person_id = ${person} or (account_kind, account_issuer, account_canonical) in (
      select * from unnest(${proven.map(({ kind }) => kind)}::text[], ${proven.map(({ issuer }) => issuer)}::text[], ${proven.map(({ canonical }) => canonical)}::text[])))`.execute(db);
  return rows;
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

export async function gatherEntitlements(db: Database, person: string, waiting: readonly string[]): Promise<object[]> {
  const { rows } = await sql<object>`
    select product, plan, from_day::text as "from", until_day::text as until, uses_granted as "usesGranted", uses_left as "usesLeft", source, reference, note, account_typed as account, created_at as "createdAt", ended_at as "endedAt"
    from entitlement where (person_id = ${person} or id = any(${[...waiting]}::uuid[])) and erased_at is null order by id`.execute(db);
  return rows;
}
