import type { SectionName } from '../../../common/contract/centre.ts';
import type { Location } from './references.ts';

type Details = {
  code: string;
  parameters?: Readonly<Record<string, string | number>>;
  /** Words that would be right there, so that the likely one can be named. */
  options?: readonly string[];
};

/** What is wrong inside one entry, and where; `code` names a sentence in common/locales/fields. */
export type EntryFinding = Details & { at: Location };

/** The same in a whole centre: `index` is the entry's place in its section. */
export type CentreFinding = Details & ({ section: 'settings'; at: Location } | { section: SectionName; index: number; key: string; at: Location });
