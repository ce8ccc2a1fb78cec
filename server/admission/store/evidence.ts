import { sql } from 'kysely';
import { endings, liveStates, type ApplicationState, type Ending } from '../../../common/contract/admission.ts';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

export type EarlierRow = { id: string; fleet: string; state: ApplicationState; at: Date; counted: boolean; reason: string | undefined; ended: Ending | undefined };

/** What somebody applied for before, in these fleets, the latest first. */
export async function earlierOf(db: Database, { person, but, fleets }: { person: string; but: string; fleets: readonly string[] | 'all' }): Promise<EarlierRow[]> {
  const rows = await admission(db)
    .selectFrom('application')
    .leftJoinLateral(
      (inner) => inner.selectFrom('application_decision').select(['counted', 'reason']).whereRef('application_id', '=', 'application.id').where('undone_at', 'is', null).orderBy('id', 'desc').limit(1).as('latest'),
      (join) => join.onTrue(),
    )
    .select(['application.id', 'application.fleet', 'application.state', 'application.submitted_at', 'application.ended_at', 'latest.counted', 'latest.reason'])
    .select(sql<string | null>`application.evidence ->> 'ended'`.as('ended'))
    .where('person_id', '=', person)
    .where('application.id', '<>', but)
    .where('application.erased_at', 'is', null)
    .$if(fleets !== 'all', (query) => query.where('fleet', 'in', [...fleets, '']))
    .orderBy('application.id', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({ id: row.id, fleet: row.fleet, state: row.state, at: row.submitted_at, counted: row.counted ?? false, reason: row.reason ?? undefined, ended: endingIn(row) }));
}

/** Why an application came to nothing though nobody said no, or why whoever joined by it is in no more. */
export function endingIn({ state, ended, ended_at: endedAt }: { state: ApplicationState; ended: string | null; ended_at: Date | null }): Ending | undefined {
  const kept = endings.find((ending) => ending === ended);
  if (state === 'joined') return endedAt === null ? undefined : (kept ?? 'other');
  return state === 'expired' || state === 'withdrawn' ? kept : undefined;
}

export type StrikeItem = { id: string; fleet: string; at: Date; liftedAt: Date | undefined };

/** The strikes of a person on a list, also those under another entry with an account that they have proven; lifted ones with them. */
export async function strikesOn(db: Database, { list, person, proven }: { list: string; person: string; proven: readonly string[] }): Promise<StrikeItem[]> {
  const { rows } = await sql<{ id: string; fleet: string; at: Date; lifted_at: Date | null }>`
    select id, fleet, at, lifted_at from strike where list = ${list} and id in (select strike_id from strike_identity where identity_hash = any (${[...proven]}::text[]) union select id from strike where person_id = ${person})
    order by id desc limit 50`.execute(db);
  return rows.map((row) => ({ id: row.id, fleet: row.fleet, at: new Date(row.at), liftedAt: row.lifted_at === null ? undefined : new Date(row.lifted_at) }));
}

/** Whether the applicant has another application to the fleet that is under way. The caller holds the fleet. */
export async function hasOtherLive(db: Database, { id, fleet, personId }: { id: string; fleet: string; personId?: string | undefined }): Promise<boolean> {
  if (personId === undefined) return false;
  const row = await admission(db).selectFrom('application').select('id').where('fleet', '=', fleet).where('person_id', '=', personId).where('id', '<>', id).where('state', 'in', [...liveStates]).limit(1).executeTakeFirst();
  return row !== undefined;
}
