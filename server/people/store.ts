import { sql } from 'kysely';
import type { Database, RoleName } from '../platform/index.ts';
import type { PeopleTables } from './schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export type SignedIn = { id: string; name: string; session: string; roles: RoleName[]; seenAt: Date };

/** The person behind a live session, with roles; undefined when it has ended, has expired or the account is disabled. */
export async function findSession(db: Database, tokenHash: string, now: Date): Promise<SignedIn | undefined> {
  const row = await people(db)
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['person.id', 'person.name', 'session.id as session', 'session.seen_at'])
    .select(sql<RoleName[]>`array(select role from role_grant where role_grant.person_id = person.id order by role)`.as('roles'))
    .where('session.token_hash', '=', tokenHash)
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', now)
    .where('person.disabled_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, name: row.name, session: row.session, roles: row.roles, seenAt: row.seen_at };
}

/** The sessions among `ids` that still live; for connections that stay open. */
export async function liveSessions(db: Database, ids: readonly string[], now: Date): Promise<Map<string, RoleName[]>> {
  if (ids.length === 0) return new Map();
  const rows = await people(db)
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select('session.id')
    .select(sql<RoleName[]>`array(select role from role_grant where role_grant.person_id = person.id order by role)`.as('roles'))
    .where('session.id', 'in', ids)
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', now)
    .where('person.disabled_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.id, row.roles]));
}

export async function insertSession(db: Database, session: { id: string; tokenHash: string; personId: string; now: Date; expiresAt: Date }): Promise<void> {
  await people(db)
    .insertInto('session')
    .values({ id: session.id, token_hash: session.tokenHash, person_id: session.personId, created_at: session.now, seen_at: session.now, expires_at: session.expiresAt, ended_at: null })
    .execute();
}

export async function touchSession(db: Database, id: string, seenAt: Date, expiresAt: Date): Promise<void> {
  await people(db).updateTable('session').set({ seen_at: seenAt, expires_at: expiresAt }).where('id', '=', id).execute();
}

/** Ends one session, or all of a person but `except`. Answers how many ended. */
export async function endSessions(db: Database, which: { id: string } | { personId: string; except?: string }, now: Date): Promise<number> {
  const ended = people(db).updateTable('session').set({ ended_at: now }).where('ended_at', 'is', null);
  const result =
    'id' in which
      ? await ended.where('id', '=', which.id).executeTakeFirst()
      : await ended
          .where('person_id', '=', which.personId)
          .$if(which.except !== undefined, (query) => query.where('id', '!=', which.except ?? ''))
          .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function findCredential(db: Database, canonical: string): Promise<{ personId: string; name: string; hash: string } | undefined> {
  const row = await people(db)
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .innerJoin('credential', 'credential.person_id', 'person.id')
    .select(['person.id', 'person.name', 'credential.password_hash'])
    .where('identity.kind', '=', 'email')
    .where('identity.canonical', '=', canonical)
    .where('person.disabled_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : { personId: row.id, name: row.name, hash: row.password_hash };
}

export async function findPerson(db: Database, id: string): Promise<{ id: string; name: string; email: string | undefined; hash: string | undefined } | undefined> {
  const row = await people(db)
    .selectFrom('person')
    .leftJoin('identity', (join) => join.onRef('identity.person_id', '=', 'person.id').on('identity.kind', '=', 'email'))
    .leftJoin('credential', 'credential.person_id', 'person.id')
    .select(['person.id', 'person.name', 'identity.typed', 'credential.password_hash'])
    .where('person.id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, name: row.name, email: row.typed ?? undefined, hash: row.password_hash ?? undefined };
}

export async function insertPerson(db: Database, person: { id: string; identityId: string; name: string; email: string; canonical: string; hash: string; roles: readonly RoleName[]; now: Date }): Promise<void> {
  const { id, now } = person;
  await people(db).insertInto('person').values({ id, name: person.name, created_at: now, disabled_at: null }).execute();
  await people(db)
    .insertInto('identity')
    .values({ id: person.identityId, person_id: id, kind: 'email', typed: person.email, canonical: person.canonical, proven_at: null, created_at: now })
    .execute();
  await people(db).insertInto('credential').values({ person_id: id, password_hash: person.hash, changed_at: now }).execute();
  if (person.roles.length > 0) await people(db).insertInto('role_grant').values(person.roles.map((role) => ({ person_id: id, role, granted_at: now }))).execute();
}

export async function setPassword(db: Database, personId: string, hash: string, now: Date): Promise<void> {
  await people(db).updateTable('credential').set({ password_hash: hash, changed_at: now }).where('person_id', '=', personId).execute();
}

export async function hasOperator(db: Database): Promise<boolean> {
  const row = await people(db).selectFrom('role_grant').select('person_id').where('role', '=', 'operator').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** One at a time makes a set-up link or uses one, on any number of nodes, until the transaction ends. */
export async function lockSetUp(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people.set_up', 0))`.execute(db);
}

/** Makes earlier set-up links useless and keeps the hash of the new one. */
export async function replaceSetUpLink(db: Database, tokenHash: string, now: Date, expiresAt: Date): Promise<void> {
  await people(db).deleteFrom('set_up_link').execute();
  await people(db).insertInto('set_up_link').values({ token_hash: tokenHash, created_at: now, expires_at: expiresAt, used_at: null }).execute();
}

/** Takes the set-up link with one conditional update: of two at once, one gets it. */
export async function takeSetUpLink(db: Database, tokenHash: string, now: Date): Promise<boolean> {
  const result = await people(db)
    .updateTable('set_up_link')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function isSetUpLink(db: Database, tokenHash: string, now: Date): Promise<boolean> {
  const row = await people(db).selectFrom('set_up_link').select('token_hash').where('token_hash', '=', tokenHash).where('used_at', 'is', null).where('expires_at', '>', now).executeTakeFirst();
  return row !== undefined;
}

/** Removes sessions that ended or expired before `before`; the clock calls it. */
export async function deleteOldSessions(db: Database, before: Date): Promise<number> {
  const result = await people(db)
    .deleteFrom('session')
    .where((where) => where.or([where('ended_at', '<', before), where('expires_at', '<', before)]))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
