import { sql } from 'kysely';
import type { ProofMethod, SignInMethod } from '../../../common/contract/people.ts';
import type { Account } from '../../people/index.ts';
import { newId, type Database } from '../../platform/index.ts';
import type { SignInTables, StepTable } from '../schema.ts';
import type { SentTo } from './codes.ts';

const signIn = (db: Database) => db.withTables<SignInTables>();

/** `service`: the account of a service of others that vouched for the address, with what it calls its user, and the UID of a product that it vouched for too; both are proven once the rest is shown. */
export type Proves = SentTo & { how: ProofMethod; service?: { issuer: string; subject: string; name: string; uid?: Account | undefined } | undefined };
export type Step = { id: string; personId: string; needs: StepTable['needs']; method: SignInMethod; proves: Proves | undefined; returnTo: string };

/** A second step can be tried so often; and all second steps of a person so often in an hour. */
export const stepAttempts = 5;
const attemptsInAnHour = 25;

export async function insertStep(db: Database, step: Omit<Step, 'id'> & { tokenHash: string; now: Date; expiresAt: Date }): Promise<void> {
  const { tokenHash, personId, needs, method, proves, returnTo, now, expiresAt } = step;
  await signIn(db)
    .insertInto('sign_in_step')
    .values({ id: newId(now), token_hash: tokenHash, person_id: personId, needs, method, proves: proves === undefined ? null : JSON.stringify(proves), return_to: returnTo, created_at: now, expires_at: expiresAt })
    .execute();
}

const columns = ['id', 'person_id', 'needs', 'method', 'proves', 'return_to'] as const;
type Row = { id: string; person_id: string; needs: Step['needs']; method: SignInMethod; proves: Proves | null; return_to: string };
const toStep = (row: Row | undefined): Step | undefined =>
  row === undefined ? undefined : { id: row.id, personId: row.person_id, needs: row.needs, method: row.method, proves: row.proves ?? undefined, returnTo: row.return_to };

export async function findStep(db: Database, tokenHash: string, now: Date): Promise<Step | undefined> {
  return toStep(await signIn(db).selectFrom('sign_in_step').select(columns).where('token_hash', '=', tokenHash).where('used_at', 'is', null).where('expires_at', '>', now).executeTakeFirst());
}

/** Counts one try at a second step in one statement (D4), within what a person's account allows in an hour. Undefined when there is none left. */
export async function takeStepAttempt(db: Database, tokenHash: string, needs: Step['needs'], now: Date): Promise<Step | undefined> {
  const hourAgo = new Date(now.getTime() - 3600_000);
  return toStep(
    await signIn(db)
      .updateTable('sign_in_step')
      .set({ attempts: sql`attempts + 1` })
      .where('token_hash', '=', tokenHash)
      .where('needs', '=', needs)
      .where('attempts', '<', stepAttempts)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .where(sql<boolean>`(select coalesce(sum(other.attempts), 0) from sign_in_step other where other.person_id = sign_in_step.person_id and other.used_at is null and other.created_at > ${hourAgo}) < ${attemptsInAnHour}`)
      .returning(columns)
      .executeTakeFirst(),
  );
}

/** Uses a step up: of any number at once, one goes on. */
export async function useStep(db: Database, id: string, now: Date): Promise<boolean> {
  const result = await signIn(db).updateTable('sign_in_step').set({ used_at: now }).where('id', '=', id).where('used_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Nobody goes on with what was begun before: the password or the second factor has changed. */
export async function deleteStepsOf(db: Database, personId: string): Promise<void> {
  await signIn(db).deleteFrom('sign_in_step').where('person_id', '=', personId).where('used_at', 'is', null).where('attempts', '=', 0).execute();
}

export async function deleteOldSteps(db: Database, before: Date): Promise<number> {
  const result = await signIn(db).deleteFrom('sign_in_step').where('created_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
