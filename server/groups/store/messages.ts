import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { groups } from '../schema.ts';
import type { MessageCounts, MessageDay } from '../ports.ts';

/** Writes how much was said on some days; a day that was entered before gets the new count. */
export async function putMessageDays(db: Database, group: string, days: readonly { day: string; count: number }[], by: string | null, now: Date): Promise<void> {
  await groups(db).insertInto('group_message_day').values(days.map(({ day, count }) => ({ group_id: group, day, count, entered_by: by, entered_at: now })))
    .onConflict((conflict) => conflict.columns(['group_id', 'day']).doUpdateSet({ count: sql`excluded.count`, entered_by: by, entered_at: now }))
    .execute();
}

/** What was entered for these days; a day of which nothing was is left out. */
export async function enteredOn(db: Database, group: string, days: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await groups(db).selectFrom('group_message_day').select(['count', sql<string>`day::text`.as('day')]).where('group_id', '=', group).where('day', 'in', days.map((day) => sql<string>`${day}::date`)).execute();
  return new Map(rows.map(({ day, count }) => [day, count]));
}

/** Nothing is known of these days any more. */
export async function forgetMessageDays(db: Database, group: string, days: readonly string[]): Promise<void> {
  if (days.length > 0) await groups(db).deleteFrom('group_message_day').where('group_id', '=', group).where('day', 'in', days.map((day) => sql<string>`${day}::date`)).execute();
}

/** What moderators entered; the answer where nothing else counts messages. */
export const enteredCounts: MessageCounts = {
  async perDay(db, wanted, from, until) {
    if (wanted.length === 0) return new Map();
    const rows = await groups(db).selectFrom('group_message_day').select(['group_id', 'count', 'entered_by', 'entered_at', sql<string>`day::text`.as('day')])
      .where('group_id', 'in', [...wanted]).where('day', '>=', sql<string>`${from}::date`).where('day', '<', sql<string>`${until}::date`).orderBy('day').execute();
    const found = new Map<string, MessageDay[]>();
    for (const { group_id: group, day, count, entered_by: by, entered_at: at } of rows) found.set(group, [...(found.get(group) ?? []), { day, count, entered: { by, at } }]);
    return found;
  },
};
