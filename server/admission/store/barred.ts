import { sql } from 'kysely';
import { newId, type Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';
import { banListOfFleet } from './bans.ts';

export type Standing = { liveId: string | null; counted: number; claimedBarred: boolean; bannedProven: boolean; /** Since when the oldest ban among them stands. */ bannedSince: Date | null; bannedClaimed: boolean; waiting: number };
export type Asked = { fleet: string; personId: string; list: string; chances: number; /** Keyed hashes of accounts. */ proven: readonly string[]; claimed: readonly string[]; now: Date };

/**
 * Everything of one's own tables that decides about a person, in one statement: it is asked under the fleet's lock. Strikes are found by any
 * proven account and by the person; bans likewise. What is only claimed is told apart. [002]
 */
export async function standingFor(db: Database, { fleet, personId, list, chances, proven, claimed, now }: Asked): Promise<Standing> {
  const { rows } = await sql<{ live: string | null; counted: number; claimed_barred: boolean; banned_since: Date | null; banned_claimed: boolean; waiting: number }>`
    select
      (select id from application where fleet = ${fleet} and person_id = ${personId} and state in ('awaiting_verification', 'awaiting_correction', 'in_review', 'waitlisted', 'approved') limit 1) as live,
      (select count(*)::int from strike where list = ${list} and lifted_at is null
        and id in (select strike_id from strike_identity where identity_hash = any (${proven}::text[]) union select id from strike where person_id = ${personId})) as counted,
      exists (select from strike_identity as i join strike as s on s.id = i.strike_id where i.identity_hash = any (${claimed}::text[]) and s.list = ${list} and s.lifted_at is null group by i.identity_hash having count(*) >= ${chances}) as claimed_barred,
      (select min(created_at) from ban where list in (${list}, ${banListOfFleet(fleet)}) and lifted_at is null and (until is null or until > ${now})
        and id in (select ban_id from ban_identity where identity_hash = any (${proven}::text[]) union select id from ban where person_id = ${personId})) as banned_since,
      exists (select from ban_identity as i join ban as b on b.id = i.ban_id where i.identity_hash = any (${claimed}::text[]) and b.list in (${list}, ${banListOfFleet(fleet)}) and b.lifted_at is null and (b.until is null or b.until > ${now})) as banned_claimed,
      (select count(*)::int from application where fleet = ${fleet} and state = 'waitlisted' and offer_until is null) as waiting`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('One row was asked for');
  return { liveId: row.live, counted: row.counted, claimedBarred: row.claimed_barred, bannedProven: row.banned_since !== null, bannedSince: row.banned_since, bannedClaimed: row.banned_claimed, waiting: row.waiting };
}

export type NewStrike = { list: string; fleet: string; applicationId: string; decisionId: string; personId: string; identities: readonly string[] };

/** Writes down a counted rejection by the hashes of the person's proven accounts. Of one decision there is at most one. */
export async function insertStrike(db: Database, { list, fleet, applicationId, decisionId, personId, identities }: NewStrike, now: Date): Promise<string | undefined> {
  const id = newId(now);
  const made = await admission(db).insertInto('strike').values({ id, list, fleet, application_id: applicationId, decision_id: decisionId, person_id: personId, at: now }).onConflict((conflict) => conflict.column('decision_id').doNothing()).returning('id').executeTakeFirst();
  if (made === undefined) return undefined;
  if (identities.length > 0) await admission(db).insertInto('strike_identity').values([...new Set(identities)].map((hash) => ({ strike_id: id, identity_hash: hash }))).execute();
  return id;
}

/** Takes back the strike of a decision that was undone: it never was. */
export async function deleteStrikeOf(db: Database, decisionId: string): Promise<string | undefined> {
  const row = await admission(db).selectFrom('strike').select('id').where('decision_id', '=', decisionId).executeTakeFirst();
  if (row === undefined) return undefined;
  await admission(db).deleteFrom('strike_identity').where('strike_id', '=', row.id).execute();
  await admission(db).deleteFrom('strike').where('id', '=', row.id).execute();
  return row.id;
}

/** Whether the rejection of a decision counted once, and does so no more. */
export async function isStrikeLifted(db: Database, decisionId: string): Promise<boolean> {
  return (await admission(db).selectFrom('strike').select('id').where('decision_id', '=', decisionId).where('lifted_at', 'is not', null).executeTakeFirst()) !== undefined;
}

/** How many counted rejections a person has on a list, by themselves and by these hashes of proven accounts. */
export async function countStrikes(db: Database, { list, personId, proven }: { list: string; personId: string; proven: readonly string[] }): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from strike where list = ${list} and lifted_at is null
    and id in (select strike_id from strike_identity where identity_hash = any (${proven}::text[]) union select id from strike where person_id = ${personId})`.execute(db);
  return rows[0]?.count ?? 0;
}
