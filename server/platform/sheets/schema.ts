import type { Generated, JSONColumnType } from 'kysely';
import type { ImportState, LineVerdict } from '../../../common/contract/imports.ts';
import type { Database } from '../database/tables.ts';
import type { WrongField } from '../outcome/refusal.ts';
import type { MatchedColumn } from './columns.ts';

export type LineChange = { field: string; before: string; after: string };
type BatchTable = {
  id: string;
  kind: string;
  /** The part of the centre to which it belongs; empty for the whole. */
  place: Generated<string>;
  file_name: string;
  encoding: string;
  state: ImportState;
  columns: JSONColumnType<MatchedColumn[]>;
  total: number;
  done: Generated<number>;
  created_at: Date;
  created_by: string | null;
  created_by_name: string;
  finished_at: Date | null;
};
type LineTable = {
  batch_id: string;
  line: number;
  fields: JSONColumnType<Record<string, string>>;
  verdict: LineVerdict;
  done: Generated<boolean>;
  what: string;
  changes: JSONColumnType<LineChange[]>;
  problems: JSONColumnType<WrongField[]>;
};

export const imports = (db: Database) => db.withTables<{ import_batch: BatchTable; import_line: LineTable }>();
