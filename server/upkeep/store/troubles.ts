import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { Known, Telling } from '../rules/troubles.ts';

const never = new Date(0);

/** What earlier looks have found, locked so that two programs do not tell the same. */
export async function lockTroubles(db: Database): Promise<Known[]> {
  await sql`lock table upkeep_trouble in share row exclusive mode`.execute(db);
  const { rows } = await sql<{ name: string; level: string; since: Date; toldAt: Date }>`select check_name as name, level, since, told_at as "toldAt" from upkeep_trouble`.execute(db);
  return rows.map(({ toldAt, ...row }) => ({ ...row, toldAt: toldAt.getTime() === 0 ? undefined : toldAt }));
}

export async function writeTroubles(db: Database, { keep, over }: Telling): Promise<void> {
  for (const { seen, since, toldAt } of keep) {
    await sql`
      insert into upkeep_trouble (check_name, level, since, told_at) values (${seen.name}, ${seen.level}, ${since}, ${toldAt ?? never})
      on conflict (check_name) do update set level = excluded.level, since = excluded.since, told_at = excluded.told_at`.execute(db);
  }
  if (over.length > 0) await sql`delete from upkeep_trouble where check_name = any (${over.map(({ name }) => name)}::text[])`.execute(db);
}
