import type { Language } from '../contract/text.ts';

const formats: Record<Language, Intl.ListFormat> = {
  'zh-CN': new Intl.ListFormat('zh-CN', { type: 'conjunction' }),
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
};

const hanAtEnd = /\p{Script=Han}$/u;
const hanAtStart = /^\p{Script=Han}/u;

/**
 * Takes away the space before each of `values` where Chinese stands on both sides of it: templates write "再试试 {name}",
 * which is right before "GitHub" and wrong before "工单". Spaces inside a value stay.
 */
export function closeUp(text: string, values: readonly string[]): string {
  return values
    .filter((value) => hanAtStart.test(value))
    .reduce((closed, value) => closed.split(` ${value}`).reduce((before, after) => before + (hanAtEnd.test(before) ? '' : ' ') + value + after), text);
}

/** "A、B和C" or "A, B and C". */
export function listWords(words: readonly string[], language: Language): string {
  return formats[language].format(words);
}
