import type { Database } from '../database/tables.ts';
import type { Secrets } from '../secrets/index.ts';

/**
 * Rows that were given from one person to another: the table, and the ids of its rows. Under a name that ends in `_ended`: what both had of
 * which one may stand, so that it ends until the merge is undone.
 */
export type MovedRows = Readonly<Record<string, readonly string[]>>;

/**
 * By which words a person is known: names and addresses. `own`: nobody else is known by them, so they go wherever they stand; `shared`:
 * others are known by them too, or they are common words, so they go only where a row is about this person. `proven`: the addresses among
 * them, in lower case, that are proven to be the person's: what was sent there was sent to this person.
 */
export type PersonWords = { readonly own: readonly string[]; readonly shared: readonly string[]; readonly proven: readonly string[] };

export const noWords: PersonWords = { own: [], shared: [], proven: [] };

/** Something that comes before persons in the order of locks. `take`: with `waits` false it fails at once where somebody else holds it. */
export type Ahead = { readonly key: string; take(db: Database, waits: boolean): Promise<void> };

/** What a module keeps about persons. Every module whose tables name a person has one; `server/personal-data.ts` lists them. */
export type PersonalData = {
  /** Name of the part in an export, such as `entitlements`. */
  readonly area: string;
  /** Everything that is kept about the person, as JSON that a person can read; never hashes, codes or keys. `words`: see there. */
  gather(db: Database, personId: string, words?: PersonWords): Promise<Readonly<Record<string, unknown>>>;
  /** Deletes or makes nameless what is kept about the person, in the caller's transaction. Doing it twice does no more than once. */
  erase(db: Database, personId: string, at: { now: Date; secrets: Secrets; words?: PersonWords }): Promise<void>;
  /** How many accounts of the person stay barred after `erase`, each as a keyed hash with an end. Left out where nothing is barred. */
  barsKept?(db: Database, personId: string, at: { now: Date }): Promise<number>;
  /** What comes before these persons in the order of locks and is changed by `move` and `moveBack`. Left out where nothing does. */
  ahead?(db: Database, persons: readonly string[]): Promise<readonly Ahead[]>;
  /** Two entries turned out to be one human: gives `from`'s rows to `to`, and answers which, so that it can be undone. */
  move(db: Database, from: string, to: string, at: { now: Date }): Promise<MovedRows>;
  /** Gives the rows back. */
  moveBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void>;
};

export { redactor, type Redact } from './redact.ts';
