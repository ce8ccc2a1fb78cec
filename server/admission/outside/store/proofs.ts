import { sql } from 'kysely';
import { newId, type Database } from '../../../platform/index.ts';
import { outside } from '../schema.ts';

/** Uses a challenge up: of any number at once, one gets through (D13). */
export async function useChallenge(db: Database, challengeHash: string, until: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await outside(db).insertInto('human_challenge_used').values({ challenge_hash: challengeHash, until }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function isChallengeUsed(db: Database, challengeHash: string): Promise<boolean> {
  return (await outside(db).selectFrom('human_challenge_used').select('until').where('challenge_hash', '=', challengeHash).executeTakeFirst()) !== undefined;
}

/** A code can be tried so often. */
export const codeAttempts = 5;

export async function insertHumanCode(db: Database, code: { id: string; personId: string; fleet: string; codeHash: string; now: Date; until: Date }): Promise<void> {
  const { id, personId, fleet, codeHash, now, until } = code;
  await outside(db).insertInto('human_code').values({ id, person_id: personId, fleet, code_hash: codeHash, created_at: now, until }).execute();
}

/** Counts one try at the latest code in one statement (D4). Undefined when there is none, or no try is left. */
export async function takeHumanCodeAttempt(db: Database, personId: string, fleet: string, now: Date): Promise<{ id: string; codeHash: string } | undefined> {
  const row = await outside(db)
    .updateTable('human_code')
    .set({ attempts: sql`attempts + 1` })
    .where('id', '=', (eb) => eb.selectFrom('human_code as latest').select('latest.id').where('latest.person_id', '=', personId).where('latest.fleet', '=', fleet).orderBy('latest.created_at', 'desc').orderBy('latest.id', 'desc').limit(1))
    .where('used_at', 'is', null)
    .where('until', '>', now)
    .where('attempts', '<', codeAttempts)
    .returning(['id', 'code_hash'])
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, codeHash: row.code_hash };
}

export async function useHumanCode(db: Database, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await outside(db).updateTable('human_code').set({ used_at: now }).where('id', '=', id).where('used_at', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function insertHighTrustProof(db: Database, proof: { personId: string; fleet: string; refused: boolean; now: Date }): Promise<void> {
  await outside(db).insertInto('high_trust_proof').values({ id: newId(proof.now), person_id: proof.personId, fleet: proof.fleet, at: proof.now, refused: proof.refused }).execute();
}

/**
 * The latest answer of a passkey for a fleet: one that was given for this application, or one since `since` after which nothing else was
 * applied for there, so that one answer confirms one application.
 */
export async function latestHighTrust(db: Database, asked: { personId: string; fleet: string; applicationId: string | undefined; since: Date }): Promise<{ id: string; at: Date; refused: boolean } | undefined> {
  const { personId, fleet, applicationId = null, since } = asked;
  const { rows } = await sql<{ id: string; at: Date; refused: boolean }>`
    select id, at, refused from high_trust_proof proof
    where person_id = ${personId} and fleet = ${fleet} and (
      application_id = ${applicationId}::uuid
      or (application_id is null and at > ${since} and not exists (
        select from application other where other.person_id = proof.person_id and other.fleet = proof.fleet and other.submitted_at >= proof.at and other.id is distinct from ${applicationId}::uuid
      ))
    ) order by at desc, id desc limit 1`.execute(db);
  return rows[0];
}

export async function bindHighTrust(db: Database, id: string, applicationId: string): Promise<void> {
  await outside(db).updateTable('high_trust_proof').set({ application_id: applicationId }).where('id', '=', id).execute();
}

/** Takes one use out of what `bucket` has left; answers the uses in the time that runs, this one included, and when it begins anew. */
export async function countUse(db: Database, bucket: string, seconds: number, now: Date): Promise<{ uses: number; endsAt: Date }> {
  const ends = new Date(now.getTime() + seconds * 1000);
  const { rows } = await sql<{ uses: number; ends_at: Date }>`
    insert into admission_limit as kept (bucket, ends_at, uses) values (${bucket}, ${ends}, 1)
    on conflict (bucket) do update set
      uses = case when kept.ends_at <= ${now} or kept.ends_at > ${ends} then 1 else kept.uses + 1 end,
      ends_at = case when kept.ends_at <= ${now} or kept.ends_at > ${ends} then ${ends} else kept.ends_at end
    returning uses, ends_at`.execute(db);
  const [row] = rows;
  return { uses: row?.uses ?? 1, endsAt: row?.ends_at ?? ends };
}

/** Lets an account at a forge serve this person as a contributor; false when it served another. The first one keeps it (H4). */
export async function serveContributor(db: Database, accountHash: string, personId: string, now: Date): Promise<boolean> {
  const { person_id: served } = await outside(db)
    .insertInto('contributor_account')
    .values({ id: newId(now), account_hash: accountHash, person_id: personId, at: now })
    .onConflict((conflict) => conflict.column('account_hash').doUpdateSet(({ ref }) => ({ at: ref('contributor_account.at') })))
    .returning('person_id')
    .executeTakeFirstOrThrow();
  return served === personId;
}
