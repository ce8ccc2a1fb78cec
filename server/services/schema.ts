import type { Generated } from 'kysely';
import type { EntitlementSource } from '../../common/contract/entitlements.ts';
import type { namingKinds } from '../../common/contract/organisations.ts';
import type { Database } from '../platform/index.ts';

/** What somebody may use. Days are half-open and the centre's own. `uses_*` null: as often as one likes. `account_*` stays when a person was found, so that an import finds it again. */
export type EntitlementTable = {
  id: string;
  product: string;
  plan: string;
  person_id: string | null;
  organisation_id: string | null;
  account_kind: (typeof namingKinds)[number] | null;
  account_issuer: string | null;
  account_canonical: string | null;
  account_typed: string | null;
  from_day: string;
  until_day: string | null;
  uses_granted: number | null;
  uses_left: number | null;
  source: EntitlementSource;
  reference: Generated<string>;
  note: Generated<string>;
  grams: Generated<string[]>;
  created_at: Date;
  /** An operator's word that it is over, which can be taken back; `until_day` stays what was agreed. */
  ended_at: Date | null;
  erased_at: Generated<Date | null>;
  /** Whose it was before it waited for its account again. */
  former_person_id: Generated<string | null>;
  /** The `until_day` that was told as expired; another end is told anew. */
  expiry_told: Generated<string | null>;
  revision: Generated<string>;
};

export const services = (db: Database) => db.withTables<{ entitlement: EntitlementTable }>();
