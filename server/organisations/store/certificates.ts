import { sql, type SqlBool } from 'kysely';
import type { CertificateState } from '../../../common/contract/organisations.ts';
import { newId, type Database } from '../../platform/index.ts';
import { organisations } from '../schema.ts';

export type Certificate = {
  id: string;
  organisation: string;
  issuer: string;
  number: string;
  /** The last day on which it is valid. */
  validUntil: string | null;
  file: { id: string; name: string; mediaType: string; size: number };
  state: CertificateState;
  reason: string | null;
  submittedAt: Date;
  submittedBy: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  warned: boolean;
  removed: boolean;
  revision: number;
};

const certificates = (db: Database) =>
  organisations(db)
    .selectFrom('organisation_certificate')
    .select(['id', 'organisation_id', 'issuer', 'number', 'file_id', 'file_name', 'file_type', 'file_size', 'state', 'reason', 'submitted_at', 'submitted_by', 'decided_at', 'decided_by', 'warned_at', 'removed_at', 'revision'])
    .select(sql<string | null>`valid_until::text`.as('last_day'));

type Row = Awaited<ReturnType<ReturnType<typeof certificates>['executeTakeFirstOrThrow']>>;

function toCertificate(row: Row): Certificate {
  return {
    id: row.id, organisation: row.organisation_id, issuer: row.issuer, number: row.number, validUntil: row.last_day,
    file: { id: row.file_id, name: row.file_name, mediaType: row.file_type, size: Number(row.file_size) },
    state: row.state, reason: row.reason, submittedAt: row.submitted_at, submittedBy: row.submitted_by, decidedAt: row.decided_at, decidedBy: row.decided_by,
    warned: row.warned_at !== null, removed: row.removed_at !== null, revision: Number(row.revision),
  };
}

/** Newest first. */
export async function listCertificates(db: Database, organisation: string): Promise<Certificate[]> {
  return (await certificates(db).where('organisation_id', '=', organisation).where('removed_at', 'is', null).orderBy('id', 'desc').limit(100).execute()).map(toCertificate);
}

export async function findCertificate(db: Database, id: string): Promise<Certificate | undefined> {
  const row = await certificates(db).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toCertificate(row);
}

export async function lockCertificate(db: Database, id: string): Promise<Certificate | undefined> {
  const row = await certificates(db).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toCertificate(row);
}

export async function insertCertificate(db: Database, { organisation, issuer, number, validUntil, file, submittedBy }: Pick<Certificate, 'organisation' | 'issuer' | 'number' | 'validUntil' | 'file' | 'submittedBy'>, now: Date): Promise<string> {
  const id = newId(now);
  await organisations(db)
    .insertInto('organisation_certificate')
    .values({ id, organisation_id: organisation, issuer, number, valid_until: validUntil, file_id: file.id, file_name: file.name, file_type: file.mediaType, file_size: String(file.size), reason: null, submitted_at: now, submitted_by: submittedBy, decided_at: null, decided_by: null, warned_at: null, removed_at: null })
    .execute();
  return id;
}

export async function saveCertificate(db: Database, { id, state, reason, decidedAt, decidedBy, warned, removed }: Certificate, now: Date): Promise<void> {
  await organisations(db)
    .updateTable('organisation_certificate')
    .set({ state, reason, decided_at: decidedAt, decided_by: decidedBy, warned_at: warned ? now : null, removed_at: removed ? now : null })
    .set(({ eb }) => ({ revision: eb('revision', '+', '1') }))
    .where('id', '=', id)
    .execute();
}

/** Verified certificates whose last day lies before `day`, locked; the daily job decides what that means for each. */
export async function lockEndingCertificates(db: Database, day: string, limit: number): Promise<Certificate[]> {
  return (await certificates(db).where('state', '=', 'verified').where('removed_at', 'is', null).where(sql<SqlBool>`valid_until < ${day}::date`).where((where) => where.or([where('warned_at', 'is', null), sql<SqlBool>`valid_until < ${day}::date - ${30}::int`])).orderBy('valid_until').limit(limit).forUpdate().skipLocked().execute()).map(toCertificate);
}

/** True when the organisation of this name has a certificate that was checked and is valid on `today`. [003] */
export async function hasCheckedCertificate(db: Database, organisation: string, today: string): Promise<boolean> {
  const row = await organisations(db).selectFrom('organisation_certificate').select('id').where('organisation_id', '=', organisation).where('state', '=', 'verified').where('removed_at', 'is', null).where(sql<SqlBool>`(valid_until is null or valid_until >= ${today}::date)`).limit(1).executeTakeFirst();
  return row !== undefined;
}
