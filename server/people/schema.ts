import type { Generated, JSONColumnType } from 'kysely';
import type { IdentityKind, ProofMethod, SignInMethod } from '../../common/contract/people.ts';
import type { Language, LocalizedText } from '../../common/contract/text.ts';
import type { Grant, MovedRows, RoleName, Scope } from '../platform/index.ts';

/** One human. `merged_into`: this entry was found to be the same human as another and is no longer used. */
export type PersonTable = {
  id: string;
  name: string;
  language: Generated<string>;
  created_at: Date;
  disabled_at: Date | null;
  merged_into: Generated<string | null>;
  erased_at: Generated<Date | null>;
  revision: Generated<string>;
  /** By which words the person is found; null until the entry has been indexed. */
  search: Generated<string | null>;
};
/** One account of a person, as typed and in its canonical form; *claimed* until it is proven. `issuer`: the product of a UID, the provider of an OIDC subject. */
export type IdentityTable = {
  id: string;
  person_id: string;
  kind: IdentityKind;
  issuer: Generated<string>;
  typed: string;
  canonical: string;
  proven_at: Date | null;
  proven_how: Generated<ProofMethod | null>;
  created_at: Date;
  /** When an operator took the proof back, and since when and how it was proven before. */
  withdrawn_at: Generated<Date | null>;
  withdrawn_proven_at: Generated<Date | null>;
  withdrawn_how: Generated<ProofMethod | null>;
};
export type RoleGrantTable = { person_id: string; role: RoleName; scope_kind: Generated<Scope['kind']>; scope_key: Generated<string>; granted_at: Date; granted_by: Generated<string | null> };
/** Only the hash of a session's token is kept. */
export type SessionTable = {
  id: string;
  token_hash: string;
  person_id: string;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  ended_at: Date | null;
  authenticated_at: Generated<Date>;
  method: Generated<SignInMethod>;
  second_factor: Generated<boolean>;
  device: Generated<string>;
  network: Generated<string>;
};
export type TeamTable = { key: string; name: JSONColumnType<{ text: LocalizedText }>; created_at: Date; archived_at: Date | null; revision: Generated<string> };
/** What the centre asks of its staff; one row. */
export type StaffPolicyTable = { only_one: Generated<boolean>; second_factor_required: Generated<boolean>; revision: Generated<string> };

/** Two entries that became one. `moved`: what went over, by part of the centre and table, so that it can be given back. */
export type PersonMergeTable = {
  id: string;
  kept_id: string;
  gone_id: string;
  moved: JSONColumnType<Record<string, MovedRows>>;
  merged_at: Date;
  merged_by: string | null;
  undone_at: Generated<Date | null>;
  undone_by: Generated<string | null>;
};
/** An invitation of staff. `person_id`: it is for this person, by the machine's own command line. Only the hash of the link's token is kept. */
export type StaffInvitationTable = {
  id: string;
  token_hash: string;
  email: string;
  canonical: string;
  grants: JSONColumnType<{ list: Grant[] }>;
  language: Language;
  note: string | null;
  person_id: string | null;
  invited_by: string | null;
  created_at: Date;
  sent_at: Date | null;
  expires_at: Date;
  accepted_at: Generated<Date | null>;
  accepted_by: Generated<string | null>;
  revoked_at: Generated<Date | null>;
};

export type PeopleTables = {
  person: PersonTable;
  identity: IdentityTable;
  role_grant: RoleGrantTable;
  session: SessionTable;
  team: TeamTable;
  staff_policy: StaffPolicyTable;
  person_merge: PersonMergeTable;
  staff_invitation: StaffInvitationTable;
};
