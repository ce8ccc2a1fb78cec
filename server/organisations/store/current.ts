import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';

/** The organisations in use to which a person belongs on a day, whatever their department. */
export async function currentOrganisationsOf(db: Database, person: string, day: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select organisation.id, organisation.name from organisation_member as m join organisation on organisation.id = m.organisation_id
    where m.person_id = ${person} and m.removed_at is null and not m.suggested and m.from_day <= ${day}::date and (m.until_day is null or m.until_day > ${day}::date) and organisation.archived_at is null
    order by m.id limit 100`.execute(db);
  return rows;
}
