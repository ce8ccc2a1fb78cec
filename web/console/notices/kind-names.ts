import type { Language } from '../../../common/contract/text.ts';
import { noticeKindNames } from '../../../common/contract/notice-kinds.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { noticesMessages } from '../../../common/locales/notices/index.ts';

export type KindNames = Readonly<Record<string, string>>;

/** The names of all kinds in a language; loaders answer them, so that the browser gets no sentences of notices. */
export function kindNames(language: Language): KindNames {
  const t = translator(noticesMessages, language);
  return Object.fromEntries(noticeKindNames.map((name) => [name, t(`kind_${name}`)]));
}
