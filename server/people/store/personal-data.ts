import { sql } from 'kysely';
import type { Database, MovedRows } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';
import { grantsOf } from './grants.ts';
import { listIdentities } from './identities.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

/** Everything about a person that they may have a copy of. */
export async function gatherPerson(db: Database, personId: string): Promise<Record<string, unknown>> {
  const person = await people(db).selectFrom('person').select(['name', 'language', 'created_at', 'disabled_at']).where('id', '=', personId).executeTakeFirst();
  const sessions = await people(db).selectFrom('session').select(['created_at', 'seen_at', 'ended_at', 'method', 'second_factor', 'device', 'network']).where('person_id', '=', personId).orderBy('created_at').execute();
  const identities = await listIdentities(db, personId);
  return {
    person: person === undefined ? null : { name: person.name, language: person.language, since: person.created_at, disabledSince: person.disabled_at },
    identities: identities.map(({ kind, issuer, typed, provenAt, provenHow, createdAt }) => ({ kind, ...(issuer === '' ? {} : { issuer }), account: typed, since: createdAt, provenAt: provenAt ?? null, provenHow: provenHow ?? null })),
    roles: await grantsOf(db, personId),
    sessions: sessions.map((row) => ({ began: row.created_at, lastUsed: row.seen_at, ended: row.ended_at, method: row.method, secondFactor: row.second_factor, device: row.device, network: row.network })),
  };
}

/** Leaves an empty entry without name, accounts, roles or sessions: other tables may still point at it. */
export async function erasePerson(db: Database, personId: string, { now }: { now: Date }): Promise<void> {
  await people(db).deleteFrom('identity').where('person_id', '=', personId).execute();
  await people(db).deleteFrom('role_grant').where('person_id', '=', personId).execute();
  await people(db).deleteFrom('session').where('person_id', '=', personId).execute();
  await people(db).updateTable('person').set({ name: '', disabled_at: now, erased_at: now, revision: sql`revision + 1` }).where('id', '=', personId).execute();
}

/** Gives accounts and roles to another person. What both have stays with who had it: it would be there twice. Sessions are not given away, they end. */
export async function movePersonRows(db: Database, from: string, to: string): Promise<MovedRows> {
  const identities = await sql<{ id: string }>`update identity set person_id = ${to} where person_id = ${from} and not exists (
    select from identity as other where other.person_id = ${to} and other.kind = identity.kind and other.issuer = identity.issuer and other.canonical = identity.canonical
  ) returning id`.execute(db);
  const grants = await sql<{ place: string }>`update role_grant set person_id = ${to} where person_id = ${from} and not exists (
    select from role_grant as other where other.person_id = ${to} and other.role = role_grant.role and other.scope_kind = role_grant.scope_kind and other.scope_key = role_grant.scope_key
  ) returning role || ':' || scope_kind || ':' || scope_key as place`.execute(db);
  return { identity: identities.rows.map(({ id }) => id), role_grant: grants.rows.map(({ place }) => place) };
}

/** Gives back what was given, as far as the other still has it. */
export async function movePersonRowsBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void> {
  const { identity = [], role_grant: places = [] } = moved;
  if (identity.length > 0) await people(db).updateTable('identity').set({ person_id: from }).where('person_id', '=', to).where('id', 'in', [...identity]).execute();
  if (places.length > 0) await sql`update role_grant set person_id = ${from} where person_id = ${to} and role || ':' || scope_kind || ':' || scope_key = any(${[...places]})`.execute(db);
}
