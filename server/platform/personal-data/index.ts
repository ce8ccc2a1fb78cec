import type { Database } from '../database/tables.ts';
import type { Secrets } from '../secrets/index.ts';

/** Rows that were given from one person to another: the table, and the ids of its rows. */
export type MovedRows = Readonly<Record<string, readonly string[]>>;

/** What a module keeps about persons. Every module whose tables name a person has one; `server/personal-data.ts` lists them. */
export type PersonalData = {
  /** Name of the part in an export, such as `entitlements`. */
  readonly area: string;
  /** Everything that is kept about the person, as JSON that a person can read; never hashes, codes or keys. */
  gather(db: Database, personId: string): Promise<Readonly<Record<string, unknown>>>;
  /** Deletes or makes nameless what is kept about the person, in the caller's transaction. */
  erase(db: Database, personId: string, at: { now: Date; secrets: Secrets }): Promise<void>;
  /** Two entries turned out to be one human: gives `from`'s rows to `to`, and answers which, so that it can be undone. */
  move(db: Database, from: string, to: string): Promise<MovedRows>;
  /** Gives the rows back. */
  moveBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void>;
};
