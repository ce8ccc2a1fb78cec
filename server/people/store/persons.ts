import type { Database, Grant } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

/** The password of whoever signs in with an address: who has proven it before who only claims it. */
export async function findCredential(db: Database, canonical: string): Promise<{ personId: string; name: string; hash: string } | undefined> {
  const row = await people(db)
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .innerJoin('credential', 'credential.person_id', 'person.id')
    .select(['person.id', 'person.name', 'credential.password_hash'])
    .where('identity.kind', '=', 'email')
    .where('identity.canonical', '=', canonical)
    .where('person.disabled_at', 'is', null)
    .orderBy('identity.proven_at', (order) => order.asc().nullsLast())
    .orderBy('identity.created_at')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { personId: row.id, name: row.name, hash: row.password_hash };
}

export async function findPerson(db: Database, id: string): Promise<{ id: string; name: string; email: string | undefined; hash: string | undefined } | undefined> {
  const row = await people(db)
    .selectFrom('person')
    .leftJoin('identity', (join) => join.onRef('identity.person_id', '=', 'person.id').on('identity.kind', '=', 'email'))
    .leftJoin('credential', 'credential.person_id', 'person.id')
    .select(['person.id', 'person.name', 'identity.typed', 'credential.password_hash'])
    .where('person.id', '=', id)
    .orderBy('identity.proven_at', (order) => order.asc().nullsLast())
    .orderBy('identity.created_at')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, name: row.name, email: row.typed ?? undefined, hash: row.password_hash ?? undefined };
}

export async function insertPerson(db: Database, person: { id: string; name: string; language: string; now: Date }): Promise<void> {
  await people(db).insertInto('person').values({ id: person.id, name: person.name, language: person.language, created_at: person.now, disabled_at: null }).execute();
}

export async function insertGrants(db: Database, personId: string, grants: readonly Grant[], by: string | null, now: Date): Promise<void> {
  if (grants.length === 0) return;
  const rows = grants.map(({ role, scope }) => ({ person_id: personId, role, scope_kind: scope.kind, scope_key: scope.kind === 'centre' ? '' : scope.key, granted_at: now, granted_by: by }));
  await people(db).insertInto('role_grant').values(rows).onConflict((conflict) => conflict.doNothing()).execute();
}

export async function insertCredential(db: Database, personId: string, hash: string, now: Date): Promise<void> {
  await people(db).insertInto('credential').values({ person_id: personId, password_hash: hash, changed_at: now }).execute();
}

export async function setPassword(db: Database, personId: string, hash: string, now: Date): Promise<void> {
  await people(db).updateTable('credential').set({ password_hash: hash, changed_at: now }).where('person_id', '=', personId).execute();
}
