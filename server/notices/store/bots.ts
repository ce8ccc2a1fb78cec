import type { BotPlatformName } from '../../../common/contract/notices.ts';
import type { NoticeKindName } from '../../../common/contract/notice-kinds.ts';
import type { Language } from '../../../common/contract/text.ts';
import type { Database } from '../../platform/index.ts';
import type { NoticesTables, QuietWeek } from '../schema.ts';

const tables = (db: Database) => db.withTables<NoticesTables>();

export type Bot = {
  id: string; revision: number; platform: BotPlatformName; name: string; host: string; addressSealed: string; secretSealed: string | null; language: Language; kinds: NoticeKindName[]; enabled: boolean; quiet: QuietWeek; urgentPasses: boolean;
  failingSince: Date | null; errorCode: string | null; errorDetail: string | null; switchedOffAt: Date | null; lastSentAt: Date | null;
};

const columns = [
  'id', 'revision', 'platform', 'name', 'host', 'address_sealed as addressSealed', 'secret_sealed as secretSealed', 'language', 'kinds', 'enabled', 'quiet', 'urgent_passes as urgentPasses',
  'failing_since as failingSince', 'error_code as errorCode', 'error_detail as errorDetail', 'switched_off_at as switchedOffAt', 'last_sent_at as lastSentAt',
] as const;

export async function listBotRows(db: Database): Promise<Bot[]> {
  return tables(db).selectFrom('notice_bot').select(columns).where('removed_at', 'is', null).orderBy('created_at').orderBy('id').limit(50).execute();
}

export async function findBot(db: Database, id: string): Promise<Bot | undefined> {
  return tables(db).selectFrom('notice_bot').select(columns).where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst();
}

export async function insertBot(db: Database, bot: Pick<Bot, 'id' | 'platform' | 'name' | 'host' | 'addressSealed' | 'secretSealed' | 'language' | 'kinds' | 'quiet' | 'urgentPasses'>, now: Date): Promise<void> {
  const { addressSealed, secretSealed, kinds, quiet, urgentPasses, ...fields } = bot;
  await tables(db).insertInto('notice_bot').values({ ...fields, address_sealed: addressSealed, secret_sealed: secretSealed, kinds: JSON.stringify(kinds), quiet: JSON.stringify(quiet), urgent_passes: urgentPasses, enabled: true, created_at: now }).execute();
}

export type BotChange = Partial<Pick<Bot, 'name' | 'host' | 'addressSealed' | 'secretSealed' | 'language' | 'kinds' | 'enabled' | 'quiet' | 'urgentPasses'>>;

/** Changes a bot that was edited from `revision`, and forgets its troubles. False when it has changed meanwhile. */
export async function updateBotRow(db: Database, id: string, revision: number, change: BotChange): Promise<boolean> {
  const { addressSealed, secretSealed, kinds, quiet, urgentPasses, ...fields } = change;
  const { numUpdatedRows } = await tables(db)
    .updateTable('notice_bot')
    .set({
      ...fields,
      ...(addressSealed === undefined ? {} : { address_sealed: addressSealed }),
      ...(secretSealed === undefined ? {} : { secret_sealed: secretSealed }),
      ...(kinds === undefined ? {} : { kinds: JSON.stringify(kinds) }),
      ...(quiet === undefined ? {} : { quiet: JSON.stringify(quiet) }),
      ...(urgentPasses === undefined ? {} : { urgent_passes: urgentPasses }),
      failing_since: null,
      error_code: null,
      error_detail: null,
      switched_off_at: null,
      revision: revision + 1,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Takes a bot away, or back. */
export async function setBotRemoved(db: Database, id: string, removedAt: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await tables(db).updateTable('notice_bot').set({ removed_at: removedAt }).where('id', '=', id).where('removed_at', removedAt === null ? 'is not' : 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function noteBotSent(db: Database, id: string, now: Date): Promise<void> {
  await tables(db).updateTable('notice_bot').set({ last_sent_at: now, failing_since: null, error_code: null, error_detail: null }).where('id', '=', id).execute();
}

/** Notes a failure; answers since when the bot has failed without a success between. */
export async function noteBotFailed(db: Database, id: string, failure: { code: string; detail: string }, now: Date): Promise<Date> {
  const row = await tables(db)
    .updateTable('notice_bot')
    .set(({ fn, val }) => ({ failing_since: fn.coalesce('failing_since', val(now)), error_code: failure.code, error_detail: failure.detail.slice(0, 300) }))
    .where('id', '=', id)
    .returning('failing_since')
    .executeTakeFirst();
  return row?.failing_since ?? now;
}

/** True when it was on. */
export async function switchBotOff(db: Database, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tables(db).updateTable('notice_bot').set({ enabled: false, switched_off_at: now }).where('id', '=', id).where('enabled', '=', true).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Bots removed before `before` go for good, with their secrets. */
export async function deleteRemovedBots(db: Database, before: Date): Promise<number> {
  const { numDeletedRows } = await tables(db).deleteFrom('notice_bot').where('removed_at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
