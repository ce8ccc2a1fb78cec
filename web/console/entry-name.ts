import type { Language } from '../../common/contract/text.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

const namingFields = ['name', 'title', 'question', 'topic', 'text'] as const;

/** A localized text of a draft in one language, else in the other; empty when there is none. */
export function textOf(value: Json, language: Language): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '';
  const found = [value[language], value['zh-CN'], value['en']].find((text) => typeof text === 'string');
  return typeof found === 'string' ? found : '';
}

/** Names of topics by their keys. */
export type TopicNames = Readonly<Record<string, string>>;

/** What an entry is called in lists: its name, title, question, topic or text, else its key; a fleet without a name goes by that of its topic. */
export function nameOfEntry(entry: JsonObject, language: Language, topics: TopicNames): string {
  // A fleet's topic is a reference.
  const isFleet = 'app' in entry && 'platform' in entry;
  const texts = isFleet ? [textOf(entry['name'], language), topics[String(entry['topic'])] ?? ''] : namingFields.map((field) => textOf(entry[field], language));
  const text = texts.find((found) => found !== '');
  return text ?? (typeof entry['key'] === 'string' ? entry['key'] : '');
}

/** Languages of the centre in which some text of the entry is missing although another language has it. */
export function missingLanguages(entry: Json, languages: readonly Language[]): Language[] {
  if (Array.isArray(entry)) return [...new Set(entry.flatMap((inner: Json) => missingLanguages(inner, languages)))];
  if (!isObject(entry)) return [];
  if ('zh-CN' in entry || 'en' in entry) return languages.filter((language) => entry[language] === undefined);
  return [...new Set(Object.values(entry).flatMap((inner) => missingLanguages(inner, languages)))];
}
