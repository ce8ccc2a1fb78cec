import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { SignInMethod, ProofMethod } from '../../common/contract/people.ts';
import type { LocalizedText } from '../../common/contract/text.ts';
import type { Account } from '../people/index.ts';

/** The password of a person: scrypt with its cost beside it. */
export type CredentialTable = { person_id: string; password_hash: string; changed_at: Date };
/** The link that lets the first operator in; only the hash of its token is kept. */
export type SetUpLinkTable = { token_hash: string; created_at: Date; expires_at: Date; used_at: Date | null };

/** What a sent code is for: signing in, proving an address of one's own account, or confirming that it is still oneself. */
export type CodePurpose = 'sign_in' | 'prove' | 'confirm';
/** A code and a link that were sent to an address; the code counts only in the browser that asked for it. */
export type CodeTable = {
  id: string;
  purpose: CodePurpose;
  kind: 'email' | 'phone';
  typed: string;
  canonical: string;
  person_id: string | null;
  browser_hash: string;
  code_hash: string;
  link_hash: string | null;
  return_to: string;
  attempts: Generated<number>;
  created_at: Date;
  code_until: Date;
  link_until: Date;
  used_at: Generated<Date | null>;
};
/** Somebody has shown one thing and still has to show another. `proves`: the address that is theirs once they have. */
export type StepTable = {
  id: string;
  token_hash: string;
  person_id: string;
  /** `other_account`: the address is somebody's who is here already, perhaps by another way. */
  needs: 'second_factor' | 'password' | 'other_account';
  method: SignInMethod;
  proves: ColumnType<{ kind: 'email' | 'phone'; typed: string; canonical: string; how: ProofMethod; service?: { issuer: string; subject: string; name: string; uid?: Account } } | null, string | null, never>;
  return_to: string;
  attempts: Generated<number>;
  created_at: Date;
  expires_at: Date;
  used_at: Generated<Date | null>;
};
export type TotpTable = { person_id: string; sealed_key: string; confirmed_at: Date | null; last_step: Generated<string | null>; created_at: Date };
export type RecoveryCodeTable = { id: string; person_id: string; code_hash: string; created_at: Date; used_at: Generated<Date | null> };
export type PasskeyTable = {
  id: string;
  person_id: string;
  credential_id: string;
  public_key: string;
  counter: ColumnType<string, number, number>;
  transports: JSONColumnType<string[]>;
  backed_up: boolean;
  name: string;
  created_at: Date;
  last_used_at: Generated<Date | null>;
};
export type PasskeyChallengeTable = { id: string; token_hash: string; challenge: string; purpose: string; person_id: string | null; created_at: Date; expires_at: Date; used_at: Generated<Date | null> };
/** A sign-in service of somebody else (OpenID Connect). */
export type ProviderTable = {
  key: string;
  name: JSONColumnType<{ text: LocalizedText }>;
  issuer: string;
  client_id: string;
  sealed_secret: string;
  scopes: string;
  product_claim: string | null;
  product_key: string | null;
  trusts_email: boolean;
  enabled: boolean;
  created_at: Date;
  deleted_at: Generated<Date | null>;
  revision: Generated<string>;
};
/** Somebody was sent to a provider and is expected back. */
export type VisitTable = {
  id: string;
  state_hash: string;
  browser_hash: string;
  provider: string;
  nonce: string;
  sealed_verifier: string;
  purpose: 'sign_in' | 'connect' | 'confirm';
  person_id: string | null;
  return_to: string;
  created_at: Date;
  expires_at: Date;
  used_at: Generated<Date | null>;
};

export type SignInTables = {
  credential: CredentialTable;
  set_up_link: SetUpLinkTable;
  sign_in_code: CodeTable;
  sign_in_step: StepTable;
  sign_in_totp: TotpTable;
  sign_in_recovery_code: RecoveryCodeTable;
  sign_in_passkey: PasskeyTable;
  sign_in_passkey_challenge: PasskeyChallengeTable;
  sign_in_provider: ProviderTable;
  sign_in_visit: VisitTable;
};
