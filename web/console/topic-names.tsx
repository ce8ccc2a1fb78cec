import { createContext, use, useCallback } from 'react';
import type { Language } from '../../common/contract/text.ts';
import type { PageContext } from '../page-context.ts';
import { nameOfEntry, textOf, type TopicNames } from './entry-name.ts';
import type { JsonObject } from './json.ts';
import { useLocale } from './text.tsx';

/** What topics are called in the reader's language; nothing for who may not see the described centre. */
export async function readTopicNames(ops: PageContext['ops'], language: Language): Promise<TopicNames> {
  const topics = await ops.listTopics({});
  return topics.ok ? Object.fromEntries(topics.value.items.map(({ entry }) => [entry.key, textOf(entry.name, language)])) : {};
}

/** Read once for every page of the console: a fleet without a name of its own goes by that of its topic. */
export const TopicNamesContext = createContext<TopicNames>({});

/** What entries are called, in the reader's language. */
export function useEntryName(): (entry: JsonObject) => string {
  const { language } = useLocale();
  const topics = use(TopicNamesContext);
  return useCallback((entry) => nameOfEntry(entry, language, topics), [language, topics]);
}
