import type { CentreSettings, SectionEntry, SectionName } from '../../../common/contract/centre.ts';

/** An entry as far as it could be read: what is wrong in it is left out. Every whole entry is one too. */
export type EntryDraft<Name extends SectionName = SectionName> = Partial<SectionEntry<Name>>;

/** The same of a file: its sections keep the places of their entries, so that index 2 is the third one in the file. */
export type FileDraft = { centre?: Partial<CentreSettings> | undefined } & { [Name in SectionName]?: EntryDraft<Name>[] | undefined };

/** The same of a centre. */
export type CentreDraft = { settings: Partial<CentreSettings> } & { [Name in SectionName]: EntryDraft<Name>[] };

/** What is there before anything is. */
export const nothingYet: CentreDraft = {
  settings: {}, calendars: [], products: [], channels: [], scope: [], services: [], readings: [], questions: [], safetyNotes: [], contacts: [], topics: [], fleets: [],
};
