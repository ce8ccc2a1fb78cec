import { exactTime } from '../../../common/i18n/times.ts';
import { translator } from '../../../common/i18n/messages.ts';
import type { signInMailChinese } from '../../../common/locales/sign-in-mail/zh-CN.ts';
import { signInMailMessages } from '../../../common/locales/sign-in-mail/index.ts';
import { findPerson, grantsOf, identitiesOf, mailboxOf } from '../../people/index.ts';
import type { Work } from '../../platform/index.ts';
import { languageIn } from './enter.ts';

type Plain = 'password_set' | 'totp_added' | 'totp_removed' | 'recovery_codes_made';
export type Change = { what: Plain } | { what: 'recovery_code_used'; left: number } | { what: 'passkey_added' | 'passkey_removed' | 'address_added' | 'address_removed'; item: string };

/** Mail goes to so many of a person's addresses. */
const mostAddresses = 5;

/** Tells a person by mail that the way they sign in has changed, at every address that is proven to be theirs (ASVS 6.3.7), staff without one at the address that they claim; `also`: one that they no longer have. */
export async function notifyChange(work: Work, personId: string, change: Change, also?: string): Promise<void> {
  const person = await findPerson(work.db, personId);
  if (person === undefined) return;
  const proven = (await identitiesOf(work.db, personId)).filter(({ kind, provenAt }) => kind === 'email' && provenAt !== undefined).map(({ typed }) => mailboxOf(typed) ?? typed);
  // The first operator's address is only claimed, and staff must hear of it; to whom else a claimed address belongs nobody knows.
  const claimed = proven.length > 0 || person.email === undefined || (await grantsOf(work.db, personId)).length === 0 ? [] : [person.email];
  const addresses = [...new Set([...(also === undefined ? [] : [also]), ...proven, ...claimed])];
  const language = languageIn(work, person.language);
  const t = translator(signInMailMessages, language);
  const host = new URL(work.publicAddress).host;
  const address = `${work.publicAddress}/account/security`;
  const device = (work.device ?? '').slice(0, 120);
  const text = t('changed_text', { name: person.name, what: sentence(t, change), when: exactTime(work.now, work.timeZone, language), device: device === '' ? t('unknown_device') : device, address });
  for (const to of addresses.slice(0, mostAddresses)) {
    await work.sendMail({ kind: 'sign_in.changed', to: { address: to, name: person.name }, language, subject: t('changed_subject', { host }), text, button: { label: t('changed_button'), address } });
  }
}

function sentence(t: ReturnType<typeof translator<typeof signInMailChinese>>, change: Change): string {
  if ('item' in change) return t(change.what, { item: change.item });
  return 'left' in change ? t(change.what, { left: change.left }) : t(change.what);
}
