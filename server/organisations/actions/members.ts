import type { z } from 'zod';
import type { AccountNamed, addMemberSchema, listMembersSchema, MemberView, updateMemberSchema } from '../../../common/contract/organisations.ts';
import { accountOf, findOwner, findPerson, namesOf } from '../../people/index.ts';
import { done, pageFrom, readIdCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import type { OrganisationsParts } from '../ports.ts';
import { branchOf } from '../rules/department-tree.ts';
import { findDepartment, listDepartments } from '../store/departments.ts';
import { findMember, insertMember, listMembers, listMembershipsOf, saveMember, type Member, type MemberAccount, type MemberListed } from '../store/members.ts';
import { findOrganisation, lockOrganisation } from '../store/organisations.ts';
import { memberView } from '../views.ts';
import { todayOf } from './organisations.ts';

type Doing = { parts: OrganisationsParts; work: Work };

export async function readMembers({ parts, work }: Doing, { organisation, department, search, state, cursor, limit }: z.output<typeof listMembersSchema>): Promise<Outcome<{ items: MemberView[]; next?: string }>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const today = todayOf(parts, work);
  if ((await findOrganisation(work.db, organisation, today)) === undefined) return refuse('not_found');
  const departments = department === undefined ? undefined : branchOf(await listDepartments(work.db, organisation, today), department);
  const rows = await listMembers(work.db, { organisation, departments, search, state: state ?? 'current', after: after.value }, today, rowsToRead(limit));
  const names = await namesOf(work.db, rows.flatMap(({ person }) => person ?? []));
  return done(pageFrom(rows, limit, (row) => memberView(row, names, today), ({ id }) => [id]));
}

export async function readMemberships({ parts, work }: Doing, person: string): Promise<Outcome<{ items: MemberView[] }>> {
  const rows = await listMembershipsOf(work.db, person);
  const names = await namesOf(work.db, [person]);
  return done({ items: rows.map((row) => memberView(row, names, todayOf(parts, work))) });
}

/** Makes somebody a member: a person of the centre, or an account whose owner becomes one as soon as it is proven. */
export async function addMember({ parts, work }: Doing, { organisation, person, account, name, department = null, title = '', from, until = null }: z.output<typeof addMemberSchema>): Promise<Outcome<MemberView>> {
  const locked = await lockOrganisation(work.db, organisation);
  if (locked === undefined) return refuse('not_found');
  const who = await whoIs(work, { person, account });
  if (!who.ok) return who;
  const wrongDepartment = await departmentProblem(work, organisation, department);
  if (wrongDepartment !== undefined) return wrongDepartment;
  const first = from ?? todayOf(parts, work);
  if (until !== null && until <= first) return wrongOrder();
  const id = await insertMember(work.db, { organisation, department, person: who.value.person, account: who.value.account, name: name ?? who.value.name, title, from: first, until, source: 'manual', suggested: false }, work.now);
  if (id === undefined) return refuse('invalid_input', { fields: [{ path: person === undefined ? 'account' : 'person', code: 'member_already' }] });
  return told({ parts, work }, id, 'organisation.member_added', null);
}

export async function changeMember({ parts, work }: Doing, { id, revision, department, title, from, until }: z.output<typeof updateMemberSchema>): Promise<Outcome<MemberView>> {
  const locked = await lockMember(work, id);
  if (locked === undefined) return refuse('not_found');
  if (locked.revision !== revision) return refuse('stale_revision');
  const next: Member = { ...locked, department: department === undefined ? locked.department : department, title: title ?? locked.title, from: from ?? locked.from, until: until === undefined ? locked.until : until };
  const wrongDepartment = department === undefined ? undefined : await departmentProblem(work, locked.organisation, department);
  if (wrongDepartment !== undefined) return wrongDepartment;
  if (next.until !== null && next.until <= next.from) return wrongOrder();
  await saveMember(work.db, next, work.now);
  return told({ parts, work }, id, 'organisation.member_changed', locked);
}

