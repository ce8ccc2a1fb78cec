import { dayLater } from '../../../common/contract/day.ts';
import { readTypedDay } from '../../../common/contract/typed-day.ts';
import { accountOf } from '../../people/index.ts';
import type { WrongField } from '../../platform/index.ts';
import type { FileLine, SheetColumn } from '../../platform/sheets/index.ts';
import { readPath } from '../rules/department-path.ts';
import type { MemberAccount } from '../store/members.ts';

/** The columns of a table of members. */
export const memberColumns: readonly SheetColumn[] = [
  { field: 'organisation', names: ['组织', 'Organisation', '公司', '企业', '单位', '组织名称', '公司名称', 'organization', 'company'], example: '春风科技有限公司' },
  { field: 'department', names: ['部门', 'Department', '部门路径', '所属部门', 'dept'], example: '研发部/前端组' },
  { field: 'name', names: ['姓名', 'Name', '名字', '成员', '联系人', 'full name', 'person'], example: '谷雨' },
  { field: 'email', names: ['邮箱', 'E-mail', '电子邮箱', '邮件', '邮箱地址', 'mail', 'email address'], example: 'guyu@example.com' },
  { field: 'phone', names: ['手机', 'Phone', '手机号', '手机号码', '电话', '联系电话', 'mobile', 'telephone'], example: '' },
  { field: 'title', names: ['职务', 'Title', '职位', '岗位', 'position', 'job title'], example: '工程师' },
  { field: 'from', names: ['开始日期', 'From', '加入日期', '入职日期', '起始日期', 'start', 'start date', 'joined'], example: '2026-01-01' },
  { field: 'until', names: ['最后一天', 'Last day', '到期日', '结束日期', '有效期至', '离职日期', 'until', 'end', 'end date'], example: '' },
];

/** A line of such a table, understood. Cells that are empty are undefined: an import leaves what they would say as it is. */
export type MemberLine = { organisation: string; account: MemberAccount; path?: string[]; name?: string; title?: string; from?: string; until?: string };

/** Understands a line, or says everything that is wrong with it. */
export function readMemberLine({ fields }: FileLine): { ok: true; value: MemberLine } | { ok: false; problems: WrongField[] } {
  const problems: WrongField[] = [];
  const text = (field: string, maximum: number): string | undefined => {
    const value = fields[field];
    if (value === undefined) return undefined;
    if (/(?![\t\n\r])[\p{Cc}\u2028-\u202E\u2066-\u2069]/u.test(value)) problems.push({ path: field, code: 'control_characters' });
    else if (value.length > maximum) problems.push({ path: field, code: 'too_long', parameters: { maximum } });
    return value;
  };
  const day = (field: string): string | undefined => {
    const value = fields[field];
    const read = value === undefined ? undefined : readTypedDay(value);
    if (value !== undefined && read === undefined) problems.push({ path: field, code: 'day_form' });
    return read;
  };
  const organisation = text('organisation', 120);
  if (organisation === undefined) problems.push({ path: 'organisation', code: 'required' });
  const path = fields['department'] === undefined ? undefined : readPath(text('department', 600) ?? '');
  if (fields['department'] !== undefined && path === undefined) problems.push({ path: 'department', code: 'department_path' });
  const kind = fields['email'] === undefined && fields['phone'] !== undefined ? 'phone' : 'email';
  const read = fields[kind] === undefined ? undefined : accountOf(kind, text(kind, 254) ?? '');
  if (read === undefined) problems.push({ path: 'email', code: 'required' });
  else if (!read.ok) problems.push({ path: kind, code: read.code });
  const [name, title, from, lastDay] = [text('name', 60), text('title', 80), day('from'), day('until')];
  const until = lastDay === undefined ? undefined : dayLater(lastDay, 1);
  if (from !== undefined && until !== undefined && until <= from) problems.push({ path: 'until', code: 'until_before_from' });
  if (problems.length > 0 || organisation === undefined || read?.ok !== true) return { ok: false, problems };
  const { issuer, typed, canonical } = read.account;
  return {
    ok: true,
    value: {
      organisation,
      account: { kind, issuer, typed, canonical },
      ...(path === undefined ? {} : { path }),
      ...(name === undefined ? {} : { name }),
      ...(title === undefined ? {} : { title }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    },
  };
}

/** What a line is about, for people. */
export function memberWords({ fields }: FileLine): string {
  return [fields['name'] ?? fields['email'] ?? fields['phone'], fields['organisation'], fields['department']].filter((part) => part !== undefined).join(' · ').slice(0, 400);
}
