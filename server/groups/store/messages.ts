import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { groups } from '../schema.ts';
import type { MessageCounts } from '../ports.ts';

/** Writes how much was said on some days; a day that was entered before gets the new count. */
export async function putMessageDays(db: Database, group: string, days: readonly { day: string; count: number }[], by: string | null, now: Date): Promise<void> {
  await groups(db).insertInto('group_message_day').values(days.map(({ day, count }) => ({ group_id: group, day, count, entered_by: by, entered_at: now })))
    .onConflict((conflict) => conflict.columns(['group_id', 'day']).doUpdateSet({ count: sql`excluded.count`, entered_by: by, entered_at: now }))
    .execute();
}

/** What moderators entered; the answer where nothing else counts messages. */
export const enteredCounts: MessageCounts = {
  async perDay(db, wanted, from, until) {
    if (wanted.length === 0) return new Map();
    const rows = await groups(db).selectFrom('group_message_day').select(['group_id', 'count', sql<string>`day::text`.as('day')])
      .where('group_id', 'in', [...wanted]).where('day', '>=', sql<string>`${from}::date`).where('day', '<', sql<string>`${until}::date`).orderBy('day').execute();
    const found = new Map<string, { day: string; count: number }[]>();
    for (const { group_id: group, day, count } of rows) found.set(group, [...(found.get(group) ?? []), { day, count }]);
    return found;
  },
};
