import type { Language } from '../../../common/contract/text.ts';
import type { IdentityKind } from '../../../common/contract/people.ts';
import { accountOf, type Account } from '../../people/index.ts';
import type { WrongField } from '../../platform/index.ts';
import type { FileLine, SheetColumn } from '../../platform/sheets/index.ts';

/** The columns of a list of members. */
export const fleetMemberColumns: readonly SheetColumn[] = [
  { field: 'name', names: ['姓名', 'Name', '名字', '昵称', '成员', '群昵称', 'full name', 'nickname', 'person', 'member'], example: '谷雨' },
  { field: 'email', names: ['邮箱', 'E-mail', '电子邮箱', '邮件', '邮箱地址', 'mail', 'email address'], example: 'guyu@example.com' },
  { field: 'phone', names: ['手机', 'Phone', '手机号', '手机号码', '电话', '联系电话', 'mobile', 'telephone'], example: '' },
  { field: 'uid', names: ['UID', 'Product UID', '产品 UID', '用户 ID', 'user id'], example: '' },
  { field: 'qq', names: ['QQ', 'QQ number', 'QQ 号', 'QQ 号码'], example: '' },
  { field: 'telegram', names: ['Telegram', 'Telegram name', '电报', 'TG'], example: '' },
  { field: 'wechat', names: ['微信', 'WeChat', '微信号', 'weixin'], example: '' },
  { field: 'dingtalk', names: ['钉钉', 'DingTalk', '钉钉号', '钉钉 ID'], example: '' },
  { field: 'github', names: ['GitHub', 'GitHub login', 'GitHub 账号'], example: '' },
  { field: 'inside', names: ['已在群里', 'In the group already', '已在群', '已入群', 'already in', 'inside'], example: '是' },
  { field: 'language', names: ['语言', 'Language', '通知语言', 'lang', 'language of mails'], example: '中文' },
  { field: 'note', names: ['备注', 'Note', '说明', 'remark', 'comment'], example: '2025 年的老用户' },
];

const kinds: Readonly<Record<string, IdentityKind>> = { email: 'email', phone: 'phone', uid: 'product_uid', qq: 'qq', telegram: 'telegram', wechat: 'wechat', dingtalk: 'dingtalk', github: 'github' };

/** A line of such a list, understood: the first account names the person, and says in which column. */
export type FleetMemberLine = { name: string; accounts: [Account, ...Account[]]; column: string; note: string; inside: boolean; /** In which they are written to; undefined where the list does not say. */ language: Language | undefined };

/** Understands a line, or says everything that is wrong with it. `product`: to which a UID belongs, by the fleet's policy. */
export function readFleetMemberLine({ fields }: FileLine, product: string | undefined): { ok: true; value: FleetMemberLine } | { ok: false; problems: WrongField[] } {
  const problems: WrongField[] = [];
  const text = (field: string, maximum: number): string | undefined => {
    const value = fields[field];
    if (value === undefined) return undefined;
    if (/(?![\t\n\r])[\p{Cc}\u2028-\u202E\u2066-\u2069]/u.test(value)) problems.push({ path: field, code: 'control_characters' });
    else if (value.length > maximum) problems.push({ path: field, code: 'too_long', parameters: { maximum } });
    return value;
  };
  const accounts: Account[] = [];
  let column: string | undefined;
  for (const [field, kind] of Object.entries(kinds)) {
    const typed = text(field, 254);
    if (typed === undefined || problems.some(({ path }) => path === field)) continue;
    const read = kind === 'product_uid' && product === undefined ? ({ ok: false, code: 'uid_not_asked' } as const) : accountOf(kind, typed, kind === 'product_uid' ? product : '');
    if (!read.ok) problems.push({ path: field, code: read.code });
    else {
      accounts.push(read.account);
      column ??= field;
    }
  }
  const [first, ...more] = accounts;
  if (first === undefined && problems.length === 0) problems.push({ path: 'email', code: 'account_missing' });
  const [name, note, inside] = [text('name', 60), text('note', 300) ?? '', yesOrNo(text('inside', 20))];
  if (inside === undefined) problems.push({ path: 'inside', code: 'yes_or_no' });
  const language = languageIn(text('language', 20));
  if (language === 'unknown') problems.push({ path: 'language', code: 'language_unknown' });
  if (problems.length > 0 || first === undefined || column === undefined || inside === undefined || language === 'unknown') return { ok: false, problems };
  return { ok: true, value: { name: name ?? calledAfter(first), accounts: [first, ...more], column, note, inside, language } };
}

const yes: ReadonlySet<string> = new Set(['是', '在', '已在', '已入群', '有', 'yes', 'y', 'true', '1', '✓', '√']);
const no: ReadonlySet<string> = new Set(['', '否', '不', '不在', '没有', '无', 'no', 'n', 'false', '0', '✗', '×', '-']);

/** What a cell says; an empty one says no, and undefined for what nobody understands. */
function yesOrNo(typed = ''): boolean | undefined {
  const word = typed.normalize('NFKC').trim().toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : undefined;
}

const chinese: ReadonlySet<string> = new Set(['中文', '汉语', '简体中文', 'zh', 'zh-cn', 'cn', 'chinese']);
const english: ReadonlySet<string> = new Set(['英文', '英语', 'en', 'en-us', 'en-gb', 'english']);

/** The language that a cell names; undefined for an empty one. */
function languageIn(typed = ''): Language | 'unknown' | undefined {
  const word = typed.normalize('NFKC').trim().toLowerCase().replaceAll('_', '-');
  return word === '' ? undefined : chinese.has(word) ? 'zh-CN' : english.has(word) ? 'en' : 'unknown';
}

/** What somebody is called of whom only an account is known. */
function calledAfter({ kind, typed }: Account): string {
  return (kind === 'email' ? (typed.split('@')[0] ?? typed) : kind === 'phone' ? `…${typed.replace(/\D/g, '').slice(-4)}` : typed).slice(0, 60);
}

/** What a line is about, in the file's own words. */
export function fleetMemberWords({ fields }: FileLine): string {
  const account = Object.keys(kinds).find((field) => fields[field] !== undefined);
  return [fields['name'], account === undefined ? undefined : fields[account]].filter((part) => part !== undefined).join(' · ').slice(0, 400);
}
