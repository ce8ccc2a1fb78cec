import { sql } from 'kysely';
import type { ConsentRecord } from '../../../common/contract/privacy.ts';
import { deleteBatch, newId, type Database } from '../../platform/index.ts';
import { tables } from './tables.ts';

const mostListed = 100;

/** Keeps that a version was shown or accepted. A person's same answer to the same version is kept once. */
export async function insertConsent(db: Database, consent: { noticeId: string; personId: string | null; subject: string | null; accepted: boolean }, now: Date): Promise<void> {
  if (consent.personId !== null) {
    const known = await tables(db).selectFrom('privacy_consent').select('id').where('person_id', '=', consent.personId).where('notice_id', '=', consent.noticeId).where('accepted', '=', consent.accepted).where('withdrawn_at', 'is', null).executeTakeFirst();
    if (known !== undefined) return;
  }
  await tables(db).insertInto('privacy_consent').values({ id: newId(now), notice_id: consent.noticeId, person_id: consent.personId, subject: consent.subject, accepted: consent.accepted, at: now, withdrawn_at: null }).execute();
}

/** What a person was shown and agreed to, latest first. An agreement that was free can be taken back. */
export async function listConsents(db: Database, personIds: readonly string[]): Promise<ConsentRecord[]> {
  const rows = await tables(db)
    .selectFrom('privacy_consent')
    .innerJoin('privacy_notice', 'privacy_notice.id', 'privacy_consent.notice_id')
    .select(['privacy_consent.id', 'privacy_notice.form', 'privacy_notice.version', 'privacy_notice.consent', 'privacy_consent.at', 'privacy_consent.accepted', 'privacy_consent.withdrawn_at'])
    .where('person_id', 'in', [...personIds])
    .orderBy('privacy_consent.id', 'desc')
    .limit(mostListed)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    form: row.form,
    version: row.version ?? 1,
    at: row.at.toISOString(),
    accepted: row.accepted,
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at.toISOString() }),
    withdrawable: row.accepted && row.withdrawn_at === null,
  }));
}

/** Whether a person agreed to a version and has not taken it back. */
export async function hasAgreed(db: Database, noticeId: string, personId: string): Promise<boolean> {
  const row = await tables(db).selectFrom('privacy_consent').select('id').where('person_id', '=', personId).where('notice_id', '=', noticeId).where('accepted', '=', true).where('withdrawn_at', 'is', null).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Takes back an agreement of the person. False when there is none. */
export async function withdrawConsent(db: Database, id: string, personId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tables(db).updateTable('privacy_consent').set({ withdrawn_at: now }).where('id', '=', id).where('person_id', '=', personId).where('accepted', '=', true).where('withdrawn_at', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How often each version was shown, and accepted and not taken back. */
export async function countConsents(db: Database, noticeIds: readonly string[]): Promise<ReadonlyMap<string, { shown: number; accepted: number }>> {
  if (noticeIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; shown: number; accepted: number }>`
    select notice_id as id, count(*)::int as shown, (count(*) filter (where accepted and withdrawn_at is null))::int as accepted
    from privacy_consent where notice_id = any (${noticeIds}::uuid[]) group by 1`.execute(db);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

export async function deleteOldConsents(db: Database, before: Date, limit: number): Promise<number> {
  return deleteBatch(db, { table: 'privacy_consent', column: 'at', before, limit });
}
