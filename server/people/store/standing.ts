import { sql } from 'kysely';
import type { Database, Grant } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

/** How a person stands now, for what acts in their name: `may` is false for one who is disabled, merged into another or erased. */
export type Standing = { name: string; grants: Grant[]; may: boolean; secondFactorRequired: boolean };

/** How a person stands, in one question to the database; undefined when there is none. */
export async function standingOf(db: Database, personId: string): Promise<Standing | undefined> {
  const row = await people(db)
    .selectFrom('person')
    .select(['name', 'disabled_at', 'merged_into', 'erased_at'])
    .select([
      sql<{ role: Grant['role']; kind: Grant['scope']['kind']; key: string }[]>`coalesce((
        select json_agg(json_build_object('role', role, 'kind', scope_kind, 'key', scope_key) order by role, scope_kind, scope_key) from role_grant where role_grant.person_id = person.id
      ), '[]'::json)`.as('grants'),
      sql<boolean>`(select second_factor_required from staff_policy)`.as('required'),
    ])
    .where('id', '=', personId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const grants = row.grants.map(({ role, kind, key }): Grant => ({ role, scope: kind === 'centre' ? { kind } : { kind, key } }));
  return { name: row.name, grants, may: row.disabled_at === null && row.merged_into === null && row.erased_at === null, secondFactorRequired: row.required };
}

/** True when the session began with a second factor. */
export async function sessionHasSecondFactor(db: Database, sessionId: string): Promise<boolean> {
  const row = await people(db).selectFrom('session').select('second_factor').where('id', '=', sessionId).executeTakeFirst();
  return row?.second_factor === true;
}
