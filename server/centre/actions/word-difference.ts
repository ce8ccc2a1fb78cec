import type { Centre, SectionEntry } from '../../../common/contract/centre.ts';
import type { CentreDifference } from '../../../common/contract/centre-operations.ts';
import type { Language } from '../../../common/contract/text.ts';
import { toldApart } from '../../../common/told-apart.ts';
import type { CentreChange, SectionChange } from '../rules/difference.ts';
import { nameOfEntry } from '../rules/entry-name.ts';

/** A difference as it is told: every entry with its key and its name in the reader's language. */
export function wordDifference(found: CentreChange, about: Pick<CentreDifference, 'fleets' | 'applied' | 'changes' | 'example' | 'revision'>, centres: { before: Centre | null; after: Centre }, language: Language): CentreDifference {
  const { before, after } = centres;
  const topics = [...after.topics, ...(before?.topics ?? [])];
  const named = ({ section, removed }: SectionChange) => {
    const nameIt = (entry: SectionEntry) => ({ key: entry.key, name: nameOfEntry(entry, language, topics) });
    // Several fleets go by the name of one topic.
    const fleets = section === 'fleets' ? new Map(toldApart([...after.fleets, ...removed].map(nameIt)).map((told) => [told.key, told])) : undefined;
    return (entry: SectionEntry) => fleets?.get(entry.key) ?? nameIt(entry);
  };
  return {
    ...about,
    settings: found.settings,
    sections: found.sections.map((change) => {
      const { section, added, changed, removed, moved, unchanged } = change;
      const nameIt = named(change);
      return { section, added: added.map(nameIt), changed: changed.map(({ after: entry, fields }) => ({ ...nameIt(entry), fields })), removed: removed.map(nameIt), moved: moved.map(nameIt), unchanged };
    }),
  };
}
