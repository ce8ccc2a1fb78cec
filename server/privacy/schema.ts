import type { Generated, JSONColumnType } from 'kysely';
import type { ConsentBox, NoticeText, PrivacyForm, PrivacyRequest, RequestKind, RequestState } from '../../common/contract/privacy.ts';

/** One version of a form's notice; without a version it is the form's draft. A trigger keeps published ones as they are. */
export type PrivacyNoticeTable = {
  id: string;
  form: PrivacyForm;
  version: number | null;
  text: JSONColumnType<NoticeText>;
  consent: JSONColumnType<ConsentBox> | null;
  revision: Generated<number>;
  changed_at: Date;
  published_at: Date | null;
  in_force_from: Date | null;
};
/** That a version was shown to somebody, or accepted by them. `subject`: what was sent by somebody unknown, such as `proposal:<id>`. */
export type PrivacyConsentTable = { id: string; notice_id: string; person_id: string | null; subject: string | null; accepted: boolean; at: Date; withdrawn_at: Date | null };
export type RetentionSettingTable = { kind: string; days: number | null; revision: number; changed_at: Date };
export type RetentionRunTable = { kind: string; at: Date; deleted: string };
export type PrivacyRequestTable = {
  id: string;
  kind: RequestKind;
  state: RequestState;
  person_id: string;
  asked_by: string;
  asked_at: Date;
  due_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  steps_done: Generated<string[]>;
  steps_all: Generated<number>;
  attempts: Generated<number>;
  next_attempt_at: Date;
  reason: string | null;
  left_over: JSONColumnType<NonNullable<PrivacyRequest['left']>> | null;
};
export type PrivacyExportTable = { request_id: string; json: Buffer; html: Buffer; created_at: Date; expires_at: Date };
/** An account that was barred: nothing of it but its keyed hash. `key_fingerprint`: of the centre's key with which it was hashed. */
export type BarredIdentityTable = { hash: string; kind: string; key_fingerprint: string; reason: string; barred_at: Date; until: Date };

export type PrivacyTables = {
  privacy_notice: PrivacyNoticeTable;
  privacy_consent: PrivacyConsentTable;
  retention_setting: RetentionSettingTable;
  retention_run: RetentionRunTable;
  privacy_request: PrivacyRequestTable;
  privacy_export: PrivacyExportTable;
  barred_identity: BarredIdentityTable;
};
