import { sql, type SqlBool } from 'kysely';
import type { SignInMethod } from '../../../common/contract/people.ts';
import { compiledOnce, type Database, type Grant } from '../../platform/index.ts';
import { sessionEnd } from '../rules/session-lifetime.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export type SessionFacts = { method: SignInMethod; secondFactor: boolean; device: string; network: string };
export type SignedIn = { id: string; name: string; session: string; grants: Grant[]; authenticatedAt: Date; seenAt: Date; /** When it ends without further use, as far as is known now. */ endsAt: Date; secondFactor: boolean; secondFactorRequired: boolean };

/** The word that the database says in each transaction that ends a session or changes what somebody may do (migration 0071). */
export const standingWord = 'lichun_standing';

/** Says the word with a payload that no change says. */
export async function sayStanding(db: Database, payload: string): Promise<void> {
  await sql`select pg_notify(${standingWord}, ${payload})`.execute(db);
}

const grantsOfPerson = sql<{ role: Grant['role']; kind: Grant['scope']['kind']; key: string }[]>`coalesce((
  select json_agg(json_build_object('role', role, 'kind', scope_kind, 'key', scope_key) order by role, scope_kind, scope_key) from role_grant where role_grant.person_id = person.id
), '[]'::json)`;
const secondFactorRequired = sql<boolean>`(select second_factor_required from staff_policy)`;

function toGrants(rows: readonly { role: Grant['role']; kind: Grant['scope']['kind']; key: string }[]): Grant[] {
  return rows.map(({ role, kind, key }) => ({ role, scope: kind === 'centre' ? { kind } : { kind, key } }));
}

/** True for a session that lives: not ended, not expired, of a person who is neither disabled nor merged into another. */
const lives = (now: Date) => sql<SqlBool>`session.ended_at is null and session.expires_at > ${now} and person.disabled_at is null and person.merged_into is null and person.erased_at is null`;

/** Staff are asked anew sooner than visitors. */
function endOf(row: { created_at: Date; seen_at: Date; expires_at: Date; grants: readonly unknown[] }): Date {
  const end = sessionEnd({ createdAt: row.created_at, seenAt: row.seen_at, staff: row.grants.length > 0 });
  return end < row.expires_at ? end : row.expires_at;
}

/** Every request of someone signed in asks this. */
const sessionByToken = compiledOnce((db, tokenHash: string, now: Date) =>
  people(db)
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['person.id', 'person.name', 'session.id as session', 'session.created_at', 'session.seen_at', 'session.expires_at', 'session.authenticated_at', 'session.second_factor'])
    .select([grantsOfPerson.as('grants'), secondFactorRequired.as('required')])
    .where('session.token_hash', '=', tokenHash)
    .where(lives(now)),
);

/** The person behind a live session, with roles; undefined when it has ended, has expired or the account is disabled. */
export async function findSession(db: Database, tokenHash: string, now: Date): Promise<SignedIn | undefined> {
  const [row] = await sessionByToken(db, tokenHash, now);
  if (row === undefined) return undefined;
  const endsAt = endOf(row);
  if (endsAt <= now) return undefined;
  const { id, name, session, seen_at: seenAt, authenticated_at: authenticatedAt, second_factor: secondFactor } = row;
  return { id, name, session, seenAt, endsAt, authenticatedAt, secondFactor, secondFactorRequired: row.required, grants: toGrants(row.grants) };
}

/** The sessions among `ids` that still live, with the rights of now; for connections that stay open. */
export async function findLiveSessions(db: Database, ids: readonly string[], now: Date): Promise<Map<string, { grants: Grant[]; secondFactor: boolean; secondFactorRequired: boolean }>> {
  if (ids.length === 0) return new Map();
  const rows = await people(db)
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['session.id', 'session.created_at', 'session.seen_at', 'session.expires_at', 'session.second_factor', grantsOfPerson.as('grants'), secondFactorRequired.as('required')])
    .where('session.id', 'in', ids)
    .where(lives(now))
    .execute();
  return new Map(rows.filter((row) => endOf(row) > now).map((row) => [row.id, { grants: toGrants(row.grants), secondFactor: row.second_factor, secondFactorRequired: row.required }]));
}

export async function insertSession(db: Database, session: { id: string; tokenHash: string; personId: string; now: Date; expiresAt: Date } & SessionFacts): Promise<void> {
  const { id, tokenHash, personId, now, expiresAt, method, secondFactor, device, network } = session;
  await people(db)
    .insertInto('session')
    .values({ id, token_hash: tokenHash, person_id: personId, created_at: now, seen_at: now, authenticated_at: now, expires_at: expiresAt, ended_at: null, method, second_factor: secondFactor, device, network })
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

/** Removes sessions that ended or expired before `before`; the clock calls it. */
export async function deleteOldSessions(db: Database, before: Date): Promise<number> {
  const result = await people(db)
    .deleteFrom('session')
    .where((where) => where.or([where('ended_at', '<', before), where('expires_at', '<', before)]))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export type LiveSession = { id: string; createdAt: Date; seenAt: Date; expiresAt: Date; method: SignInMethod; secondFactor: boolean; device: string; network: string };

/** A person's sessions that live, the one used last first. */
export async function listSessions(db: Database, personId: string, now: Date): Promise<LiveSession[]> {
  const rows = await people(db).selectFrom('session').selectAll().where('person_id', '=', personId).where('ended_at', 'is', null).where('expires_at', '>', now).orderBy('seen_at', 'desc').limit(200).execute();
  return rows.map((row) => ({ id: row.id, createdAt: row.created_at, seenAt: row.seen_at, expiresAt: row.expires_at, method: row.method, secondFactor: row.second_factor, device: row.device, network: row.network }));
}

/** Ends one session if it is this person's. Answers whether it lived. */
export async function endSessionOf(db: Database, personId: string, id: string, now: Date): Promise<boolean> {
  const result = await people(db).updateTable('session').set({ ended_at: now }).where('id', '=', id).where('person_id', '=', personId).where('ended_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether a session began with a second factor. */
export async function hasSecondFactor(db: Database, id: string): Promise<boolean> {
  return (await people(db).selectFrom('session').select('second_factor').where('id', '=', id).executeTakeFirst())?.second_factor ?? false;
}
