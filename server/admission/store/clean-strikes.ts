import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

/** Of how many counted rejections on each list the last is the last; a list that is not named has the usual number. */
export type ChancesByList = { usual: number; lists: ReadonlyMap<string, number> };

/**
 * Strikes of before `before`, with the accounts by which they are found. `barring`: those by which somebody is barred, which go together, counted
 * from the latest; else those that bar nobody, because there are too few of them or they were lifted. Answers how many went.
 */
export async function cleanStrikes(db: Database, which: 'barring' | 'others', { usual, lists }: ChancesByList, before: Date, limit: number): Promise<number> {
  const chances = sql`coalesce((select least from unnest(${[...lists.keys()]}::text[], ${[...lists.values()]}::int[]) as known (list, least) where known.list = s.list), ${usual}::int)`;
  const together = sql`select count(*) as count, max(t.at) as latest from strike t where t.list = s.list and t.lifted_at is null and (
    t.id = s.id or t.person_id = s.person_id
    or exists (select from strike_identity a join strike_identity b on b.identity_hash = a.identity_hash where a.strike_id = s.id and b.strike_id = t.id))`;
  const bars = sql`s.lifted_at is null and counted.count >= ${chances}`;
  const { rows } = await sql<{ id: string }>`
    select s.id from strike s, lateral (${together}) as counted
    where s.at < ${before} and ${which === 'barring' ? sql`(${bars}) and counted.latest < ${before}` : sql`not (${bars})`}
    order by s.at limit ${limit}`.execute(db);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) {
    await admission(db).deleteFrom('strike_identity').where('strike_id', 'in', ids).execute();
    await admission(db).deleteFrom('strike').where('id', 'in', ids).execute();
  }
  return ids.length;
}
