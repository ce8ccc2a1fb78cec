/** The password of a person: scrypt with its cost beside it. */
export type CredentialTable = { person_id: string; password_hash: string; changed_at: Date };
/** The link that lets the first operator in; only the hash of its token is kept. */
export type SetUpLinkTable = { token_hash: string; created_at: Date; expires_at: Date; used_at: Date | null };

export type SignInTables = { credential: CredentialTable; set_up_link: SetUpLinkTable };
