import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { CentreSettings, SectionEntry, SectionName } from '../../common/contract/centre.ts';
import type { Language } from '../../common/contract/text.ts';
import type { ProposalKind, ProposalStatus } from '../../common/contract/proposal.ts';

/** bigint comes from the driver as text; every revision here stays far below 2^53. */
type Revision = ColumnType<string, number, number>;

/** One entry of a section, as it was given; `revision` is the content revision of its last change. */
export type CentreEntryTable = {
  section: SectionName;
  key: string;
  position: number;
  data: JSONColumnType<SectionEntry>;
  revision: Revision;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
};

/** What was there before the example was cleared, so that it can come back while nothing else has changed. */
export type Cleared = { settings: CentreSettings; example: string; revision: number; touched: boolean };

/** The single row of the centre as a whole. `settings` is null in a database that was never filled. */
export type CentreStateTable = {
  only_row: Generated<boolean>;
  settings: JSONColumnType<CentreSettings> | null;
  settings_revision: Revision;
  content_revision: Revision;
  /** Name of the example that is shown, and the content revision with which it was filled in. */
  example: string | null;
  example_revision: ColumnType<string | null, number | null, number | null>;
  cleared: JSONColumnType<Cleared> | null;
  updated_at: Date;
};

export type ProposalTable = {
  id: string;
  kind: ProposalKind;
  text: string;
  contact: string | null;
  page: string | null;
  language: Language;
  created_at: Date;
  status: ProposalStatus;
  handled_by: string | null;
  handled_at: Date | null;
  note: string | null;
};

export type CentreTables = { centre_entry: CentreEntryTable; centre_state: CentreStateTable; proposal: ProposalTable };