/** Takes somebody out of an organisation, or back in; a suggestion is turned down, or accepted, the same way. */
export async function setMember({ parts, work }: Doing, { id, ...wanted }: { id: string } & ({ removed: boolean } | { suggested: false })): Promise<Outcome<MemberView>> {
  const locked = await lockMember(work, id);
  if (locked === undefined) return refuse('not_found');
  if (locked.person === null && locked.account === null) return refuse('not_found');
  if (!(await saveMember(work.db, { ...locked, ...wanted }, work.now))) return refuse('already_exists');
  return told({ parts, work }, id, 'removed' in wanted && wanted.removed ? 'organisation.member_removed' : 'organisation.member_added', locked);
}

/** The person and account that somebody is named by. An account that is proven is its owner's. */
export async function whoIs(work: Pick<Work, 'db'>, { person, account }: { person?: string | undefined; account?: AccountNamed | undefined }): Promise<Outcome<{ person: string | null; account: MemberAccount | null; name: string }>> {
  if ((person === undefined) === (account === undefined)) return refuse('invalid_input', { fields: [{ path: 'person', code: 'person_or_account' }] });
  if (person !== undefined) {
    const found = await findPerson(work.db, person);
    return found === undefined || found.mergedInto !== undefined ? refuse('invalid_input', { fields: [{ path: 'person', code: 'person_unknown' }] }) : done({ person, account: null, name: found.name });
  }
  const read = readNamed(account);
  if (!read.ok) return read;
  const owner = await findOwner(work.db, read.value);
  return done({ person: owner?.personId ?? null, account: read.value, name: owner?.name ?? nameOfAccount(read.value) });
}

/** An account as it is compared. */
export function readNamed(account: AccountNamed | undefined): Outcome<MemberAccount> {
  if (account === undefined) return refuse('invalid_input', { fields: [{ path: 'account', code: 'required' }] });
  const { kind, value, product } = account;
  const read = accountOf(kind, value, kind === 'product_uid' ? (product ?? '') : '');
  return read.ok ? done({ kind, issuer: read.account.issuer, typed: read.account.typed, canonical: read.account.canonical }) : refuse('invalid_input', { fields: [{ path: read.code === 'account_issuer' ? 'account.product' : 'account.value', code: read.code }] });
}

/** What somebody is called of whom only an account is known. */
export function nameOfAccount({ kind, typed }: Pick<MemberAccount, 'kind' | 'typed'>): string {
  return (kind === 'email' ? typed.slice(0, Math.max(1, typed.indexOf('@'))) : typed).slice(0, 60);
}

async function departmentProblem(work: Work, organisation: string, department: string | null) {
  if (department === null) return undefined;
  const found = await findDepartment(work.db, department);
  return found?.organisation === organisation && !found.archived ? undefined : refuse('invalid_input', { fields: [{ path: 'department', code: 'department_unknown' }] });
}

function wrongOrder() {
  return refuse('invalid_input', { fields: [{ path: 'until', code: 'until_before_from' }] });
}

async function lockMember(work: Work, id: string): Promise<MemberListed | undefined> {
  const found = await findMember(work.db, id);
  if (found === undefined || (await lockOrganisation(work.db, found.organisation)) === undefined) return undefined;
  return findMember(work.db, id);
}

/** Tells the history and the world, and answers how it is now. */
async function told({ parts, work }: Doing, id: string, event: 'organisation.member_added' | 'organisation.member_changed' | 'organisation.member_removed', before: MemberListed | null): Promise<Outcome<MemberView>> {
  const after = await findMember(work.db, id);
  if (after === undefined) return refuse('not_found');
  await work.audit({ subjectKind: 'member', subjectKey: id, before: before === null ? null : auditWords(before), after: after.removed ? null : auditWords(after) });
  await work.publish({ name: event, subject: after.organisation, data: { member: id, ...(after.person === null ? {} : { person: after.person }) } });
  return done(memberView(after, await namesOf(work.db, after.person === null ? [] : [after.person]), todayOf(parts, work)));
}

/** Ids and facts: the name stays in the rows, which can be erased. */
function auditWords({ organisation, person, department, title, from, until, suggested }: Member): object {
  return { organisation, person, department, title, from, until, suggested };
}
