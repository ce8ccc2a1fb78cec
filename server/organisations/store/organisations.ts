import { sql, type SqlBool } from 'kysely';
import type { CertificateState, DomainJoining, OrganisationState } from '../../../common/contract/organisations.ts';
import { gramsOf, gramsToFind, newId, searchText, type Database, type Place } from '../../platform/index.ts';
import { organisations } from '../schema.ts';

export type OrganisationRow = { id: string; name: string; aliases: string[]; note: string; domainJoining: DomainJoining; createdAt: Date; archived: boolean; revision: number };
export type OrganisationListed = OrganisationRow & { key: string; members: number; suggested: number; certificates: CertificateState[] };

const columns = ['id', 'name', 'name_key', 'aliases', 'note', 'domain_joining', 'created_at', 'archived_at', 'revision'] as const;
type Row = { id: string; name: string; aliases: string[]; note: string; domain_joining: DomainJoining; created_at: Date; archived_at: Date | null; revision: string };

function toOrganisation(row: Row): OrganisationRow {
  return { id: row.id, name: row.name, aliases: row.aliases, note: row.note, domainJoining: row.domain_joining, createdAt: row.created_at, archived: row.archived_at !== null, revision: Number(row.revision) };
}

export type OrganisationFilter = { search?: string | undefined; state: OrganisationState; certificate?: 'submitted' | undefined; after: Place | undefined };

/** Organisations in the order of their names, with how many members they have on `today`. */
export async function listOrganisations(db: Database, { search, state, certificate, after }: OrganisationFilter, today: string, limit: number): Promise<OrganisationListed[]> {
  const wanted = search === undefined ? [] : gramsToFind(search);
  const [key, id] = after ?? [];
  // The rows are chosen first, so that only those of the page are counted.
  const page = organisations(db)
    .selectFrom('organisation')
    .select(columns)
    .where('archived_at', state === 'archived' ? 'is not' : 'is', null)
    .$if(wanted.length > 0, (query) => query.where(sql<SqlBool>`grams @> ${wanted}::text[]`).where(sql<SqlBool>`exists (select 1 from unnest(array_append(aliases, name)) as known where position(${searchText(search ?? '')} in regexp_replace(lower(normalize(known, NFKC)), '\\s', '', 'g')) > 0)`))
    .$if(certificate !== undefined, (query) => query.where(sql<SqlBool>`exists (select 1 from organisation_certificate as waiting where waiting.organisation_id = organisation.id and waiting.state = 'submitted' and waiting.removed_at is null)`))
    .$if(after !== undefined, (query) => query.where('name_key', '>=', textOf(key)).where(sql<SqlBool>`(name_key, id::text) > (${textOf(key)}, ${textOf(id)})`))
    .orderBy('name_key')
    .orderBy('id')
    .limit(limit);
  const rows = await page.execute();
  const facts = await factsOf(db, rows.map((row) => row.id), today);
  return rows.map((row) => ({ ...toOrganisation(row), key: row.name_key, ...(facts.get(row.id) ?? { members: 0, suggested: 0, certificates: [] }) }));
}

/** A value of a cursor as text that PostgreSQL takes. */
function textOf(value: Place[number] | undefined): string {
  return String(value ?? '').replaceAll('\u0000', '');
}

type Facts = { members: number; suggested: number; certificates: CertificateState[] };

async function factsOf(db: Database, ids: readonly string[], today: string): Promise<Map<string, Facts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Facts & { id: string }>`
    select wanted.id,
      (select count(*)::int from organisation_member as m where m.organisation_id = wanted.id and m.removed_at is null and not m.suggested and m.from_day <= ${today}::date and (m.until_day is null or m.until_day > ${today}::date)) as members,
      (select count(*)::int from organisation_member as m where m.organisation_id = wanted.id and m.removed_at is null and m.suggested) as suggested,
      array(select distinct c.state from organisation_certificate as c where c.organisation_id = wanted.id and c.removed_at is null) as certificates
    from unnest(${ids}::uuid[]) as wanted (id)`.execute(db);
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

export async function findOrganisation(db: Database, id: string, today: string): Promise<OrganisationListed | undefined> {
  const row = await organisations(db).selectFrom('organisation').select(columns).where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const facts = await factsOf(db, [id], today);
  return { ...toOrganisation(row), key: row.name_key, ...(facts.get(id) ?? { members: 0, suggested: 0, certificates: [] }) };
}

/** Holds an organisation until the transaction ends: its tree, members and domains are changed one after another. */
export async function lockOrganisation(db: Database, id: string): Promise<OrganisationRow | undefined> {
  const row = await organisations(db).selectFrom('organisation').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toOrganisation(row);
}

/** How names are compared: two that differ by width, case or blanks only are the same. */
export function nameKey(name: string): string {
  return searchText(name).slice(0, 200);
}

/** Adds one; undefined when another in use has the name. */
export async function insertOrganisation(db: Database, { name, aliases, note, domainJoining }: Pick<OrganisationRow, 'name' | 'aliases' | 'note' | 'domainJoining'>, now: Date): Promise<string | undefined> {
  const id = newId(now);
  const added = await organisations(db)
    .insertInto('organisation')
    .values({ id, name, name_key: nameKey(name), aliases, note, domain_joining: domainJoining, grams: gramsOf([name, ...aliases]), name_keys: [name, ...aliases].map(nameKey), created_at: now, archived_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id;
}

/** Writes what changed. False when another in use has the name. */
export async function updateOrganisation(db: Database, { id, name, aliases, note, domainJoining, archived }: OrganisationRow, now: Date): Promise<boolean> {
  const other = archived ? undefined : await organisations(db).selectFrom('organisation').select('id').where('archived_at', 'is', null).where('name_key', '=', nameKey(name)).where('id', '!=', id).executeTakeFirst();
  if (other !== undefined) return false;
  await organisations(db)
    .updateTable('organisation')
    .set({ name, name_key: nameKey(name), aliases, note, domain_joining: domainJoining, grams: gramsOf([name, ...aliases]), name_keys: [name, ...aliases].map(nameKey), archived_at: archived ? now : null })
    .set(({ eb }) => ({ revision: eb('revision', '+', '1') }))
    .where('id', '=', id)
    .execute();
  return true;
}

/** Organisations in use by their names as they are compared; an alias counts where it is of one organisation only and nobody’s name. */
export async function findByName(db: Database, names: readonly string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const wanted = [...new Set(names.map(nameKey))];
  const rows = await organisations(db).selectFrom('organisation').select(['id', 'name_key', 'name_keys']).where('archived_at', 'is', null).where(sql<SqlBool>`name_keys && ${wanted}::text[]`).execute();
  const byAlias = Map.groupBy(rows.flatMap(({ id, name_keys: keys }) => [...new Set(keys)].map((key) => ({ key, id }))), ({ key }) => key);
  const aliases = [...byAlias].flatMap(([key, [one, ...others]]): [string, string][] => (one === undefined || others.length > 0 ? [] : [[key, one.id]]));
  return new Map([...aliases, ...rows.map((row): [string, string] => [row.name_key, row.id])]);
}

/** The names of many organisations at once, by id; who does not exist is left out. */
export async function namesOfOrganisations(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await organisations(db).selectFrom('organisation').select(['id', 'name']).where('id', 'in', [...new Set(ids)]).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The organisations in whose names a text stands, at most a hundred. */
export async function organisationsLike(db: Database, text: string): Promise<string[]> {
  const rows = await organisations(db).selectFrom('organisation').select('id').where(sql<SqlBool>`grams @> ${gramsToFind(text)}::text[]`).limit(100).execute();
  return rows.map((row) => row.id);
}
