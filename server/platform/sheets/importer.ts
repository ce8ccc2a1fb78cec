import type { ImportKind } from '../../../common/contract/imports.ts';
import type { Permission } from '../../../common/contract/rights.ts';
import type { Database } from '../database/tables.ts';
import type { JobStep } from '../jobs/define.ts';
import type { WrongField } from '../outcome/refusal.ts';
import type { SheetColumn } from './columns.ts';
import type { LineChange } from './schema.ts';

/** A line of a file: its number, and its cells by field. */
export type FileLine = { line: number; fields: Readonly<Record<string, string>> };

/** What a line would do. `what`: what it is about, in the file's own words. `problems`: only where it is wrong; each has its cure in words. */
export type LinePlan = { verdict: 'create' | 'change' | 'same' | 'wrong'; what: string; changes: readonly LineChange[]; problems: readonly WrongField[] };

/** How a line is done. Answers what hindered it, when something did since it was planned. */
export type PlannedLine = LinePlan & { run?(step: JobStep): Promise<WrongField | undefined> };

/**
 * One kind of import, given by the module that owns what is imported. `plan` looks at lines together and changes nothing; what it plans is
 * found by natural keys, so that a file that is imported twice changes nothing the second time.
 */
export type Importer = {
  readonly kind: ImportKind;
  readonly right: Permission;
  readonly columns: readonly SheetColumn[];
  /** Most lines of one file; as many as any import takes when left out. */
  readonly limit?: number;
  /** The part of the centre, by its key, to which a batch belongs, where its operations name one: who may import there sees only what is imported there. */
  readonly place?: string;
  plan(db: Database, lines: readonly FileLine[], at: { now: Date; place: string | undefined; batch: string; by: string | null }): Promise<PlannedLine[]>;
};

/** A line that cannot be done. */
export function wrongLine(what: string, problems: readonly WrongField[]): PlannedLine {
  return { verdict: 'wrong', what: what.slice(0, 400), changes: [], problems };
}

/** Lines that name the same thing as an earlier one of the file: each such line, with the one that came first. */
export function repeatedLines(keys: readonly (string | undefined)[], lines: readonly FileLine[]): ReadonlyMap<number, number> {
  const first = new Map<string, number>();
  const repeated = new Map<number, number>();
  for (const [index, key] of keys.entries()) {
    const line = lines[index]?.line ?? 0;
    const earlier = key === undefined ? undefined : first.get(key);
    if (earlier !== undefined) repeated.set(line, earlier);
    else if (key !== undefined) first.set(key, line);
  }
  return repeated;
}
