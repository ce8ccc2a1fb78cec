import { newId, type Database } from '../../platform/index.ts';
import { codes } from '../schema-codes.ts';
import type { SeatState } from '../schema.ts';

export type JoinCode = { seatId: string; sealed: string; usedAt: Date | null };

/** Keeps the code of a seat; false when there is one already, or when another seat has the very same. */
export async function insertJoinCode(db: Database, code: { seatId: string; hash: string; sealed: string }, now: Date): Promise<boolean> {
  const inserted = await codes(db).insertInto('join_code').values({ seat_id: code.seatId, code_hash: code.hash, sealed: code.sealed, issued_at: now }).onConflict((conflict) => conflict.doNothing()).returning('seat_id').executeTakeFirst();
  return inserted !== undefined;
}

export async function findJoinCode(db: Database, seatId: string): Promise<JoinCode | undefined> {
  const row = await codes(db).selectFrom('join_code').select(['seat_id', 'sealed', 'used_at']).where('seat_id', '=', seatId).executeTakeFirst();
  return row === undefined ? undefined : { seatId: row.seat_id, sealed: row.sealed, usedAt: row.used_at };
}

/** A code with the seat for which it was given. */
export type CodeToCheck = { seatId: string; hash: string; usedAt: Date | null; fleet: string; groupId: string; personId: string | null; seatState: SeatState; expiresAt: Date | null };

/** The fleets in which codes of these hashes were given, of those that whoever checks runs; in the order in which several fleets are locked. */
export async function fleetsOfJoinCodes(db: Database, hashes: readonly string[], fleets: readonly string[]): Promise<string[]> {
  if (hashes.length === 0 || fleets.length === 0) return [];
  const rows = await codes(db).selectFrom('join_code').innerJoin('seat', 'seat.id', 'join_code.seat_id').select('seat.fleet').distinct().where('join_code.code_hash', 'in', [...hashes]).where('seat.fleet', 'in', [...fleets]).execute();
  return rows.map(({ fleet }) => fleet).toSorted();
}

/** The codes of these hashes, in fleets that whoever checks runs; locked, so that two who check at the same time do not both let somebody in. */
export async function lockJoinCodes(db: Database, hashes: readonly string[], fleets: readonly string[]): Promise<CodeToCheck[]> {
  if (hashes.length === 0 || fleets.length === 0) return [];
  const rows = await codes(db).selectFrom('join_code').innerJoin('seat', 'seat.id', 'join_code.seat_id')
    .select(['join_code.seat_id', 'join_code.code_hash', 'join_code.used_at', 'seat.fleet', 'seat.group_id', 'seat.person_id', 'seat.state', 'seat.expires_at'])
    .where('join_code.code_hash', 'in', [...hashes]).where('seat.fleet', 'in', [...fleets])
    .orderBy('join_code.seat_id').forUpdate('join_code').execute();
  return rows.map((row) => ({ seatId: row.seat_id, hash: row.code_hash, usedAt: row.used_at, fleet: row.fleet, groupId: row.group_id, personId: row.person_id, seatState: row.state, expiresAt: row.expires_at }));
}

export async function useJoinCode(db: Database, seatId: string, by: { person: string | null; link: string | null }, now: Date): Promise<void> {
  await codes(db).updateTable('join_code').set({ used_at: now, used_by: by.person, used_link: by.link }).where('seat_id', '=', seatId).execute();
}

export type CheckLinkRow = { id: string; fleet: string; label: string; createdBy: string | null; createdAt: Date; usedAt: Date | null; revokedAt: Date | null };

const linkColumns = ['id', 'fleet', 'label', 'created_by as createdBy', 'created_at as createdAt', 'used_at as usedAt', 'revoked_at as revokedAt'] as const;

export async function insertCheckLink(db: Database, link: { fleet: string; tokenHash: string; label: string; createdBy: string | null }, now: Date): Promise<CheckLinkRow> {
  return codes(db).insertInto('check_link').values({ id: newId(now), fleet: link.fleet, token_hash: link.tokenHash, label: link.label, created_by: link.createdBy, created_at: now }).returning(linkColumns).executeTakeFirstOrThrow();
}

/** The link of a token, while it has not been revoked and its fleet is there. */
export async function findCheckLink(db: Database, tokenHash: string): Promise<CheckLinkRow | undefined> {
  return codes(db).selectFrom('check_link').select(linkColumns).where('token_hash', '=', tokenHash).where('revoked_at', 'is', null).executeTakeFirst();
}

export async function fleetOfCheckLink(db: Database, id: string): Promise<string | undefined> {
  return (await codes(db).selectFrom('check_link').select('fleet').where('id', '=', id).executeTakeFirst())?.fleet;
}

export async function listCheckLinks(db: Database, fleet: string): Promise<CheckLinkRow[]> {
  return codes(db).selectFrom('check_link').select(linkColumns).where('fleet', '=', fleet).orderBy('id', 'desc').limit(100).execute();
}

export async function countCheckLinks(db: Database, fleet: string): Promise<number> {
  const { count } = await codes(db).selectFrom('check_link').select(({ fn }) => fn.countAll<string>().as('count')).where('fleet', '=', fleet).where('revoked_at', 'is', null).executeTakeFirstOrThrow();
  return Number(count);
}

/** Revokes a link, once. */
export async function revokeCheckLinkRow(db: Database, id: string, by: string | null, now: Date): Promise<CheckLinkRow | undefined> {
  await codes(db).updateTable('check_link').set({ revoked_at: now, revoked_by: by }).where('id', '=', id).where('revoked_at', 'is', null).execute();
  return codes(db).selectFrom('check_link').select(linkColumns).where('id', '=', id).executeTakeFirst();
}

export async function noteCheckLinkUse(db: Database, id: string, now: Date): Promise<void> {
  await codes(db).updateTable('check_link').set({ used_at: now }).where('id', '=', id).execute();
}

/** Deletes codes whose seats ended long ago. */
export async function deleteOldJoinCodes(db: Database, before: Date, limit: number): Promise<number> {
  const gone = await codes(db).deleteFrom('join_code').where('seat_id', 'in', (from) => from.selectFrom('join_code').innerJoin('seat', 'seat.id', 'join_code.seat_id').select('join_code.seat_id').where('join_code.issued_at', '<', before).where('seat.state', '<>', 'reserved').limit(limit)).returning('seat_id').execute();
  return gone.length;
}

export async function deleteOldCheckLinks(db: Database, before: Date): Promise<number> {
  const gone = await codes(db).deleteFrom('check_link').where('revoked_at', '<', before).where('id', 'not in', (from) => from.selectFrom('join_code').select('used_link').where('used_link', 'is not', null).$castTo<{ used_link: string }>()).returning('id').execute();
  return gone.length;
}
