import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

/** Makes the link of an invitation work again, once. */
export async function restoreInvitationRow(db: Database, id: string): Promise<boolean> {
  const row = await admission(db).updateTable('invitation').set({ revoked_at: null, revision: sql`revision + 1` }).where('id', '=', id).where('revoked_at', 'is not', null).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** A ban that was made a moment ago never was. */
export async function deleteBanRow(db: Database, id: string): Promise<boolean> {
  await admission(db).deleteFrom('ban_identity').where('ban_id', '=', id).execute();
  return (await admission(db).deleteFrom('ban').where('id', '=', id).where('lifted_at', 'is', null).returning('id').executeTakeFirst()) !== undefined;
}

/** Makes a strike count again that was lifted at this very moment. */
export async function renewStrikeRow(db: Database, id: string, liftedAt: Date): Promise<boolean> {
  const row = await admission(db).updateTable('strike').set({ lifted_at: null, lifted_by: null, lifted_reason: null }).where('id', '=', id).where('lifted_at', '=', liftedAt).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** Strikes of an application that were lifted at this very moment. */
export async function strikesLiftedAt(db: Database, application: string, liftedAt: Date): Promise<string[]> {
  const rows = await admission(db).selectFrom('strike').select('id').where('application_id', '=', application).where('lifted_at', '=', liftedAt).execute();
  return rows.map(({ id }) => id);
}

/** Puts a ban into force again that was lifted at this very moment. */
export async function renewBanRow(db: Database, id: string, liftedAt: Date): Promise<boolean> {
  const row = await admission(db).updateTable('ban').set({ lifted_at: null, lifted_by: null, lifted_reason: null }).where('id', '=', id).where('lifted_at', '=', liftedAt).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** Whether somebody looks at an application at this moment. */
export async function isClaimed(db: Database, application: string, now: Date): Promise<boolean> {
  return (await admission(db).selectFrom('application').select('id').where('id', '=', application).where('claimed_until', '>', now).executeTakeFirst()) !== undefined;
}

/** Lets an appeal wait again that was answered at this very moment. */
export async function reopenAppealRow(db: Database, id: string, handledAt: Date): Promise<boolean> {
  const row = await admission(db).updateTable('appeal').set({ state: 'open', handled_by: null, handled_at: null, answer: null }).where('id', '=', id).where('handled_at', '=', handledAt).returning('id').executeTakeFirst();
  return row !== undefined;
}
