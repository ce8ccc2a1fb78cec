import type { z } from 'zod';
import type { createDepartmentSchema, DepartmentView, updateDepartmentSchema } from '../../../common/contract/organisations.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { OrganisationsParts } from '../ports.ts';
import { judgePlace, type TreeRefusal } from '../rules/department-tree.ts';
import { findDepartment, insertDepartment, listDepartments, updateDepartment, type Department } from '../store/departments.ts';
import { lockOrganisation } from '../store/organisations.ts';
import { departmentView } from '../views.ts';
import { todayOf } from './organisations.ts';

type Doing = { parts: OrganisationsParts; work: Work };

export async function createDepartment({ parts, work }: Doing, { organisation, name, parent = null }: Omit<z.output<typeof createDepartmentSchema>, 'parent'> & { parent?: string | null | undefined }): Promise<Outcome<DepartmentView>> {
  if ((await lockOrganisation(work.db, organisation)) === undefined) return refuse('not_found');
  const wrong = judgePlace(await listDepartments(work.db, organisation, todayOf(parts, work)), undefined, parent);
  if (wrong !== undefined) return misplaced(wrong);
  const id = await insertDepartment(work.db, { organisation, parent, name }, work.now);
  if (id === undefined) return nameTaken(name);
  await changed(work, organisation, id, null, { name, parent });
  return viewOf({ parts, work }, id);
}

/** Renames a department, or moves it with everything below it. The organisation is held, so two moves cannot make a ring together. */
export async function changeDepartment({ parts, work }: Doing, { id, revision, name, parent }: z.output<typeof updateDepartmentSchema>): Promise<Outcome<DepartmentView>> {
  const locked = await lockDepartment(work, id);
  if (locked === undefined) return refuse('not_found');
  if (locked.revision !== revision) return refuse('stale_revision');
  const next = { ...locked, name: name ?? locked.name, parent: parent === undefined ? locked.parent : parent };
  if (next.parent !== locked.parent) {
    const wrong = judgePlace(await listDepartments(work.db, locked.organisation, todayOf(parts, work)), id, next.parent);
    if (wrong !== undefined) return misplaced(wrong);
  }
  if (!(await updateDepartment(work.db, next, work.now))) return nameTaken(next.name);
  await changed(work, locked.organisation, id, { name: locked.name, parent: locked.parent }, { name: next.name, parent: next.parent });
  return viewOf({ parts, work }, id);
}

/** Archives a department that holds nobody and nothing in use, or takes it back into use at its old place. */
export async function archiveDepartment({ parts, work }: Doing, { id, archived }: { id: string; archived: boolean }): Promise<Outcome<DepartmentView>> {
  const locked = await lockDepartment(work, id);
  if (locked === undefined) return refuse('not_found');
  const tree = await listDepartments(work.db, locked.organisation, todayOf(parts, work));
  const below = tree.filter((one) => one.parent === id && !one.archived);
  const own = tree.find((one) => one.id === id);
  if (archived && (below.length > 0 || (own?.members ?? 0) > 0)) return refuse('still_referenced', { parameters: { subject: below.map((one) => one.name).slice(0, 5).join('、') || String(own?.members ?? 0) } });
  const wrong = archived ? undefined : judgePlace(tree.filter((one) => one.id !== id), undefined, locked.parent);
  if (wrong !== undefined) return misplaced(wrong);
  if (!(await updateDepartment(work.db, { ...locked, archived }, work.now))) return nameTaken(locked.name);
  const words = { name: locked.name, parent: locked.parent };
  await changed(work, locked.organisation, id, archived ? words : null, archived ? null : words);
  return viewOf({ parts, work }, id);
}

/** Its organisation is locked first: the tree is what is decided about. */
async function lockDepartment(work: Work, id: string): Promise<Department | undefined> {
  const found = await findDepartment(work.db, id);
  if (found === undefined || (await lockOrganisation(work.db, found.organisation)) === undefined) return undefined;
  return findDepartment(work.db, id);
}

async function viewOf({ parts, work }: Doing, id: string): Promise<Outcome<DepartmentView>> {
  const found = await findDepartment(work.db, id);
  if (found === undefined) return refuse('not_found');
  const tree = await listDepartments(work.db, found.organisation, todayOf(parts, work));
  return done(departmentView({ ...found, members: tree.find((one) => one.id === id)?.members ?? 0 }));
}

async function changed(work: Work, organisation: string, id: string, before: object | null, after: object | null): Promise<void> {
  await work.audit({ subjectKind: 'department', subjectKey: id, before, after });
  await work.publish({ name: 'organisation.changed', subject: organisation });
}

function misplaced(code: TreeRefusal) {
  return refuse('invalid_input', { fields: [{ path: 'parent', code }] });
}

function nameTaken(name: string) {
  return refuse('invalid_input', { fields: [{ path: 'name', code: 'name_taken', parameters: { value: name.slice(0, 60) } }] });
}
