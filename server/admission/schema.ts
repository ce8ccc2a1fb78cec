import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Answers, ApplicationState, Decision, Entrance, Finding } from '../../common/contract/admission.ts';
import type { Admission } from '../../common/contract/admission-policy.ts';
import type { Priority } from '../../common/contract/fleet.ts';
import type { Language, LocalizedText } from '../../common/contract/text.ts';
import type { Database } from '../platform/index.ts';

/**
 * One application. Until its address is proven it has no person. `evidence`: what was asked outside, with its age; facts for the rules, never
 * a profile. `place`: on the waitlist. `uid_owed_until`: let in during an outage, the UID is asked for afterwards.
 */
export type ApplicationTable = {
  id: string;
  fleet: string;
  person_id: string | null;
  email_typed: string | null;
  email_canonical: string | null;
  token_hash: string;
  state: ApplicationState;
  entrance: Entrance;
  language: Language;
  invitation_id: string | null;
  wanted_group: string | null;
  answers: ColumnType<Answers, string, string>;
  evidence: ColumnType<Record<string, unknown>, string | undefined, string>;
  priority: Priority | null;
  place: ColumnType<string | null, number | string | null, number | string | null>;
  group_id: string | null;
  seat_id: string | null;
  offer_until: Date | null;
  claimed_by: string | null;
  claimed_until: Date | null;
  grace_window: string | null;
  uid_owed_until: Date | null;
  submitted_at: Date;
  verified_at: Date | null;
  decided_at: Date | null;
  ended_at: Date | null;
  erased_at: Generated<Date | null>;
  revision: Generated<string>;
};
/** One decision, with everything from which it can be made again. `rules`: the version of the rules. */
export type DecisionTable = {
  id: string;
  application_id: string;
  at: Date;
  by_person: string | null;
  decision: Decision;
  findings: ColumnType<Finding[], string, string>;
  facts: ColumnType<Record<string, unknown>, string, string>;
  policy: ColumnType<Admission, string, never>;
  rules: number;
  template: string | null;
  reason: string | null;
  counted: Generated<boolean>;
  undone_at: Generated<Date | null>;
  erased_at: Generated<Date | null>;
};
export type InvitationTable = {
  id: string;
  fleet: string;
  token_hash: string;
  account_kind: string | null;
  account_issuer: Generated<string>;
  account_canonical: string | null;
  account_typed: string | null;
  priority: Priority | null;
  uses_granted: number;
  uses_left: number;
  note: Generated<string>;
  created_by: string | null;
  created_at: Date;
  expires_at: Date;
  revoked_at: Generated<Date | null>;
  revision: Generated<string>;
};
export type InvitationUseTable = { invitation_id: string; application_id: string; person_id: string | null; at: Date; returned_at: Generated<Date | null> };
/** A counted rejection. Its identities are kept as keyed hashes, so that it is found by any of them and survives an erasure. */
export type StrikeTable = {
  id: string;
  list: string;
  fleet: string;
  application_id: string;
  decision_id: string;
  person_id: string | null;
  at: Date;
  lifted_at: Generated<Date | null>;
  lifted_by: Generated<string | null>;
  lifted_reason: Generated<string | null>;
};
export type StrikeIdentityTable = { strike_id: string; identity_hash: string };
export type BanTable = { id: string; list: string; person_id: string | null; reason: string; created_by: string | null; created_at: Date; until: Date | null; lifted_at: Generated<Date | null>; lifted_by: Generated<string | null>; lifted_reason: Generated<string | null> };
export type BanIdentityTable = { ban_id: string; identity_hash: string };
export type AppealTable = { id: string; application_id: string; text: string; at: Date; state: 'open' | 'granted' | 'declined'; handled_by: Generated<string | null>; handled_at: Generated<Date | null>; answer: Generated<string | null> };
export type RejectReasonTable = { key: string; fleet: string | null; text: JSONColumnType<{ text: LocalizedText }>; created_at: Date; archived_at: Generated<Date | null>; revision: Generated<string> };

/** Who was brought in by a list of members, under an account that nobody had proven. `person_id`: the entry that was made for them, or theirs once they proved it. */
export type ImportedMemberTable = { application_id: string; fleet: string; person_id: string | null; account_kind: string; account_issuer: string; account_canonical: string; account_typed: string; note: Generated<string>; at: Date; proven_at: Generated<Date | null> };

export type AdmissionTables = {
  application: ApplicationTable;
  application_decision: DecisionTable;
  invitation: InvitationTable;
  invitation_use: InvitationUseTable;
  strike: StrikeTable;
  strike_identity: StrikeIdentityTable;
  ban: BanTable;
  ban_identity: BanIdentityTable;
  appeal: AppealTable;
  reject_reason: RejectReasonTable;
  imported_member: ImportedMemberTable;
};

export const admission = (db: Database) => db.withTables<AdmissionTables>();
