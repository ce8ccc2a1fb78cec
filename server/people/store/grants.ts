import type { Database, Grant } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export async function insertGrants(db: Database, personId: string, grants: readonly Grant[], by: string | null, now: Date): Promise<void> {
  if (grants.length === 0) return;
  const rows = grants.map(({ role, scope }) => ({ person_id: personId, role, scope_kind: scope.kind, scope_key: scope.kind === 'centre' ? '' : scope.key, granted_at: now, granted_by: by }));
  await people(db).insertInto('role_grant').values(rows).onConflict((conflict) => conflict.doNothing()).execute();
}

/** True once somebody is operator of the whole centre. */
export async function hasOperator(db: Database): Promise<boolean> {
  const row = await people(db).selectFrom('role_grant').select('person_id').where('role', '=', 'operator').where('scope_kind', '=', 'centre').limit(1).executeTakeFirst();
  return row !== undefined;
}
