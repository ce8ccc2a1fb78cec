import type { Language } from '../../../common/contract/text.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** The languages of a text that are shown: the centre's, and any other in which something is written already. */
export function languagesShown(languages: readonly Language[], value: Json): readonly Language[] {
  if (!isObject(value)) return languages;
  const others = (['zh-CN', 'en'] as const).filter((language) => !languages.includes(language) && value[language] !== undefined);
  return [...languages, ...others];
}

/** What is written in one language; a text without a language holds for all of them. */
export function textIn(value: Json, language: Language): string {
  const text = isObject(value) ? value[language] : value;
  return typeof text === 'string' ? text : '';
}

/** The value with another text in one language: undefined when nothing is left, a plain text while there is one language only. */
export function withText(value: Json, shown: readonly Language[], language: Language, text: string): Json {
  if (shown.length === 1 && !isObject(value)) return text === '' ? undefined : text;
  const before: JsonObject = isObject(value) ? value : Object.fromEntries(shown.map((each) => [each, textIn(value, each)]));
  const kept = Object.entries({ ...before, [language]: text }).filter(([, each]) => typeof each === 'string' && each !== '');
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
