import { dayIn, dayLater } from '../../../common/contract/day.ts';
import { accountKey, findOwners } from '../../people/index.ts';
import type { Database, WrongField } from '../../platform/index.ts';
import type { JobStep } from '../../platform/jobs/index.ts';
import { repeatedLines, wrongLine, type FileLine, type Importer, type PlannedLine } from '../../platform/sheets/index.ts';
import { nameOfAccount } from '../actions/members.ts';
import { timeZoneOf, type OrganisationsParts } from '../ports.ts';
import { findPath, pathOf } from '../rules/department-path.ts';
import { judgePlace } from '../rules/department-tree.ts';
import { insertDepartment, listDepartmentsOf, type Department } from '../store/departments.ts';
import { findMembersByAccount, insertMember, sameAccount, saveMember, type Member } from '../store/members.ts';
import { findByName, insertOrganisation, lockOrganisation, nameKey } from '../store/organisations.ts';
import { memberColumns, memberWords, readMemberLine, type MemberLine } from './read-line.ts';

/** Members from a table. A member is found by organisation and account; organisations and departments that are missing are added. */
export function memberImporter(parts: Pick<OrganisationsParts, 'reader'>): Importer {
  return { kind: 'members', right: 'organisations.edit', columns: memberColumns, plan: (db, lines, { now }) => planMembers(db, lines, { now, today: dayIn(timeZoneOf(parts), now) }) };
}

type At = { now: Date; today: string };
type Known = { organisations: ReadonlyMap<string, string>; departments: readonly Department[]; members: readonly Member[]; owners: ReadonlyMap<string, string> };

async function planMembers(db: Database, lines: readonly FileLine[], at: At): Promise<PlannedLine[]> {
  const read = lines.map(readMemberLine);
  const good = read.flatMap((one) => (one.ok ? [one.value] : []));
  const known = await lookUp(db, good);
  const repeated = repeatedLines(read.map((one) => (one.ok ? `${nameKey(one.value.organisation)} ${accountKey(one.value.account)}` : undefined)), lines);
  return lines.map((line, index) => {
    const one = read[index];
    const what = memberWords(line);
    if (one === undefined || !one.ok) return wrongLine(what, one?.problems ?? []);
    const earlier = repeated.get(line.line);
    if (earlier !== undefined) return wrongLine(what, [{ path: one.value.account.kind, code: 'line_repeated', parameters: { line: earlier } }]);
    return planMember(one.value, what, known, at);
  });
}

/** Everything that the lines are compared with, in a handful of queries. */
async function lookUp(db: Database, lines: readonly MemberLine[]): Promise<Known> {
  const [organisations, owners] = [await findByName(db, lines.map(({ organisation }) => organisation)), await findOwners(db, lines.map(({ account }) => account))];
  const ids = [...new Set(organisations.values())];
  const [departments, members] = [await listDepartmentsOf(db, ids), await findMembersByAccount(db, ids, lines.map(({ account }) => account.canonical), [...new Set(owners.values())])];
  return { organisations, departments, members, owners };
}

function planMember(line: MemberLine, what: string, known: Known, at: At): PlannedLine {
  const organisation = known.organisations.get(nameKey(line.organisation));
  const owner = known.owners.get(accountKey(line.account)) ?? null;
  const own = known.members.filter((member) => member.organisation === organisation);
  const member = own.find((one) => sameAccount(one.account, line.account)) ?? own.find((one) => owner !== null && one.person === owner);
  const run = (step: JobStep): Promise<WrongField | undefined> => doMember(step, line, owner, at);
  if (member === undefined) return { verdict: 'create', what, changes: [], problems: [], run };
  const tree = known.departments.filter((department) => department.organisation === organisation);
  const before: Record<string, string> = { department: pathOf(tree, member.department), name: member.name, title: member.title, from: member.from, until: member.until === null ? '' : dayLater(member.until, -1) };
  const after: Record<string, string | undefined> = {
    department: line.path?.join('/'), title: line.title, from: line.from, until: line.until === undefined ? undefined : dayLater(line.until, -1),
    // A person says themselves what they are called.
    name: member.person === null ? line.name : undefined,
  };
  const changes = Object.keys(before).flatMap((field) => (after[field] === undefined || after[field].toLowerCase() === before[field]?.toLowerCase() ? [] : [{ field, before: before[field] ?? '', after: after[field] }]));
  // Whoever proved the account before the line came is joined to it now.
  const finds = member.person === null && owner !== null;
  if (!member.suggested && !finds && changes.length === 0) return { verdict: 'same', what, changes, problems: [] };
  return { verdict: 'change', what, changes, problems: [], run };
}

