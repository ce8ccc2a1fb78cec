import { sql } from 'kysely';
import type { RemovedOfOrganisation } from '../../../common/contract/organisations.ts';
import type { Database } from '../../platform/index.ts';

export type Removed = { kind: RemovedOfOrganisation['items'][number]['kind']; id: string; name: string; person: string | null; removedAt: Date };

/** What was taken out of an organisation, the latest first; certificates only those that were removed since then, none without a time. Who was erased has nothing left to bring back. */
export async function listRemoved(db: Database, organisation: string, certificatesSince: Date | undefined, limit: number): Promise<Removed[]> {
  const { rows } = await sql<Omit<Removed, 'removedAt'> & { removed: Date | string }>`
    select 'member' as kind, id, coalesce(nullif(name, ''), account_typed, '') as name, person_id as person, removed_at as removed from organisation_member
      where organisation_id = ${organisation} and removed_at is not null and (person_id is not null or account_canonical is not null)
    union all select 'department', id, name, null, archived_at from department where organisation_id = ${organisation} and archived_at is not null
    union all select 'domain', id, domain, null, removed_at from organisation_domain where organisation_id = ${organisation} and removed_at is not null
    union all select 'certificate', id, issuer || ' · ' || number, null, removed_at from organisation_certificate where organisation_id = ${organisation} and removed_at > ${certificatesSince ?? null}::timestamptz
    order by removed desc, id desc limit ${limit}`.execute(db);
  return rows.map(({ removed, ...row }) => ({ ...row, removedAt: new Date(removed) }));
}
