import { sql } from 'kysely';
import type { DutyPlan } from '../../../common/contract/notices.ts';
import type { Database, MovedRows } from '../../platform/index.ts';
import { mergePlan } from '../rules/merge-plan.ts';
import type { NoticesTables } from '../schema.ts';

const tables = (db: Database) => db.withTables<NoticesTables>();

export async function gatherNotices(db: Database, personId: string): Promise<Record<string, unknown>> {
  const settings = await tables(db).selectFrom('notice_setting').selectAll().where('person_id', '=', personId).executeTakeFirst();
  const browsers = await tables(db).selectFrom('push_subscription').select(['label', 'created_at', 'used_at']).where('person_id', '=', personId).execute();
  const notices = await tables(db)
    .selectFrom('notice_reader')
    .innerJoin('notice', 'notice.id', 'notice_reader.notice_id')
    .select(['notice.kind', 'notice.at', 'notice_reader.read_at'])
    .where('notice_reader.person_id', '=', personId)
    .orderBy('notice.at', 'desc')
    .limit(1_000)
    .execute();
  const duty = await tables(db).selectFrom('duty_roster').select(['name', 'time_zone', 'plan']).where(sql<boolean>`plan::text like ${`%${personId}%`}`).execute();
  return {
    settings: settings === undefined ? null : { timeZone: settings.time_zone, quietHours: settings.quiet, urgentPasses: settings.urgent_passes, digest: settings.digest, digestAt: settings.digest_at, kinds: settings.kinds },
    browsers: browsers.map((row) => ({ label: row.label, since: row.created_at.toISOString(), lastUsed: row.used_at?.toISOString() ?? null })),
    notices: notices.map((row) => ({ kind: row.kind, at: row.at.toISOString(), read: row.read_at?.toISOString() ?? null })),
    dutyRosters: duty.map(({ name, plan }) => ({ name, shifts: shiftsOf(plan, personId) })),
  };
}

/** Only the person's own shifts: the others' are theirs. */
function shiftsOf(plan: DutyPlan, personId: string) {
  return Object.entries(plan.week).flatMap(([weekday, shifts]) => shifts.filter(({ people }) => people.includes(personId)).map(({ hours }) => ({ weekday, hours })));
}

export async function eraseNotices(db: Database, personId: string): Promise<void> {
  for (const table of ['notice_reader', 'notice_delivery', 'notice_setting', 'push_subscription'] as const) await tables(db).deleteFrom(table).where('person_id', '=', personId).execute();
  await tables(db).deleteFrom('notice_message').where('receiver', 'in', [`email:${personId}`, `push:${personId}`]).execute();
  await sql`delete from notice where subject = ${personId} or data::text like ${`%${personId}%`}`.execute(db);
  const rosters = await tables(db).selectFrom('duty_roster').select(['id', 'plan']).where(sql<boolean>`plan::text like ${`%${personId}%`}`).forUpdate().execute();
  for (const { id, plan } of rosters) {
    const without = <Shift extends { people: string[] }>(shifts: Shift[]) => shifts.map((shift) => ({ ...shift, people: shift.people.filter((person) => person !== personId) })).filter(({ people }) => people.length > 0);
    const rest = {
      week: Object.fromEntries(Object.entries(plan.week).map(([weekday, shifts]) => [weekday, without(shifts)])),
      exceptions: plan.exceptions.map((exception) => ({ ...exception, shifts: without(exception.shifts) })),
      swaps: plan.swaps.filter(({ from, to }) => from !== personId && to !== personId),
    };
    await tables(db).updateTable('duty_roster').set((expression) => ({ plan: JSON.stringify(rest), revision: expression('revision', '+', 1) })).where('id', '=', id).execute();
  }
}

/** A roster as it was before and after both its entries became one, kept as text beside the ids of what moved. */
type MergedRoster = { id: string; before: DutyPlan; after: DutyPlan };

/** Who turned out to be the same is on duty once. Rosters that named both are kept as they were, because whose shift was whose cannot be told apart again. */
async function mergeRosters(db: Database, from: string, to: string): Promise<string[]> {
  const both = await tables(db).selectFrom('duty_roster').select(['id', 'plan']).where(sql<boolean>`plan::text like ${`%${from}%`} and plan::text like ${`%${to}%`}`).orderBy('id').forUpdate().execute();
  const merged = both.map(({ id, plan }): MergedRoster => ({ id, before: plan, after: mergePlan(plan, from, to) }));
  for (const { id, after } of merged) await tables(db).updateTable('duty_roster').set((expression) => ({ plan: JSON.stringify(after), revision: expression('revision', '+', 1) })).where('id', '=', id).execute();
  return merged.map((roster) => JSON.stringify(roster));
}

/** What has been edited since the merge stays as it was edited. */
async function partRosters(db: Database, merged: readonly string[]): Promise<void> {
  for (const text of merged) {
    const { id, before, after } = JSON.parse(text) as MergedRoster;
    await sql`update duty_roster set plan = ${JSON.stringify(before)}::jsonb, revision = revision + 1 where id = ${id} and plan = ${JSON.stringify(after)}::jsonb`.execute(db);
  }
}

export async function moveNotices(db: Database, from: string, to: string): Promise<MovedRows> {
  const readers = await sql<{ id: string }>`update notice_reader set person_id = ${to} where person_id = ${from} and notice_id not in (select notice_id from notice_reader where person_id = ${to}) returning notice_id as id`.execute(db);
  const browsers = await sql<{ id: string }>`update push_subscription set person_id = ${to} where person_id = ${from} returning id`.execute(db);
  const merged = await mergeRosters(db, from, to);
  const rosters = await sql<{ id: string }>`update duty_roster set plan = replace(plan::text, ${from}, ${to})::jsonb, revision = revision + 1 where plan::text like ${`%${from}%`} and plan::text not like ${`%${to}%`} returning id`.execute(db);
  const settings = await sql<{ id: string }>`update notice_setting set person_id = ${to} where person_id = ${from} and not exists (select 1 from notice_setting where person_id = ${to}) returning person_id as id`.execute(db);
  return { notice_reader: readers.rows.map(({ id }) => id), push_subscription: browsers.rows.map(({ id }) => id), duty_roster: rosters.rows.map(({ id }) => id), duty_roster_merged: merged, notice_setting: settings.rows.map(({ id }) => id) };
}

export async function moveNoticesBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void> {
  await sql`update notice_reader set person_id = ${from} where person_id = ${to} and notice_id = any (${[...(moved['notice_reader'] ?? [])]}::uuid[])`.execute(db);
  await sql`update push_subscription set person_id = ${from} where person_id = ${to} and id = any (${[...(moved['push_subscription'] ?? [])]}::uuid[])`.execute(db);
  await sql`update duty_roster set plan = replace(plan::text, ${to}, ${from})::jsonb, revision = revision + 1 where id = any (${[...(moved['duty_roster'] ?? [])]}::uuid[])`.execute(db);
  await partRosters(db, moved['duty_roster_merged'] ?? []);
  if ((moved['notice_setting'] ?? []).length > 0) await sql`update notice_setting set person_id = ${from} where person_id = ${to}`.execute(db);
}
