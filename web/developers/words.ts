import type { Language } from '../../common/contract/text.ts';
import type { Dictionary } from '../../common/i18n/messages.ts';
import { areaWords, operationDescriptions, operationSummaries } from '../../common/locales/developers/summaries/index.ts';
import { problemMessages } from '../../common/locales/problems/index.ts';

/** A text, and whether it is in another language than the page around it. */
export type Said = { text: string; lang?: 'en' };

/** What an operation does, in the reader's language; the OpenAPI document has the English sentence. */
export function summaryOf(name: string, english: string, language: Language): Said {
  const chinese = operationSummaries[name];
  return language === 'en' ? { text: english } : chinese === undefined ? { text: english, lang: 'en' } : { text: chinese };
}

/** What more there is to know of it, paragraph by paragraph. */
export function descriptionOf(name: string, english: string | undefined, language: Language): Said[] {
  const chinese = operationDescriptions[name];
  const said: Said[] = (english ?? '').split('\n\n').filter((text) => text !== '').map((text) => ({ text, lang: 'en' }));
  return language === 'en' ? said.map(({ text }) => ({ text })) : chinese === undefined ? said : [{ text: chinese }];
}

/** What an area of the API is called, and what is in it. */
export function areaOf(name: string, english: string | undefined, language: Language): { name: string; description: string | undefined } {
  const words = areaWords[name];
  return language === 'en' || words === undefined ? { name, description: english } : words;
}

/** The sentence of a problem; dots stand for what differs from case to case. */
export function sentenceOf(code: string, language: Language): string {
  const texts: Dictionary = problemMessages[language];
  const message = texts[code] ?? '';
  return (typeof message === 'string' ? message : message.other).replace(/\{\w{1,40}\}/g, '…');
}
