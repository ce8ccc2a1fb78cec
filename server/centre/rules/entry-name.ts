import type { SectionEntry } from '../../../common/contract/centre.ts';
import type { Topic } from '../../../common/contract/fleet.ts';
import { inLanguage, type Language, type LocalizedText } from '../../../common/contract/text.ts';

const longest = 80;

/** Topics as far as they are known: of a file that is wrong there are parts. */
export type KnownTopics = readonly Partial<Pick<Topic, 'key' | 'name'>>[];

/** What an entry is called when it is listed: its name or title, else the beginning of its text, else its key. A fleet without a name goes by that of its topic. */
export function nameOfEntry(entry: SectionEntry, language: Language, topics: KnownTopics): string {
  const text = inLanguage(namingText(entry, topics), language)?.replaceAll(/\s+/g, ' ').trim() ?? '';
  if (text === '') return entry.key;
  return text.length > longest ? `${[...text].slice(0, longest - 1).join('')}…` : text;
}

function namingText(entry: SectionEntry, topics: KnownTopics): LocalizedText | undefined {
  if ('name' in entry && entry.name !== undefined) return entry.name;
  if ('platform' in entry) return topics.find(({ key }) => key === entry.topic)?.name;
  if ('title' in entry) return entry.title;
  if ('question' in entry) return entry.question;
  if ('level' in entry) return entry.topic;
  return 'text' in entry ? entry.text : undefined;
}
