import { sql } from 'kysely';
import { newId, type Database } from '../../platform/index.ts';
import { organisations } from '../schema.ts';

export type Department = { id: string; organisation: string; parent: string | null; name: string; archived: boolean; revision: number };
export type DepartmentListed = Department & { members: number };

type Row = { id: string; organisation_id: string; parent_id: string | null; name: string; archived_at: Date | null; revision: string };
const columns = ['id', 'organisation_id', 'parent_id', 'name', 'archived_at', 'revision'] as const;

function toDepartment(row: Row): Department {
  return { id: row.id, organisation: row.organisation_id, parent: row.parent_id, name: row.name, archived: row.archived_at !== null, revision: Number(row.revision) };
}

/** The whole tree, flat, by name; with the current members of each. */
export async function listDepartments(db: Database, organisation: string, today: string): Promise<DepartmentListed[]> {
  const rows = await organisations(db)
    .selectFrom('department')
    .select(columns)
    .select(sql<number>`(select count(*)::int from organisation_member as m where m.department_id = department.id and m.removed_at is null and not m.suggested and m.from_day <= ${today}::date and (m.until_day is null or m.until_day > ${today}::date))`.as('members'))
    .where('organisation_id', '=', organisation)
    .orderBy('name')
    .orderBy('id')
    .limit(1000)
    .execute();
  return rows.map((row) => ({ ...toDepartment(row), members: row.members }));
}

/** The departments in use of many organisations, without counting their members. */
export async function listDepartmentsOf(db: Database, organisationIds: readonly string[]): Promise<Department[]> {
  if (organisationIds.length === 0) return [];
  const rows = await organisations(db).selectFrom('department').select(columns).where('organisation_id', 'in', [...organisationIds]).where('archived_at', 'is', null).execute();
  return rows.map(toDepartment);
}

export async function findDepartment(db: Database, id: string): Promise<Department | undefined> {
  const row = await organisations(db).selectFrom('department').select(columns).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toDepartment(row);
}

/** Adds one; undefined when a neighbour in use has the name. */
export async function insertDepartment(db: Database, { organisation, parent, name }: Pick<Department, 'organisation' | 'parent' | 'name'>, now: Date): Promise<string | undefined> {
  const added = await organisations(db)
    .insertInto('department')
    .values({ id: newId(now), organisation_id: organisation, parent_id: parent, name, created_at: now, archived_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id;
}

/** Writes what changed. False when a neighbour in use has the name. */
export async function updateDepartment(db: Database, { id, organisation, parent, name, archived }: Department, now: Date): Promise<boolean> {
  const same = archived
    ? undefined
    : await organisations(db).selectFrom('department').select('id').where('organisation_id', '=', organisation).where('parent_id', 'is not distinct from', parent).where(sql`lower(name)`, '=', name.toLowerCase()).where('archived_at', 'is', null).where('id', '!=', id).executeTakeFirst();
  if (same !== undefined) return false;
  await organisations(db).updateTable('department').set({ parent_id: parent, name, archived_at: archived ? now : null }).set(({ eb }) => ({ revision: eb('revision', '+', '1') })).where('id', '=', id).execute();
  return true;
}
