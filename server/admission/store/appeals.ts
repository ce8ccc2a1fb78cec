import { sql } from 'kysely';
import type { AppealView } from '../../../common/contract/moderation.ts';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

export type AppealRow = { id: string; application: string; fleet: string; person: string | undefined; text: string; at: Date; state: AppealView['state']; rejectedBecause: string | undefined; handledBy: string | undefined; handledAt: Date | undefined; answer: string | undefined };

const columns = ['appeal.id', 'appeal.application_id', 'appeal.text', 'appeal.at', 'appeal.state', 'appeal.handled_by', 'appeal.handled_at', 'appeal.answer', 'application.fleet', 'application.person_id'] as const;
const because = sql<string | null>`(select reason from application_decision where application_id = appeal.application_id and decision = 'rejected' and undone_at is null order by id desc limit 1)`.as('because');
type Row = { id: string; application_id: string; text: string; at: Date; state: AppealView['state']; handled_by: string | null; handled_at: Date | null; answer: string | null; fleet: string; person_id: string | null; because: string | null };
const toAppeal = (row: Row): AppealRow => ({ id: row.id, application: row.application_id, fleet: row.fleet, person: row.person_id ?? undefined, text: row.text, at: row.at, state: row.state, rejectedBecause: row.because ?? undefined, handledBy: row.handled_by ?? undefined, handledAt: row.handled_at ?? undefined, answer: row.answer ?? undefined });

type Filter = { fleets: readonly string[] | 'all'; state: AppealView['state'] | 'answered'; after?: string | undefined };

/** Appeals of these fleets: open ones oldest first, answered ones latest first. */
export async function listAppeals(db: Database, { fleets, state, after }: Filter, limit: number): Promise<AppealRow[]> {
  const isOpen = state === 'open';
  const rows = await admission(db)
    .selectFrom('appeal')
    .innerJoin('application', 'application.id', 'appeal.application_id')
    .select(columns)
    .select(because)
    .where('appeal.state', 'in', state === 'answered' ? ['granted', 'declined'] : [state])
    .$if(fleets !== 'all', (query) => query.where('application.fleet', 'in', [...fleets, '']))
    .$if(after !== undefined, (query) => query.where('appeal.id', isOpen ? '>' : '<', after ?? ''))
    .orderBy('appeal.id', isOpen ? 'asc' : 'desc')
    .limit(limit)
    .execute();
  return rows.map(toAppeal);
}

export async function findAppeal(db: Database, id: string): Promise<AppealRow | undefined> {
  const row = await admission(db).selectFrom('appeal').innerJoin('application', 'application.id', 'appeal.application_id').select(columns).select(because).where('appeal.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toAppeal(row);
}

/** Answers an appeal, once. */
export async function answerAppealRow(db: Database, id: string, { granted, by, answer }: { granted: boolean; by: string | null; answer: string }, now: Date): Promise<boolean> {
  const row = await admission(db).updateTable('appeal').set({ state: granted ? 'granted' : 'declined', handled_by: by, handled_at: now, answer }).where('id', '=', id).where('state', '=', 'open').returning('id').executeTakeFirst();
  return row !== undefined;
}
