import type { SectionEntry } from '../../../common/contract/centre.ts';
import { inLanguage, type Language, type LocalizedText } from '../../../common/contract/text.ts';

const longest = 80;

/** What an entry is called when it is listed: its name or title, else the beginning of its text, else its key. */
export function nameOfEntry(entry: SectionEntry, language: Language): string {
  const text = inLanguage(namingText(entry), language)?.replaceAll(/\s+/g, ' ').trim() ?? '';
  if (text === '') return entry.key;
  return text.length > longest ? `${[...text].slice(0, longest - 1).join('')}…` : text;
}

function namingText(entry: SectionEntry): LocalizedText | undefined {
  if ('name' in entry) return entry.name;
  if ('title' in entry) return entry.title;
  if ('question' in entry) return entry.question;
  if ('level' in entry) return entry.topic;
  return 'text' in entry ? entry.text : undefined;
}
