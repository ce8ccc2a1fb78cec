import type { Language } from '../../common/contract/text.ts';
import type { SectionName } from '../../common/contract/centre.ts';
import { toldApart } from '../../common/told-apart.ts';
import type { PageContext } from '../page-context.ts';
import type { Choices } from './form/draft.tsx';
import { nameOfEntry } from './entry-name.ts';
import { operationsOfSection } from './section-operations.ts';
import { readTopicNames } from './topic-names.tsx';

/** Which sections the entries of a section refer to. */
const referred: Readonly<Record<SectionName | 'settings', readonly SectionName[]>> = {
  settings: ['calendars'],
  calendars: [],
  products: [],
  channels: ['calendars', 'products', 'readings', 'fleets'],
  scope: ['products'],
  services: ['fleets'],
  readings: [],
  questions: ['products'],
  safetyNotes: [],
  contacts: ['fleets'],
  topics: ['topics'],
  fleets: ['topics', 'readings', 'products', 'fleets'],
};

/** The entries that a form of `section` offers for reference, by name. */
export async function readChoices(ops: PageContext['ops'], section: SectionName | 'settings', language: Language): Promise<Choices> {
  const topics = referred[section].includes('fleets') ? await readTopicNames(ops, language) : {};
  const lists = await Promise.all(
    referred[section].map(async (other) => {
      const outcome = await operationsOfSection(ops, other).list({});
      return [other, outcome.ok ? toldApart(outcome.value.items.map(({ entry }) => ({ key: entry.key, name: nameOfEntry(entry, language, topics) }))) : []] as const;
    }),
  );
  return Object.fromEntries(lists);
}
