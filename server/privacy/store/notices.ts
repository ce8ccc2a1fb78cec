import { sql, type Selectable } from 'kysely';
import type { ConsentBox, NoticeDraft, NoticeText, NoticeVersion, PrivacyForm } from '../../../common/contract/privacy.ts';
import { newId, type Database } from '../../platform/index.ts';
import type { PrivacyNoticeTable } from '../schema.ts';
import { tables } from './tables.ts';

const mostVersions = 100;

function toVersion(row: Selectable<PrivacyNoticeTable>): NoticeVersion {
  if (row.version === null || row.published_at === null || row.in_force_from === null) throw new Error('A draft is no version');
  return {
    id: row.id,
    form: row.form,
    version: row.version,
    text: row.text,
    ...(row.consent === null ? {} : { consent: row.consent }),
    inForceFrom: row.in_force_from.toISOString(),
    publishedAt: row.published_at.toISOString(),
  };
}

/** The version that is in force at `at`: of those that have begun the one with the highest number. */
export async function findNoticeInForce(db: Database, form: PrivacyForm, at: Date): Promise<NoticeVersion | undefined> {
  const row = await tables(db).selectFrom('privacy_notice').selectAll().where('form', '=', form).where('in_force_from', '<=', at).orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? undefined : toVersion(row);
}

/** A published version by its id. */
export async function findNotice(db: Database, id: string): Promise<NoticeVersion | undefined> {
  const row = await tables(db).selectFrom('privacy_notice').selectAll().where('id', '=', id).where('version', 'is not', null).executeTakeFirst();
  return row === undefined ? undefined : toVersion(row);
}

/** Published versions of a form, latest first. */
export async function listVersions(db: Database, form: PrivacyForm): Promise<NoticeVersion[]> {
  const rows = await tables(db).selectFrom('privacy_notice').selectAll().where('form', '=', form).where('version', 'is not', null).orderBy('version', 'desc').limit(mostVersions).execute();
  return rows.map(toVersion);
}

/** Changes of one form come one after the other, until the transaction ends. */
export async function lockForm(db: Database, form: PrivacyForm): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`privacy.${form}`}, 0))`.execute(db);
}

export async function findDraft(db: Database, form: PrivacyForm): Promise<(NoticeDraft & { id: string }) | undefined> {
  const row = await tables(db).selectFrom('privacy_notice').selectAll().where('form', '=', form).where('version', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, text: row.text, ...(row.consent === null ? {} : { consent: row.consent }), revision: row.revision, changedAt: row.changed_at.toISOString() };
}

export async function insertDraft(db: Database, form: PrivacyForm, content: { text: NoticeText; consent?: ConsentBox | undefined }, now: Date): Promise<void> {
  await tables(db).insertInto('privacy_notice').values({ id: newId(now), form, version: null, ...columnsOf(content), changed_at: now, published_at: null, in_force_from: null }).execute();
}

export async function updateDraft(db: Database, id: string, content: { text: NoticeText; consent?: ConsentBox | undefined }, revision: number, now: Date): Promise<void> {
  await tables(db).updateTable('privacy_notice').set({ ...columnsOf(content), revision, changed_at: now }).where('id', '=', id).where('version', 'is', null).execute();
}

const columnsOf = ({ text, consent }: { text: NoticeText; consent?: ConsentBox | undefined }) => ({ text: JSON.stringify(text), consent: consent === undefined ? null : JSON.stringify(consent) });

export async function deleteDraft(db: Database, id: string): Promise<void> {
  await tables(db).deleteFrom('privacy_notice').where('id', '=', id).where('version', 'is', null).execute();
}

/** Makes the draft the next version. Answers its number. */
export async function publishDraft(db: Database, id: string, form: PrivacyForm, now: Date, inForceFrom: Date): Promise<number> {
  const { next } = await tables(db)
    .selectFrom('privacy_notice')
    .select(sql<number>`coalesce(max(version), 0) + 1`.as('next'))
    .where('form', '=', form)
    .executeTakeFirstOrThrow();
  await tables(db).updateTable('privacy_notice').set({ version: next, published_at: now, in_force_from: inForceFrom }).where('id', '=', id).where('version', 'is', null).execute();
  return next;
}
