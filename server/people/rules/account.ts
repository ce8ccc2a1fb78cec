import type { IdentityKind } from '../../../common/contract/people.ts';
import { canonicalEmail, mailboxOf } from './canonical-email.ts';
import { foldText, tidyText } from './fold-text.ts';

/** An account anywhere: as it was typed, and in the form that is compared. `issuer`: the product of a UID, the provider of an OIDC subject, the app of a platform's own id. */
export type Account = { kind: IdentityKind; issuer: string; typed: string; canonical: string };

/** The account, or the code of what is wrong with it (a sentence of common/locales/fields). */
export type AccountRead = { ok: true; account: Account } | { ok: false; code: string };

/** Reads a telephone number: E.164, or undefined when it is none. */
export type ReadPhone = (text: string) => string | undefined;

type Form = { canonical(text: string, issuer: string, readPhone: ReadPhone): string | undefined; code: string; issuer?: 'needed' | 'none' };

/**
 * How each kind is compared. Names of platforms are @name in lower case and numbers are digits, so that a name of digits and a number never
 * meet. Where a platform's own program gave the id (an issuer is named), it counts letter by letter.
 */
const forms: Readonly<Record<IdentityKind, Form>> = {
  email: { canonical: (text) => (mailboxOf(text) === undefined ? undefined : canonicalEmail(text)), code: 'email', issuer: 'none' },
  phone: { canonical: (text, _issuer, readPhone) => readPhone(tidyText(text)), code: 'phone_number', issuer: 'none' },
  qq: { canonical: (text) => match(tidyText(text).replaceAll(' ', ''), /^[1-9]\d{4,11}$/), code: 'qq_form', issuer: 'none' },
  telegram: { canonical: (text) => numberOrName(text, /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\//, /^[a-z]\w{3,31}$/), code: 'telegram_form', issuer: 'none' },
  dingtalk: { canonical: platformId, code: 'account_form' },
  wechat: { canonical: platformId, code: 'account_form' },
  github: { canonical: (text) => numberOrName(text, /^(?:https?:\/\/)?(?:www\.)?github\.com\//, /^[a-z0-9][a-z0-9_-]{0,38}$/), code: 'login_form', issuer: 'none' },
  gitee: { canonical: (text) => numberOrName(text, /^(?:https?:\/\/)?(?:www\.)?gitee\.com\//, /^[a-z0-9][a-z0-9_-]{0,38}$/), code: 'login_form', issuer: 'none' },
  product_uid: { canonical: (text) => match(tidyText(text), /^[^\s\p{C}]{1,200}$/u), code: 'account_form', issuer: 'needed' },
  oidc: { canonical: (text) => match(text, /^[^\s\p{C}]{1,255}$/u), code: 'account_form', issuer: 'needed' },
};

/** Reads an account of a kind as somebody typed it. Pure: `readPhone` is what knows telephone numbers. */
export function accountWith(readPhone: ReadPhone, kind: IdentityKind, typed: string, issuer = ''): AccountRead {
  const form = forms[kind];
  if ((form.issuer === 'needed' && issuer === '') || (form.issuer === 'none' && issuer !== '')) return { ok: false, code: 'account_issuer' };
  const canonical = form.canonical(typed, issuer, readPhone);
  return canonical === undefined ? { ok: false, code: form.code } : { ok: true, account: { kind, issuer, typed, canonical } };
}

function match(text: string, form: RegExp): string | undefined {
  return form.test(text) ? text : undefined;
}

function platformId(text: string, issuer: string): string | undefined {
  return match(issuer === '' ? foldText(text) : text, /^[^\s\p{C}]{1,128}$/u);
}

function numberOrName(typed: string, page: RegExp, name: RegExp): string | undefined {
  const text = foldText(typed).replace(page, '').replace(/\/$/, '');
  if (/^\d{1,19}$/.test(text)) return text.replace(/^0{1,18}(?=\d)/, '');
  const bare = text.replace(/^@/, '');
  return name.test(bare) ? `@${bare}` : undefined;
}