/** Looks again with the organisation held, and does it. */
async function doMember(step: JobStep, line: MemberLine, owner: string | null, { now, today }: At): Promise<WrongField | undefined> {
  const organisation = await ensureOrganisation(step, line.organisation, now);
  if (organisation === undefined) return { path: 'organisation', code: 'organisation_unknown' };
  await lockOrganisation(step.db, organisation);
  const department = line.path === undefined ? undefined : await ensureDepartment(step.db, organisation, line.path, now);
  if (typeof department === 'object') return department;
  const [member] = await findMembersByAccount(step.db, organisation, [line.account.canonical], owner === null ? [] : [owner]);
  const next = {
    department: department ?? member?.department ?? null,
    name: (member?.person ?? null) === null ? (line.name ?? member?.name ?? nameOfAccount(line.account)) : (member?.name ?? ''),
    title: line.title ?? member?.title ?? '',
    from: line.from ?? member?.from ?? today,
    until: line.until ?? member?.until ?? null,
  };
  if (next.until !== null && next.until <= next.from) return { path: 'until', code: 'until_before_from' };
  if (member === undefined) {
    const id = await insertMember(step.db, { organisation, person: owner, account: line.account, source: 'import', suggested: false, ...next }, now);
    if (id === undefined) return { path: line.account.kind, code: 'member_already' };
    await step.publish({ name: 'organisation.member_added', subject: organisation, data: { member: id, ...(owner === null ? {} : { person: owner }) } });
    return undefined;
  }
  // Whom somebody made a member by hand stays one whatever becomes of the account that the line names them by.
  const account = member.account ?? (member.source === 'manual' ? null : line.account);
  await saveMember(step.db, { ...member, ...next, person: member.person ?? owner, account, suggested: false }, now);
  await step.publish({ name: 'organisation.member_changed', subject: organisation, data: { member: member.id, ...(member.person === null ? {} : { person: member.person }) } });
  return undefined;
}

async function ensureOrganisation(step: JobStep, name: string, now: Date): Promise<string | undefined> {
  const find = async () => (await findByName(step.db, [name])).get(nameKey(name));
  const found = await find();
  if (found !== undefined) return found;
  const id = await insertOrganisation(step.db, { name, aliases: [], note: '', domainJoining: 'suggest' }, now);
  if (id === undefined) return find();
  await step.audit({ subjectKind: 'organisation', subjectKey: id, before: null, after: { name } });
  await step.publish({ name: 'organisation.created', subject: id });
  return id;
}

/** The department at the end of a path; those that are missing are added, as far as the tree's bounds allow. */
async function ensureDepartment(db: Database, organisation: string, path: readonly string[], now: Date): Promise<string | WrongField> {
  const { at, missing } = findPath(await listDepartmentsOf(db, [organisation]), path);
  let parent = at;
  for (const name of missing) {
    const tree = await listDepartmentsOf(db, [organisation]);
    const wrong = judgePlace(tree, undefined, parent);
    const added = wrong === undefined ? await insertDepartment(db, { organisation, parent, name }, now) : undefined;
    if (added === undefined) return { path: 'department', code: wrong ?? 'department_unknown' };
    parent = added;
  }
  return parent ?? { path: 'department', code: 'department_path' };
}
