import type { Generated, JSONColumnType } from 'kysely';
import type { ForgeKind } from '../../../common/contract/forges.ts';
import type { RaidSettings } from '../../../common/contract/raids.ts';
import type { LocalizedText } from '../../../common/contract/text.ts';
import type { UidServiceSettings } from '../../../common/contract/uid-service.ts';
import type { Database } from '../../platform/index.ts';
import type { ProbeState } from '../rules/outage.ts';
import type { AdmissionTables } from '../schema.ts';

/** How a product is asked about UIDs; the values of secret headers are sealed. */
export type UidServiceTable = { product: string; settings: JSONColumnType<UidServiceSettings>; sealed_headers: string; created_at: Date; deleted_at: Generated<Date | null>; revision: Generated<string> };
export type ForgeSettings = { name: LocalizedText; webUrl: string; authorizeUrl: string; tokenUrl: string; apiUrl: string; scopes: string; clientId: string };
export type ForgeTable = { key: string; kind: ForgeKind; settings: JSONColumnType<ForgeSettings>; sealed_secret: string; sealed_token: string | null; enabled: boolean; created_at: Date; deleted_at: Generated<Date | null>; revision: Generated<string> };
/** Somebody was sent to a forge and is expected back; what they had typed is kept sealed meanwhile. */
export type ForgeVisitTable = {
  id: string;
  state_hash: string;
  browser_hash: string;
  forge: string;
  person_id: string;
  sealed_verifier: string;
  sealed_kept: string;
  return_to: string;
  result: 'proven' | 'taken' | 'refused' | null;
  created_at: Date;
  expires_at: Date;
  used_at: Generated<Date | null>;
};
/** Challenges that were used, until they expire by themselves. */
export type HumanChallengeUsedTable = { challenge_hash: string; until: Date };
export type HumanCodeTable = { id: string; person_id: string; fleet: string; code_hash: string; attempts: Generated<number>; created_at: Date; until: Date; used_at: Generated<Date | null> };
/** Somebody confirmed on their device that they apply to a fleet; it counts for one application. */
export type HighTrustProofTable = { id: string; person_id: string; fleet: string; at: Date; application_id: Generated<string | null>; /** A passkey was tried, and was wrong. */ refused: Generated<boolean> };
/** An account at a forge, by its keyed hash, and the one person whom it serves as a contributor. */
export type ContributorAccountTable = { id: string; account_hash: string; person_id: string; at: Date };
/** Uses of what is limited, by a keyed hash of whom they count for. */
export type AdmissionLimitTable = { bucket: string; ends_at: Date; uses: number };
export type ProbeSettings = { url: string; statuses: number[]; timeoutSeconds: number };
export type OutageProbeTable = { product: string; settings: JSONColumnType<ProbeSettings>; state: JSONColumnType<ProbeState>; checked_at: Date | null; last_reason: string | null; enabled: boolean; created_at: Date; deleted_at: Generated<Date | null>; revision: Generated<string> };
/** A time in which a product could not be reached. It is over at `until_at`, and at `ends_by` without anybody's doing. */
export type OutageWindowTable = { id: string; product: string; kind: 'observed' | 'declared'; from_at: Date; until_at: Date | null; ends_by: Date; noticed_at: Date; note: string | null; by_person: string | null; lifted_strikes: Generated<number>; uids_asked_at: Generated<Date | null> };
/** The UID of an application was asked for, after the window if there was one. */
export type UidRequestTable = { application_id: string; window_id: string | null; asked_at: Date };
export type RaidStateTable = { fleet: string; since: Date; burst_at: Date; recent: number; usual: number; began_told_at: Generated<Date | null>; ended_at: Date | null; end_told_at: Generated<Date | null> };
export type RaidSettingsTable = { id: Generated<boolean>; settings: JSONColumnType<Omit<RaidSettings, 'revision'>>; revision: Generated<string> };

export type OutsideTables = AdmissionTables & {
  uid_service: UidServiceTable;
  forge: ForgeTable;
  forge_visit: ForgeVisitTable;
  human_challenge_used: HumanChallengeUsedTable;
  human_code: HumanCodeTable;
  high_trust_proof: HighTrustProofTable;
  contributor_account: ContributorAccountTable;
  admission_limit: AdmissionLimitTable;
  outage_probe: OutageProbeTable;
  outage_window: OutageWindowTable;
  uid_request: UidRequestTable;
  raid_state: RaidStateTable;
  raid_settings: RaidSettingsTable;
};

export const outside = (db: Database) => db.withTables<OutsideTables>();
