import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/tables.ts';

/**
 * One kind of data, and how long it stays. Operators choose how many days within the two bounds; a job calls `clean` with the moment
 * before which it goes, again and again until it answers less than `limit`.
 */
export type RetentionKind = {
  /** Stable name, such as `sessions`; its words are in common/locales/retention. */
  readonly key: string;
  /** Null: it stays without an end, unless operators choose one. */
  readonly defaultDays: number | null;
  readonly minimumDays: number;
  readonly maximumDays: number;
  /** Deletes at most about `limit` rows of before `before`; answers how many went. */
  clean(db: Database, before: Date, limit: number): Promise<number>;
};

/** Deletes up to `limit` rows of `table` whose `column` lies before `before`, in one short statement. `table` and `column` are names of ours, never input. */
export async function deleteBatch(db: Database, { table, column, before, limit, only }: { table: string; column: string; before: Date; limit: number; only?: RawBuilder<unknown> }): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where ctid = any (array(
      select ctid from ${sql.table(table)} where ${sql.ref(column)} < ${before} ${only === undefined ? sql`` : sql`and ${only}`} limit ${limit}
    ))`.execute(db);
  return Number(numAffectedRows);
}
