import { sql } from 'kysely';
import { newId, type Database } from '../../../platform/index.ts';
import { freshProbe, type ProbeState, type WindowTimes } from '../../rules/outage.ts';
import { outside, type OutageWindowTable, type ProbeSettings } from '../schema.ts';

export type KeptProbe = ProbeSettings & { product: string; state: ProbeState; checkedAt: Date | undefined; lastReason: string | undefined; enabled: boolean; revision: number };

type ProbeRow = { product: string; settings: ProbeSettings; state: ProbeState; checked_at: Date | null; last_reason: string | null; enabled: boolean; revision: string };
const toProbe = (row: ProbeRow): KeptProbe => ({ ...row.settings, product: row.product, state: row.state, checkedAt: row.checked_at ?? undefined, lastReason: row.last_reason ?? undefined, enabled: row.enabled, revision: Number(row.revision) });

export async function listProbes(db: Database): Promise<KeptProbe[]> {
  return (await outside(db).selectFrom('outage_probe').selectAll().where('deleted_at', 'is', null).orderBy('product').limit(100).execute()).map(toProbe);
}

export async function findProbe(db: Database, product: string): Promise<KeptProbe | undefined> {
  const row = await outside(db).selectFrom('outage_probe').selectAll().where('product', '=', product).where('deleted_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : toProbe(row);
}

/** The probe under its lock: of several that checked at once, one goes on. */
export async function lockProbe(db: Database, product: string): Promise<KeptProbe | undefined> {
  const row = await outside(db).selectFrom('outage_probe').selectAll().where('product', '=', product).where('deleted_at', 'is', null).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toProbe(row);
}

export async function insertProbe(db: Database, product: string, settings: ProbeSettings, enabled: boolean, now: Date): Promise<boolean> {
  await outside(db).deleteFrom('outage_probe').where('product', '=', product).where('deleted_at', 'is not', null).execute();
  const { numInsertedOrUpdatedRows = 0n } = await outside(db)
    .insertInto('outage_probe')
    .values({ product, settings: JSON.stringify(settings), state: JSON.stringify(freshProbe), checked_at: null, last_reason: null, enabled, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Changes a probe; what it saw before counts no more. */
export async function updateProbe(db: Database, product: string, settings: ProbeSettings, enabled: boolean, revision: number): Promise<number | undefined> {
  const row = await outside(db)
    .updateTable('outage_probe')
    .set({ settings: JSON.stringify(settings), enabled, state: JSON.stringify(freshProbe), checked_at: null, last_reason: null, revision: sql`revision + 1` })
    .where('product', '=', product)
    .where('deleted_at', 'is', null)
    .where('revision', '=', String(revision))
    .returning('revision')
    .executeTakeFirst();
  return row === undefined ? undefined : Number(row.revision);
}

export async function setProbeDeleted(db: Database, product: string, at: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await outside(db)
    .updateTable('outage_probe')
    .set({ deleted_at: at, state: JSON.stringify(freshProbe), checked_at: null, last_reason: null, revision: sql`revision + 1` })
    .where('product', '=', product)
    .where('deleted_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function noteCheck(db: Database, product: string, { state, reason, at }: { state: ProbeState; reason: string | undefined; at: Date }): Promise<void> {
  await outside(db).updateTable('outage_probe').set({ state: JSON.stringify(state), checked_at: at, last_reason: reason ?? null }).where('product', '=', product).execute();
}

export type KeptWindow = { id: string; product: string; kind: 'observed' | 'declared'; from: Date; until: Date | undefined; endsBy: Date; noticedAt: Date; note: string | undefined; byPerson: string | undefined; liftedStrikes: number; uidsAskedAt: Date | undefined };

const toWindow = (row: Omit<OutageWindowTable, 'lifted_strikes' | 'uids_asked_at'> & { lifted_strikes: number; uids_asked_at: Date | null }): KeptWindow => ({
  id: row.id, product: row.product, kind: row.kind, from: row.from_at, until: row.until_at ?? undefined, endsBy: row.ends_by, noticedAt: row.noticed_at, note: row.note ?? undefined,
  byPerson: row.by_person ?? undefined, liftedStrikes: row.lifted_strikes, uidsAskedAt: row.uids_asked_at ?? undefined,
});

export function timesOf(window: Pick<KeptWindow, 'from' | 'until' | 'endsBy'>): WindowTimes {
  return { from: window.from.getTime(), until: window.until?.getTime() ?? null, endsBy: window.endsBy.getTime() };
}

export async function insertWindow(db: Database, window: Pick<KeptWindow, 'product' | 'kind' | 'from' | 'endsBy' | 'noticedAt' | 'note' | 'byPerson'>): Promise<KeptWindow> {
  const row = await outside(db)
    .insertInto('outage_window')
    .values({ id: newId(window.noticedAt), product: window.product, kind: window.kind, from_at: window.from, until_at: null, ends_by: window.endsBy, noticed_at: window.noticedAt, note: window.note ?? null, by_person: window.byPerson ?? null })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toWindow(row);
}

export async function lockWindow(db: Database, id: string): Promise<KeptWindow | undefined> {
  const row = await outside(db).selectFrom('outage_window').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toWindow(row);
}

/** The window that a probe opened and has not closed. */
export async function openObserved(db: Database, product: string): Promise<KeptWindow | undefined> {
  const row = await outside(db).selectFrom('outage_window').selectAll().where('product', '=', product).where('kind', '=', 'observed').where('until_at', 'is', null).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toWindow(row);
}

export async function setWindowEnd(db: Database, id: string, end: { until?: Date | null; endsBy?: Date }): Promise<void> {
  await outside(db).updateTable('outage_window').set({ ...(end.until === undefined ? {} : { until_at: end.until }), ...(end.endsBy === undefined ? {} : { ends_by: end.endsBy }) }).where('id', '=', id).execute();
}

/** The window of a product into which `at` falls; the one that lasts longest, if several do. */
export async function windowAt(db: Database, product: string, at: Date): Promise<KeptWindow | undefined> {
  const row = await outside(db)
    .selectFrom('outage_window')
    .selectAll()
    .where('product', '=', product)
    .where('from_at', '<=', at)
    .where(sql<boolean>`least(until_at, ends_by) > ${at}`)
    .orderBy(sql`least(until_at, ends_by)`, 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : toWindow(row);
}

/** Windows, the latest first; those before the place that a cursor names. */
export async function listWindows(db: Database, { product, before, limit }: { product: string | undefined; before: string | undefined; limit: number }): Promise<KeptWindow[]> {
  let query = outside(db).selectFrom('outage_window').selectAll().orderBy('id', 'desc').limit(limit);
  if (product !== undefined) query = query.where('product', '=', product);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.execute()).map(toWindow);
}

/** How many still owe a UID, by window. */
export async function owedBy(db: Database, windows: readonly string[]): Promise<Map<string, number>> {
  if (windows.length === 0) return new Map();
  const rows = await outside(db).selectFrom('application').select(['grace_window', sql<string>`count(*)`.as('owed')]).where('grace_window', 'in', [...windows]).where('uid_owed_until', 'is not', null).where('state', 'in', ['approved', 'joined']).groupBy('grace_window').execute();
  return new Map(rows.map(({ grace_window: id, owed }) => [id ?? '', Number(owed)]));
}

/** Windows that are over and were not looked at since. */
export async function endedUnasked(db: Database, now: Date): Promise<KeptWindow[]> {
  const rows = await outside(db).selectFrom('outage_window').selectAll().where('uids_asked_at', 'is', null).where(sql<boolean>`least(until_at, ends_by) <= ${now}`).orderBy('id').limit(20).forUpdate().skipLocked().execute();
  return rows.map(toWindow);
}

export async function markAsked(db: Database, id: string, now: Date): Promise<void> {
  await outside(db).updateTable('outage_window').set({ uids_asked_at: now }).where('id', '=', id).execute();
}

export async function addLifted(db: Database, id: string, count: number): Promise<void> {
  await outside(db).updateTable('outage_window').set({ lifted_strikes: sql`lifted_strikes + ${count}` }).where('id', '=', id).execute();
}

export type OwedApplication = { id: string; fleet: string; personId: string; language: 'zh-CN' | 'en'; owedUntil: Date; window: string | undefined };

/**
 * Who was let in without a UID by a decision of this moment or before, still owes it, was not asked, and could give it: the window is over, or
 * there was none. Whoever looks at the same time passes over those that are being asked.
 */
export async function owedUnasked(db: Database, { decidedBy, now }: { decidedBy: Date; now: Date }, limit: number): Promise<OwedApplication[]> {
  const { rows } = await sql<{ id: string; fleet: string; person_id: string; language: 'zh-CN' | 'en'; uid_owed_until: Date; grace_window: string | null }>`
    select a.id, a.fleet, a.person_id, a.language, a.uid_owed_until, w.id as grace_window from application as a left join outage_window as w on w.id = a.grace_window
    where a.uid_owed_until is not null and a.person_id is not null and a.state in ('approved', 'joined') and a.ended_at is null and a.decided_at <= ${decidedBy}
      and (w.id is null or least(w.until_at, w.ends_by) <= ${now}) and not exists (select from uid_request where uid_request.application_id = a.id)
    order by a.id limit ${limit} for update of a skip locked`.execute(db);
  return rows.map((row) => ({ id: row.id, fleet: row.fleet, personId: row.person_id, language: row.language, owedUntil: new Date(row.uid_owed_until), window: row.grace_window ?? undefined }));
}

/** The time to give the UID begins when it is asked for. */
export async function setOwedUntil(db: Database, application: string, until: Date): Promise<void> {
  await outside(db).updateTable('application').set({ uid_owed_until: until }).where('id', '=', application).execute();
}

/** Notes that an application was asked; false when it had been. */
export async function insertUidRequest(db: Database, applicationId: string, windowId: string | undefined, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await outside(db).insertInto('uid_request').values({ application_id: applicationId, window_id: windowId ?? null, asked_at: now }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export type StrikeInWindow = { id: string; fleet: string; applicationId: string; personId: string | undefined; language: 'zh-CN' | 'en' };

/** Counted rejections of applications of these fleets that were made in a window; the strikes, under their locks. */
export async function strikesWithin(db: Database, fleets: readonly string[], from: Date, until: Date): Promise<StrikeInWindow[]> {
  if (fleets.length === 0) return [];
  const { rows } = await sql<{ id: string; fleet: string; application_id: string; person_id: string | null; language: 'zh-CN' | 'en' }>`
    select strike.id, strike.fleet, strike.application_id, strike.person_id, application.language from strike join application on application.id = strike.application_id
    where strike.lifted_at is null and strike.fleet = any (${[...fleets]}::text[]) and application.submitted_at >= ${from} and application.submitted_at < ${until}
    order by strike.id for update of strike`.execute(db);
  return rows.map((row) => ({ id: row.id, fleet: row.fleet, applicationId: row.application_id, personId: row.person_id ?? undefined, language: row.language }));
}

export async function liftStrikesById(db: Database, ids: readonly string[], reason: string, now: Date): Promise<void> {
  if (ids.length > 0) await outside(db).updateTable('strike').set({ lifted_at: now, lifted_by: null, lifted_reason: reason }).where('id', 'in', [...ids]).where('lifted_at', 'is', null).execute();
}
