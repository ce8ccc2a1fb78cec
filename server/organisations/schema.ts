import type { Generated } from 'kysely';
import type { CertificateState, DomainJoining, MemberSource, namingKinds } from '../../common/contract/organisations.ts';
import type { Database } from '../platform/index.ts';

/** `name_key` is the name as it is compared and ordered; `grams` what search finds it by, names and aliases together. */
export type OrganisationTable = {
  id: string;
  name: string;
  name_key: string;
  aliases: Generated<string[]>;
  note: Generated<string>;
  domain_joining: Generated<DomainJoining>;
  grams: string[];
  /** The name and the aliases, as names are compared. */
  name_keys: Generated<string[]>;
  created_at: Date;
  archived_at: Date | null;
  revision: Generated<string>;
};
export type DepartmentTable = { id: string; organisation_id: string; parent_id: string | null; name: string; created_at: Date; archived_at: Date | null; revision: Generated<string> };
/** A member is a person, or an account that nobody has proven yet; `account_*` also tells an import whom it brought. Days are half-open. */
export type MemberTable = {
  id: string;
  organisation_id: string;
  department_id: string | null;
  person_id: string | null;
  account_kind: (typeof namingKinds)[number] | null;
  account_issuer: string | null;
  account_canonical: string | null;
  account_typed: string | null;
  name: string;
  title: Generated<string>;
  from_day: string;
  until_day: string | null;
  source: MemberSource;
  suggested: Generated<boolean>;
  created_at: Date;
  removed_at: Date | null;
  /** It ended by itself: with the proof that it stood on, or because a better one of the same person stays. */
  lapsed_at: Generated<Date | null>;
  /** Whose it was before it waited for its account again. */
  former_person_id: Generated<string | null>;
  revision: Generated<string>;
};
export type DomainTable = { id: string; organisation_id: string; domain: string; token: string; verified_how: 'dns' | 'operator' | null; verified_at: Date | null; checked_at: Date | null; created_at: Date; removed_at: Date | null; revision: Generated<string> };
export type CertificateTable = {
  id: string;
  organisation_id: string;
  issuer: string;
  number: string;
  /** The last day on which it is valid. */
  valid_until: string | null;
  file_id: string;
  file_name: string;
  file_type: string;
  file_size: string;
  state: Generated<CertificateState>;
  reason: string | null;
  submitted_at: Date;
  submitted_by: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  /** When it was said that it ends soon. */
  warned_at: Date | null;
  removed_at: Date | null;
  revision: Generated<string>;
};

export type OrganisationsTables = { organisation: OrganisationTable; department: DepartmentTable; organisation_member: MemberTable; organisation_domain: DomainTable; organisation_certificate: CertificateTable };

export const organisations = (db: Database) => db.withTables<OrganisationsTables>();
