import { sql } from 'kysely';
import type { RaidSettings } from '../../../../common/contract/raids.ts';
import type { Database } from '../../../platform/index.ts';
import { burstMilliseconds, usualDays, type Raid } from '../../rules/raid.ts';
import { outside, type RaidStateTable } from '../schema.ts';

export type KeptRaid = Raid & { fleet: string; recent: number; usual: number; beginTold: boolean; endTold: boolean };

type Row = Omit<RaidStateTable, 'began_told_at' | 'end_told_at'> & { began_told_at: Date | null; end_told_at: Date | null };
const toRaid = (row: Row): KeptRaid => ({ fleet: row.fleet, since: row.since.getTime(), burstAt: row.burst_at.getTime(), endedAt: row.ended_at?.getTime() ?? null, recent: row.recent, usual: row.usual, beginTold: row.began_told_at !== null, endTold: row.end_told_at !== null });

export async function findRaid(db: Database, fleet: string): Promise<KeptRaid | undefined> {
  const row = await outside(db).selectFrom('raid_state').selectAll().where('fleet', '=', fleet).executeTakeFirst();
  return row === undefined ? undefined : toRaid(row);
}

/** Raids of which not everything has been told yet; those that go on among them. */
export async function openRaids(db: Database): Promise<KeptRaid[]> {
  return (await outside(db).selectFrom('raid_state').selectAll().where('end_told_at', 'is', null).orderBy('fleet').limit(500).execute()).map(toRaid);
}

/** Writes a raid down. One that begins anew has been told to nobody. */
export async function putRaid(db: Database, raid: Raid & { fleet: string; recent: number; usual: number }): Promise<void> {
  const [since, burst] = [new Date(raid.since), new Date(raid.burstAt)];
  await sql`
    insert into raid_state as kept (fleet, since, burst_at, recent, usual, ended_at) values (${raid.fleet}, ${since}, ${burst}, ${raid.recent}, ${raid.usual}, null)
    on conflict (fleet) do update set
      began_told_at = case when kept.since = ${since} then kept.began_told_at end,
      end_told_at = null, ended_at = null, since = ${since}, burst_at = ${burst}, recent = ${raid.recent}, usual = ${raid.usual}`.execute(db);
}

export async function endRaidNow(db: Database, fleet: string, now: Date): Promise<void> {
  await outside(db).updateTable('raid_state').set({ ended_at: now }).where('fleet', '=', fleet).execute();
}

/** A raid goes on that was ended by hand; its end is told again when it comes. */
export async function resumeRaid(db: Database, fleet: string): Promise<void> {
  await outside(db).updateTable('raid_state').set({ ended_at: null, end_told_at: null }).where('fleet', '=', fleet).execute();
}

/** Takes the news of a raid's beginning or end, once. */
export async function takeNews(db: Database, fleet: string, what: 'began_told_at' | 'end_told_at', now: Date): Promise<boolean> {
  const { numUpdatedRows } = await outside(db).updateTable('raid_state').set({ [what]: now }).where('fleet', '=', fleet).where(what, 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Of which a burst is made: of people who came by themselves and proved who they are. A form that was begun and never proven costs nothing to
 * send, and whoever is brought in by staff, one by one or by a list, is vouched for.
 */
const cameByThemselves = sql`verified_at is not null and entrance <> 'import' and not evidence ? 'vouched'`;

/** Applications since `since`; no more are counted than `most`. */
export async function countRecent(db: Database, fleet: string, since: Date, most: number): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) from (select from application where fleet = ${fleet} and verified_at > ${since} and ${cameByThemselves} limit ${most}) counted`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** How many usually apply in ten minutes: the average of two weeks, without the last day, so that a raid does not become what is usual. */
export async function usualRate(db: Database, fleet: string, now: Date, most = 200_000): Promise<number> {
  const day = 86_400_000;
  const [from, until] = [new Date(now.getTime() - usualDays * day), new Date(now.getTime() - day)];
  const { rows } = await sql<{ count: string }>`select count(*) from (select from application where fleet = ${fleet} and verified_at > ${from} and verified_at <= ${until} and ${cameByThemselves} limit ${most}) counted`.execute(db);
  return (Number(rows[0]?.count ?? 0) * burstMilliseconds) / ((usualDays - 1) * day);
}

export async function readRaidSettings(db: Database): Promise<{ settings: Omit<RaidSettings, 'revision'>; revision: number } | undefined> {
  const row = await outside(db).selectFrom('raid_settings').select(['settings', 'revision']).executeTakeFirst();
  return row === undefined ? undefined : { settings: row.settings, revision: Number(row.revision) };
}

/** Writes the settings that still have `revision` (0: never written); the new revision, or undefined. */
export async function putRaidSettings(db: Database, settings: Omit<RaidSettings, 'revision'>, revision: number): Promise<number | undefined> {
  const text = JSON.stringify(settings);
  if (revision === 0) {
    const { numInsertedOrUpdatedRows = 0n } = await outside(db).insertInto('raid_settings').values({ id: true, settings: text }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n ? 1 : undefined;
  }
  const row = await outside(db).updateTable('raid_settings').set({ settings: text, revision: sql`revision + 1` }).where('revision', '=', String(revision)).returning('revision').executeTakeFirst();
  return row === undefined ? undefined : Number(row.revision);
}
