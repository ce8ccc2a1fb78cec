import { sql } from 'kysely';
import type { IdentityKind } from '../../../common/contract/people.ts';
import type { Language } from '../../../common/contract/text.ts';
import type { Database, Grant } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

type Named = { id: string; name: string };
export type PersonFacts = {
  id: string; name: string; language: Language; createdAt: Date; disabledAt: Date | undefined; mergedInto: Named | undefined; revision: number; sessions: number;
  merged: { merge: string; id: string; name: string; at: Date }[];
};

/** What a person's page needs besides accounts and roles; undefined for nobody and for who was erased. */
export async function readPersonFacts(db: Database, id: string, now: Date): Promise<PersonFacts | undefined> {
  const row = await people(db)
    .selectFrom('person')
    .leftJoin('person as kept', 'kept.id', 'person.merged_into')
    .select(['person.id', 'person.name', 'person.language', 'person.created_at', 'person.disabled_at', 'person.revision', 'kept.id as kept_id', 'kept.name as kept_name'])
    .select(sql<number>`(select count(*)::int from session where session.person_id = person.id and ended_at is null and expires_at > ${now})`.as('sessions'))
    .where('person.id', '=', id)
    .where('person.erased_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const merged = await people(db).selectFrom('person_merge').innerJoin('person', 'person.id', 'person_merge.gone_id').select(['person_merge.id as merge', 'person.id', 'person.name', 'person_merge.merged_at as at'])
    .where('kept_id', '=', id).where('undone_at', 'is', null).orderBy('merged_at', 'desc').limit(100).execute();
  return {
    id: row.id, name: row.name, language: row.language as Language, createdAt: row.created_at, disabledAt: row.disabled_at ?? undefined, revision: Number(row.revision), sessions: row.sessions, merged,
    mergedInto: row.kept_id === null || row.kept_name === null ? undefined : { id: row.kept_id, name: row.kept_name },
  };
}

/** A person's roles, with since when and by whom. */
export async function rolesOf(db: Database, personId: string): Promise<(Grant & { grantedAt: Date; grantedBy: Named | undefined })[]> {
  const rows = await people(db)
    .selectFrom('role_grant')
    .leftJoin('person', 'person.id', 'role_grant.granted_by')
    .select(['role_grant.role', 'role_grant.scope_kind', 'role_grant.scope_key', 'role_grant.granted_at', 'person.id', 'person.name'])
    .where('role_grant.person_id', '=', personId)
    .orderBy('role').orderBy('scope_kind').orderBy('scope_key')
    .limit(500)
    .execute();
  return rows.map((row) => ({ role: row.role, scope: row.scope_kind === 'centre' ? { kind: row.scope_kind } : { kind: row.scope_kind, key: row.scope_key }, grantedAt: row.granted_at, grantedBy: row.id === null || row.name === null ? undefined : { id: row.id, name: row.name } }));
}

/** Others with one of the same accounts, proven or not: perhaps the same human. */
export async function similarPersons(db: Database, personId: string): Promise<(Named & { kind: IdentityKind; canonical: string; issuer: string })[]> {
  return people(db)
    .selectFrom('identity as own')
    .innerJoin('identity as other', (join) => join.onRef('other.canonical', '=', 'own.canonical').onRef('other.kind', '=', 'own.kind').onRef('other.issuer', '=', 'own.issuer').onRef('other.person_id', '!=', 'own.person_id'))
    .innerJoin('person', 'person.id', 'other.person_id')
    .select(['person.id', 'person.name', 'own.kind', 'own.canonical', 'own.issuer'])
    .where('own.person_id', '=', personId)
    .where('person.merged_into', 'is', null)
    .where('person.erased_at', 'is', null)
    .orderBy('person.id')
    .limit(200)
    .execute();
}

/** Changes a person's entry as it was at `revision`; undefined when it has changed since. Answers the new revision. */
export async function updatePerson(db: Database, id: string, revision: number, changes: { name?: string; language?: Language; disabledAt?: Date | null }): Promise<number | undefined> {
  const row = await people(db)
    .updateTable('person')
    .set({
      revision: sql`revision + 1`,
      ...(changes.name === undefined ? {} : { name: changes.name }),
      ...(changes.language === undefined ? {} : { language: changes.language }),
      ...(changes.disabledAt === undefined ? {} : { disabled_at: changes.disabledAt }),
    })
    .where('id', '=', id)
    .where('revision', '=', String(revision))
    .returning('revision')
    .executeTakeFirst();
  return row === undefined ? undefined : Number(row.revision);
}
