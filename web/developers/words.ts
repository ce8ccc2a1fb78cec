import type { Language } from '../../common/contract/text.ts';
import type { Dictionary } from '../../common/i18n/messages.ts';
import { problemMessages } from '../../common/locales/problems/index.ts';

/** A text, and whether it is in another language than the page around it. */
export type Said = { text: string; lang?: 'en' };

/** The sentence of a problem; dots stand for what differs from case to case. */
export function sentenceOf(code: string, language: Language): string {
  const texts: Dictionary = problemMessages[language];
  const message = texts[code] ?? '';
  return (typeof message === 'string' ? message : message.other).replace(/\{\w{1,40}\}/g, '…');
}
