import type { SectionEntry } from '../../../common/contract/centre.ts';
import type { CentreDifference } from '../../../common/contract/centre-operations.ts';
import type { Language } from '../../../common/contract/text.ts';
import type { CentreChange } from '../rules/difference.ts';
import { nameOfEntry, type KnownTopics } from '../rules/entry-name.ts';

/** A difference as it is told: every entry with its key and its name in the reader's language. */
export function wordDifference(found: CentreChange, about: Pick<CentreDifference, 'fleets' | 'applied' | 'changes' | 'example' | 'revision'>, topics: KnownTopics, language: Language): CentreDifference {
  const named = (entry: SectionEntry) => ({ key: entry.key, name: nameOfEntry(entry, language, topics) });
  return {
    ...about,
    settings: found.settings,
    sections: found.sections.map(({ section, added, changed, removed, moved, unchanged }) => ({
      section,
      added: added.map(named),
      changed: changed.map(({ after, fields }) => ({ ...named(after), fields })),
      removed: removed.map(named),
      moved: moved.map(named),
      unchanged,
    })),
  };
}
