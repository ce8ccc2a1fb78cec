import type { Database } from '../database/tables.ts';
import type { Ahead, PersonalData } from './index.ts';

/**
 * Takes what comes before these persons in the order of locks (docs/adr/0010), each by its key, and answers what is held now. Whoever holds
 * several persons and changes what other modules keep about them calls it twice: before the persons are held, and again afterwards with what it
 * answered then. What has come between is taken only where nobody holds it: to wait for it now could be to wait for each other.
 */
export async function lockAhead(personalData: readonly Pick<PersonalData, 'ahead'>[], db: Database, persons: readonly string[], held?: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const found = new Map<string, Ahead>();
  for (const { ahead } of personalData) for (const one of (await ahead?.(db, persons)) ?? []) found.set(one.key, one);
  const wanted = [...found.values()].filter(({ key }) => held?.has(key) !== true).toSorted((one, other) => (one.key < other.key ? -1 : 1));
  for (const { take } of wanted) await take(db, held === undefined);
  return new Set([...(held ?? []), ...found.keys()]);
}
