import { sql } from 'kysely';
import type { IdentityKind } from '../../../common/contract/people.ts';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

type Account = { kind: IdentityKind; issuer: string; canonical: string; typed: string };
export type Imported = { application: string; fleet: string; person: string; account: Omit<Account, 'typed'> };

/** Notes under which account somebody was brought in whom nobody had proven to be. */
export async function insertImported(db: Database, { application, fleet, person, account, note }: { application: string; fleet: string; person: string; account: Account; note: string }, now: Date): Promise<void> {
  await admission(db)
    .insertInto('imported_member')
    .values({ application_id: application, fleet, person_id: person, account_kind: account.kind, account_issuer: account.issuer, account_canonical: account.canonical, account_typed: account.typed, note, at: now })
    .onConflict((conflict) => conflict.column('application_id').doNothing())
    .execute();
}

/**
 * Entries that were made for these accounts by lists before, and that nobody has proven yet; the latest first. Only what lists made counts, so
 * that nobody keeps another out by claiming their account.
 */
export async function findImported(db: Database, accounts: readonly Pick<Account, 'kind' | 'issuer' | 'canonical'>[]): Promise<Imported[]> {
  if (accounts.length === 0) return [];
  const { rows } = await sql<{ application_id: string; fleet: string; person_id: string; account_kind: IdentityKind; account_issuer: string; account_canonical: string }>`
    select imported_member.application_id, imported_member.fleet, imported_member.person_id, account_kind, account_issuer, account_canonical from imported_member
    join unnest(${accounts.map(({ kind }) => kind)}::text[], ${accounts.map(({ issuer }) => issuer)}::text[], ${accounts.map(({ canonical }) => canonical)}::text[]) as wanted (kind, issuer, canonical)
      on wanted.kind = account_kind and wanted.issuer = account_issuer and wanted.canonical = account_canonical
    where person_id is not null and proven_at is null order by imported_member.application_id desc`.execute(db);
  return rows.map((row) => ({ application: row.application_id, fleet: row.fleet, person: row.person_id, account: { kind: row.account_kind, issuer: row.account_issuer, canonical: row.account_canonical } }));
}

/** Whether an application is of an entry that was made for somebody, and that nobody has proven to be theirs yet. */
export async function isEntryOfList(db: Database, application: string): Promise<boolean> {
  return (await admission(db).selectFrom('imported_member').select('application_id').where('application_id', '=', application).where('proven_at', 'is', null).executeTakeFirst()) !== undefined;
}

/** The entry is its owner's from now on. */
export async function setImportedProven(db: Database, entry: string, now: Date): Promise<void> {
  await admission(db).updateTable('imported_member').set({ proven_at: now }).where('person_id', '=', entry).where('proven_at', 'is', null).execute();
}

/** Says who decided about an application for which staff answered. */
export async function setDecidedBy(db: Database, application: string, by: string): Promise<void> {
  await admission(db).updateTable('application_decision').set({ by_person: by }).where('application_id', '=', application).where('by_person', 'is', null).execute();
}
