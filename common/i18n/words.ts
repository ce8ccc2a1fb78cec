import type { Language } from '../contract/text.ts';

const formats: Record<Language, Intl.ListFormat> = {
  'zh-CN': new Intl.ListFormat('zh-CN', { type: 'conjunction' }),
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
};

/** "A、B和C" or "A, B and C". */
export function listWords(words: readonly string[], language: Language): string {
  return formats[language].format(words);
}
