import { sql } from 'kysely';
import type { InvitationState } from '../../../common/contract/staff.ts';
import type { Language } from '../../../common/contract/text.ts';
import type { Database, Grant, Scope } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

type Named = { id: string; name: string };
export type Invitation = {
  id: string; email: string; canonical: string; grants: Grant[]; language: Language; note: string | undefined; personId: string | undefined;
  invitedBy: Named | undefined; invitedById: string | undefined; createdAt: Date; sentAt: Date | undefined; expiresAt: Date; acceptedAt: Date | undefined; acceptedBy: Named | undefined; revokedAt: Date | undefined;
};

export async function insertInvitation(
  db: Database,
  invitation: { id: string; tokenHash: string; email: string; canonical: string; grants: readonly Grant[]; language: Language; note: string | undefined; personId?: string; invitedBy: string | null; now: Date; sentAt: Date | null; expiresAt: Date },
): Promise<void> {
  const { id, tokenHash, email, canonical, grants, language, note, personId, invitedBy, now, sentAt, expiresAt } = invitation;
  await people(db).insertInto('staff_invitation').values({
    id, token_hash: tokenHash, email, canonical, grants: JSON.stringify({ list: grants }), language, note: note ?? null, person_id: personId ?? null, invited_by: invitedBy, created_at: now, sent_at: sentAt, expires_at: expiresAt,
  }).execute();
}

/** Invitations, the latest first; `which` narrows them. `within`: only those all of whose roles are for one of these places. */
export async function listInvitations(db: Database, which: { id?: string; tokenHash?: string; state?: InvitationState; within?: 'everywhere' | readonly Scope[]; after?: string; count: number; now: Date }): Promise<Invitation[]> {
  const { now } = which;
  const rows = await people(db)
    .selectFrom('staff_invitation as invitation')
    .leftJoin('person as inviter', 'inviter.id', 'invitation.invited_by')
    .leftJoin('person as accepter', 'accepter.id', 'invitation.accepted_by')
    .selectAll('invitation')
    .select(['inviter.name as inviter_name', 'accepter.name as accepter_name'])
    .$if(which.id !== undefined, (query) => query.where('invitation.id', '=', which.id ?? ''))
    .$if(which.tokenHash !== undefined, (query) => query.where('invitation.token_hash', '=', which.tokenHash ?? ''))
    .$if(which.after !== undefined, (query) => query.where('invitation.id', '<', which.after ?? ''))
    .$if(which.state !== undefined, (query) => query.where(inState(which.state ?? 'open', now)))
    .$if(which.within !== undefined && which.within !== 'everywhere', (query) => query.where(allWithin(which.within === undefined || which.within === 'everywhere' ? [] : which.within)))
    .orderBy('invitation.id', 'desc')
    .limit(which.count)
    .execute();
  return rows.map((row) => ({
    id: row.id, email: row.email, canonical: row.canonical, grants: row.grants.list, language: row.language, note: row.note ?? undefined, personId: row.person_id ?? undefined,
    invitedBy: row.invited_by === null || row.inviter_name === null ? undefined : { id: row.invited_by, name: row.inviter_name }, invitedById: row.invited_by ?? undefined,
    createdAt: row.created_at, sentAt: row.sent_at ?? undefined, expiresAt: row.expires_at, acceptedAt: row.accepted_at ?? undefined,
    acceptedBy: row.accepted_by === null || row.accepter_name === null ? undefined : { id: row.accepted_by, name: row.accepter_name }, revokedAt: row.revoked_at ?? undefined,
  }));
}

function allWithin(places: readonly Scope[]) {
  return sql<boolean>`not exists (select from jsonb_array_elements(invitation.grants -> 'list') as wanted where not (wanted -> 'scope' = any (${places.map((place) => JSON.stringify(place))}::jsonb[])))`;
}

function inState(state: InvitationState, now: Date) {
  if (state === 'accepted') return sql<boolean>`accepted_at is not null`;
  if (state === 'revoked') return sql<boolean>`revoked_at is not null`;
  return sql<boolean>`accepted_at is null and revoked_at is null and ${state === 'open' ? sql`expires_at > ${now}` : sql`expires_at <= ${now}`}`;
}

/** Takes an invitation with one conditional update: of any number at once, one gets it. Answers its id. */
export async function takeInvitation(db: Database, tokenHash: string, now: Date): Promise<string | undefined> {
  const row = await people(db)
    .updateTable('staff_invitation')
    .set({ accepted_at: now })
    .where('token_hash', '=', tokenHash)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function setAccepter(db: Database, id: string, personId: string): Promise<void> {
  await people(db).updateTable('staff_invitation').set({ accepted_by: personId }).where('id', '=', id).execute();
}

/** Revokes an invitation that nobody has accepted; false when there is none. */
export async function revokeInvitation(db: Database, id: string, now: Date): Promise<boolean> {
  const result = await people(db).updateTable('staff_invitation').set({ revoked_at: now }).where('id', '=', id).where('accepted_at', 'is', null).where('revoked_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives an invitation that nobody has accepted a new link, new days and a new inviter; the link before is dead. False when there is none. */
export async function renewInvitation(db: Database, id: string, { tokenHash, by, now, expiresAt }: { tokenHash: string; by: string | null; now: Date; expiresAt: Date }): Promise<boolean> {
  const result = await people(db).updateTable('staff_invitation').set({ token_hash: tokenHash, sent_at: now, expires_at: expiresAt, invited_by: by }).where('id', '=', id).where('accepted_at', 'is', null).where('revoked_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Removes invitations that ended before `before`. Answers how many. */
export async function deleteOldInvitations(db: Database, before: Date): Promise<number> {
  const result = await people(db).deleteFrom('staff_invitation').where('expires_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
