import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';

/** The fleets about which something is kept that changes when persons become one: applications, and invitations that they made or used. */
export async function fleetsOfPersons(db: Database, persons: readonly string[]): Promise<string[]> {
  const ids = [...persons];
  const { rows } = await sql<{ fleet: string }>`
    select fleet from application where person_id = any (${ids}::uuid[])
    union select fleet from invitation where created_by = any (${ids}::uuid[])
    union select invitation.fleet from invitation_use join invitation on invitation.id = invitation_use.invitation_id where invitation_use.person_id = any (${ids}::uuid[])`.execute(db);
  return rows.map(({ fleet }) => fleet);
}
