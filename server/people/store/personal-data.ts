import { sql } from 'kysely';
import type { Database, MovedRows } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';
import { grantsOf } from './grants.ts';
import { listIdentities } from './identities.ts';
import { indexPersons } from './search.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

/** Everything about a person that they may have a copy of. */
export async function gatherPerson(db: Database, personId: string): Promise<Record<string, unknown>> {
  const person = await people(db).selectFrom('person').select(['name', 'language', 'created_at', 'disabled_at']).where('id', '=', personId).executeTakeFirst();
  const sessions = await people(db).selectFrom('session').select(['created_at', 'seen_at', 'ended_at', 'method', 'second_factor', 'device', 'network']).where('person_id', '=', personId).orderBy('created_at').execute();
  const invitations = await people(db).selectFrom('staff_invitation').select(['email', 'note', 'created_at', 'accepted_at']).where('accepted_by', '=', personId).orderBy('created_at').execute();
  const identities = await listIdentities(db, personId);
  return {
    person: person === undefined ? null : { name: person.name, language: person.language, since: person.created_at, disabledSince: person.disabled_at },
    identities: identities.map(({ kind, issuer, typed, provenAt, provenHow, createdAt }) => ({ kind, ...(issuer === '' ? {} : { issuer }), account: typed, since: createdAt, provenAt: provenAt ?? null, provenHow: provenHow ?? null })),
    roles: await grantsOf(db, personId),
    sessions: sessions.map((row) => ({ began: row.created_at, lastUsed: row.seen_at, ended: row.ended_at, method: row.method, secondFactor: row.second_factor, device: row.device, network: row.network })),
    invitations: invitations.map((row) => ({ address: row.email, note: row.note, invited: row.created_at, accepted: row.accepted_at })),
  };
}

/** Leaves an empty entry without name, accounts, roles or sessions: other tables may still point at it. */
export async function erasePerson(db: Database, personId: string, { now }: { now: Date }): Promise<void> {
  const addresses = (await listIdentities(db, personId)).filter(({ kind }) => kind === 'email').map(({ canonical }) => canonical);
  await people(db).deleteFrom('staff_invitation').where((where) => where.or([where('accepted_by', '=', personId), where('person_id', '=', personId), ...(addresses.length === 0 ? [] : [where('canonical', 'in', addresses)])])).execute();
  await people(db).deleteFrom('identity').where('person_id', '=', personId).execute();
  await people(db).deleteFrom('role_grant').where('person_id', '=', personId).execute();
  await people(db).deleteFrom('session').where('person_id', '=', personId).execute();
  await sql`update person set name = '', search = ''::tsvector, disabled_at = coalesce(disabled_at, ${now}), erased_at = coalesce(erased_at, ${now}), revision = revision + 1 where id = ${personId}`.execute(db);
}

/**
 * Gives accounts and roles to another person. What both have stays with who had it, since it would be there twice; but where one had proven
 * what the other only claimed, the proof goes over. Sessions are not given away, they end.
 */
export async function movePersonRows(db: Database, from: string, to: string): Promise<MovedRows> {
  const both = await sql<{ gone: string; kept: string; at: Date; how: string }>`select own.id as gone, other.id as kept, own.proven_at as at, own.proven_how as how from identity as own
    join identity as other on other.person_id = ${to} and other.kind = own.kind and other.issuer = own.issuer and other.canonical = own.canonical
    where own.person_id = ${from} and own.proven_at is not null`.execute(db);
  for (const { gone, kept, at, how } of both.rows) {
    await sql`update identity set proven_at = null, proven_how = null where id = ${gone}`.execute(db);
    await sql`update identity set proven_at = ${at}, proven_how = ${how} where id = ${kept}`.execute(db);
  }
  const identities = await sql<{ id: string }>`update identity set person_id = ${to} where person_id = ${from} and not exists (
    select from identity as other where other.person_id = ${to} and other.kind = identity.kind and other.issuer = identity.issuer and other.canonical = identity.canonical
  ) returning id`.execute(db);
  const grants = await sql<{ place: string }>`update role_grant set person_id = ${to} where person_id = ${from} and not exists (
    select from role_grant as other where other.person_id = ${to} and other.role = role_grant.role and other.scope_kind = role_grant.scope_kind and other.scope_key = role_grant.scope_key
  ) returning role || ':' || scope_kind || ':' || scope_key as place`.execute(db);
  const invited = await sql<{ id: string }>`update staff_invitation set invited_by = ${to} where invited_by = ${from} returning id`.execute(db);
  await indexPersons(db, [from, to]);
  return { identity: identities.rows.map(({ id }) => id), identity_proof: both.rows.map(({ gone, kept }) => `${gone}:${kept}`), role_grant: grants.rows.map(({ place }) => place), staff_invitation: invited.rows.map(({ id }) => id) };
}

/** Gives back what was given, as far as the other still has it. */
export async function movePersonRowsBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void> {
  const { identity = [], identity_proof: proofs = [], role_grant: places = [], staff_invitation: invited = [] } = moved;
  if (identity.length > 0) await people(db).updateTable('identity').set({ person_id: from }).where('person_id', '=', to).where('id', 'in', [...identity]).execute();
  for (const [gone = '', kept = ''] of proofs.map((proof) => proof.split(':'))) {
    const proof = await people(db).selectFrom('identity').select(['proven_at', 'proven_how']).where('id', '=', kept).where('person_id', '=', to).where('proven_at', 'is not', null).executeTakeFirst();
    if (proof === undefined) continue;
    await people(db).updateTable('identity').set({ proven_at: null, proven_how: null }).where('id', '=', kept).execute();
    await people(db).updateTable('identity').set(proof).where('id', '=', gone).where('person_id', '=', from).execute();
  }
  if (places.length > 0) await sql`update role_grant set person_id = ${from} where person_id = ${to} and role || ':' || scope_kind || ':' || scope_key = any(${[...places]}::text[])`.execute(db);
  if (invited.length > 0) await people(db).updateTable('staff_invitation').set({ invited_by: from }).where('invited_by', '=', to).where('id', 'in', [...invited]).execute();
  await indexPersons(db, [from, to]);
}
