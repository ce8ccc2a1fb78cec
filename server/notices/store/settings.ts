import type { NoticeKindName } from '../../../common/contract/notice-kinds.ts';
import type { Database } from '../../platform/index.ts';
import type { NoticesTables, QuietWeek, Switches } from '../schema.ts';

const tables = (db: Database) => db.withTables<NoticesTables>();

export type PersonSettings = { revision: number; timeZone: string; quiet: QuietWeek; urgentPasses: boolean; digest: 'off' | 'daily'; digestAt: string; kinds: Switches };

/** What somebody has who has chosen nothing: nothing is quiet, everything comes at once. */
export function usualSettings(timeZone: string): PersonSettings {
  return { revision: 0, timeZone, quiet: {}, urgentPasses: true, digest: 'off', digestAt: '09:00', kinds: {} };
}

/** Settings of those who have chosen something. */
export async function settingsOf(db: Database, people: readonly string[]): Promise<Map<string, PersonSettings>> {
  if (people.length === 0) return new Map();
  const rows = await tables(db).selectFrom('notice_setting').selectAll().where('person_id', 'in', [...people]).execute();
  return new Map(rows.map((row) => [row.person_id, { revision: row.revision, timeZone: row.time_zone, quiet: row.quiet, urgentPasses: row.urgent_passes, digest: row.digest, digestAt: row.digest_at, kinds: row.kinds }]));
}

/** Keeps settings that were edited from `revision`; undefined when they have changed meanwhile. */
export async function saveSettings(db: Database, personId: string, settings: PersonSettings): Promise<number | undefined> {
  const { revision, timeZone, quiet, urgentPasses, digest, digestAt, kinds } = settings;
  const values = { time_zone: timeZone, quiet: JSON.stringify(quiet), urgent_passes: urgentPasses, digest, digest_at: digestAt, kinds: JSON.stringify(kinds), revision: revision + 1 };
  const row = await tables(db)
    .insertInto('notice_setting')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values).where('notice_setting.revision', '=', revision))
    .returning('revision')
    .executeTakeFirst();
  return row?.revision;
}

export type KindSetting = { enabled: boolean; recipients: 'everyone' | 'duty' };
export const usualKind: KindSetting = { enabled: true, recipients: 'everyone' };

/** What operators have chosen for the whole centre. */
export async function kindSettings(db: Database): Promise<Map<NoticeKindName, KindSetting>> {
  const rows = await tables(db).selectFrom('notice_kind_setting').selectAll().execute();
  return new Map(rows.map(({ kind, enabled, recipients }) => [kind, { enabled, recipients }]));
}

export async function saveKindSetting(db: Database, kind: NoticeKindName, { enabled, recipients }: KindSetting): Promise<void> {
  await tables(db).insertInto('notice_kind_setting').values({ kind, enabled, recipients }).onConflict((conflict) => conflict.column('kind').doUpdateSet({ enabled, recipients })).execute();
}
