import { sql } from 'kysely';
import type { ApplicationState } from '../../../common/contract/admission.ts';
import type { GroupInvitationState } from '../../../common/contract/entrances.ts';
import type { Priority } from '../../../common/contract/fleet.ts';
import type { IdentityKind } from '../../../common/contract/people.ts';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

/** The account to which a personal invitation is bound. */
export type InvitedAccount = { kind: IdentityKind; issuer: string; canonical: string; typed: string };
export type Invitation = {
  id: string;
  fleet: string;
  account: InvitedAccount | undefined;
  priority: Priority | undefined;
  usesGranted: number;
  usesLeft: number;
  note: string;
  createdBy: string | undefined;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | undefined;
  revision: number;
};

const columns = ['id', 'fleet', 'account_kind', 'account_issuer', 'account_canonical', 'account_typed', 'priority', 'uses_granted', 'uses_left', 'note', 'created_by', 'created_at', 'expires_at', 'revoked_at', 'revision'] as const;
type Row = { id: string; fleet: string; account_kind: string | null; account_issuer: string; account_canonical: string | null; account_typed: string | null; priority: Priority | null; uses_granted: number; uses_left: number; note: string; created_by: string | null; created_at: Date; expires_at: Date; revoked_at: Date | null; revision: string };

const toInvitation = (row: Row): Invitation => ({
  id: row.id,
  fleet: row.fleet,
  account: row.account_kind === null || row.account_canonical === null ? undefined : { kind: row.account_kind as IdentityKind, issuer: row.account_issuer, canonical: row.account_canonical, typed: row.account_typed ?? '' },
  priority: row.priority ?? undefined,
  usesGranted: row.uses_granted,
  usesLeft: row.uses_left,
  note: row.note,
  createdBy: row.created_by ?? undefined,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at ?? undefined,
  revision: Number(row.revision),
});

export async function insertInvitation(db: Database, invitation: Omit<Invitation, 'usesLeft' | 'revokedAt' | 'revision'> & { tokenHash: string }): Promise<void> {
  const { id, fleet, tokenHash, account, priority, usesGranted, note, createdBy, createdAt, expiresAt } = invitation;
  await admission(db)
    .insertInto('invitation')
    .values({
      id, fleet, token_hash: tokenHash, account_kind: account?.kind ?? null, account_issuer: account?.issuer ?? '', account_canonical: account?.canonical ?? null, account_typed: account?.typed ?? null, priority: priority ?? null,
      uses_granted: usesGranted, uses_left: usesGranted, note, created_by: createdBy ?? null, created_at: createdAt, expires_at: expiresAt, revoked_at: null,
    })
    .execute();
}

export async function findInvitation(db: Database, id: string): Promise<Invitation | undefined> {
  const row = await admission(db).selectFrom('invitation').select(columns).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toInvitation(row);
}

export async function findInvitationByToken(db: Database, tokenHash: string): Promise<Invitation | undefined> {
  const row = await admission(db).selectFrom('invitation').select(columns).where('token_hash', '=', tokenHash).executeTakeFirst();
  return row === undefined ? undefined : toInvitation(row);
}

type Wanted = { fleets: readonly string[] | 'all'; state?: GroupInvitationState | undefined; before?: string | undefined };

/** Invitations of these fleets, the latest first. */
export async function listInvitations(db: Database, { fleets, state, before }: Wanted, now: Date, limit: number): Promise<Invitation[]> {
  const rows = await admission(db)
    .selectFrom('invitation')
    .select(columns)
    .$if(fleets !== 'all', (query) => query.where('fleet', 'in', [...fleets, '']))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .$if(state === 'revoked', (query) => query.where('revoked_at', 'is not', null))
    .$if(state === 'expired', (query) => query.where('revoked_at', 'is', null).where('expires_at', '<=', now))
    .$if(state === 'used_up', (query) => query.where('revoked_at', 'is', null).where('expires_at', '>', now).where('uses_left', '=', 0))
    .$if(state === 'open', (query) => query.where('revoked_at', 'is', null).where('expires_at', '>', now).where('uses_left', '>', 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toInvitation);
}

/** Makes the link useless; false when it was already. */
export async function revokeInvitation(db: Database, id: string, now: Date): Promise<boolean> {
  const row = await admission(db).updateTable('invitation').set({ revoked_at: now, revision: sql`revision + 1` }).where('id', '=', id).where('revoked_at', 'is', null).returning('id').executeTakeFirst();
  return row !== undefined;
}

/**
 * Takes one use for an application, in one conditional statement: undefined when the invitation has none left, is over or was revoked. The
 * same application takes it once, however often it asks (D13). `again`: it had one before and got it back, so that the end of the link is past.
 */
export async function takeInvitationUse(db: Database, { invitation, application, person, again = false }: { invitation: string; application: string; person: string | null; again?: boolean }, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with known as (select invitation_id, returned_at from invitation_use where invitation_id = ${invitation} and application_id = ${application}),
      taken as (
        update invitation set uses_left = uses_left - 1
        where id = ${invitation} and uses_left > 0 and revoked_at is null and ${again ? sql`exists (select from known)` : sql`expires_at > ${now}`} and not exists (select from known where returned_at is null)
        returning id),
      used as (
        insert into invitation_use (invitation_id, application_id, person_id, at)
        select taken.id, ${application}::uuid, ${person}::uuid, ${now}::timestamptz from taken
        on conflict (invitation_id, application_id) do update set returned_at = null, at = excluded.at, person_id = excluded.person_id
        returning invitation_id)
    select invitation_id as id from used union all select invitation_id from known where returned_at is null`.execute(db);
  return rows.length > 0;
}

/** Gives the use of an application back, once. False when there was none to give back. */
export async function returnInvitationUse(db: Database, application: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with given as (update invitation_use set returned_at = ${now} where application_id = ${application} and returned_at is null returning invitation_id)
    update invitation set uses_left = least(uses_granted, uses_left + 1) from given where invitation.id = given.invitation_id returning invitation.id`.execute(db);
  return rows.length > 0;
}

export type InvitationUse = { application: string; state: ApplicationState; person: string | undefined; at: Date; returnedAt: Date | undefined };

/** Who used an invitation, the latest first. */
export async function listInvitationUses(db: Database, invitation: string, before: string | undefined, limit: number): Promise<InvitationUse[]> {
  const rows = await admission(db)
    .selectFrom('invitation_use')
    .innerJoin('application', 'application.id', 'invitation_use.application_id')
    .select(['application.id', 'application.state', 'application.person_id', 'invitation_use.at', 'invitation_use.returned_at'])
    .where('invitation_use.invitation_id', '=', invitation)
    .$if(before !== undefined, (query) => query.where('application.id', '<', before ?? ''))
    .orderBy('application.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ application: row.id, state: row.state, person: row.person_id ?? undefined, at: row.at, returnedAt: row.returned_at ?? undefined }));
}
