import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export async function readPolicy(db: Database): Promise<{ secondFactorRequired: boolean; revision: number }> {
  const row = await people(db).selectFrom('staff_policy').select(['second_factor_required', 'revision']).executeTakeFirstOrThrow();
  return { secondFactorRequired: row.second_factor_required, revision: Number(row.revision) };
}

/** Changes what the centre asks of its staff, as it was at `revision`; undefined when it has changed since. */
export async function updatePolicy(db: Database, secondFactorRequired: boolean, revision: number): Promise<number | undefined> {
  const row = await people(db).updateTable('staff_policy').set({ second_factor_required: secondFactorRequired, revision: sql`revision + 1` }).where('revision', '=', String(revision)).returning('revision').executeTakeFirst();
  return row === undefined ? undefined : Number(row.revision);
}
