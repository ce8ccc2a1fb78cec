import type { RoleName } from '../platform/index.ts';

/** One human. */
export type PersonTable = { id: string; name: string; created_at: Date; disabled_at: Date | null };
/** One account of a person, as typed and in its canonical form; *claimed* until it is proven. */
export type IdentityTable = { id: string; person_id: string; kind: 'email'; typed: string; canonical: string; proven_at: Date | null; created_at: Date };
export type CredentialTable = { person_id: string; password_hash: string; changed_at: Date };
export type RoleGrantTable = { person_id: string; role: RoleName; granted_at: Date };
/** Only the hash of a session's token is kept. */
export type SessionTable = { id: string; token_hash: string; person_id: string; created_at: Date; seen_at: Date; expires_at: Date; ended_at: Date | null };
export type SetUpLinkTable = { token_hash: string; created_at: Date; expires_at: Date; used_at: Date | null };

export type PeopleTables = {
  person: PersonTable;
  identity: IdentityTable;
  credential: CredentialTable;
  role_grant: RoleGrantTable;
  session: SessionTable;
  set_up_link: SetUpLinkTable;
};
