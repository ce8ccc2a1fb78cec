import type { DomainJoining } from '../../../common/contract/organisations.ts';
import { newId, type Database } from '../../platform/index.ts';
import { organisations } from '../schema.ts';

export type Domain = { id: string; organisation: string; domain: string; token: string; how: 'dns' | 'operator' | null; verifiedAt: Date | null; checkedAt: Date | null; removed: boolean; revision: number };

const columns = ['id', 'organisation_id', 'domain', 'token', 'verified_how', 'verified_at', 'checked_at', 'removed_at', 'revision'] as const;
type Row = { id: string; organisation_id: string; domain: string; token: string; verified_how: 'dns' | 'operator' | null; verified_at: Date | null; checked_at: Date | null; removed_at: Date | null; revision: string };

function toDomain(row: Row): Domain {
  return { id: row.id, organisation: row.organisation_id, domain: row.domain, token: row.token, how: row.verified_how, verifiedAt: row.verified_at, checkedAt: row.checked_at, removed: row.removed_at !== null, revision: Number(row.revision) };
}

export async function listDomains(db: Database, organisation: string): Promise<Domain[]> {
  const rows = await organisations(db).selectFrom('organisation_domain').select(columns).where('organisation_id', '=', organisation).where('removed_at', 'is', null).orderBy('domain').limit(100).execute();
  return rows.map(toDomain);
}

export async function findDomain(db: Database, id: string): Promise<Domain | undefined> {
  const row = await organisations(db).selectFrom('organisation_domain').select(columns).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toDomain(row);
}

/** Adds one that is to be proven; undefined when the organisation has it. */
export async function insertDomain(db: Database, { organisation, domain, token }: Pick<Domain, 'organisation' | 'domain' | 'token'>, now: Date): Promise<string | undefined> {
  const added = await organisations(db)
    .insertInto('organisation_domain')
    .values({ id: newId(now), organisation_id: organisation, domain, token, verified_how: null, verified_at: null, checked_at: null, created_at: now, removed_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id;
}

export async function saveDomain(db: Database, { id, how, verifiedAt, checkedAt, removed }: Domain, now: Date): Promise<void> {
  await organisations(db)
    .updateTable('organisation_domain')
    .set({ verified_how: how, verified_at: verifiedAt, checked_at: checkedAt, removed_at: removed ? now : null })
    .set(({ eb }) => ({ revision: eb('revision', '+', '1') }))
    .where('id', '=', id)
    .execute();
}

/** Who has verified a domain. */
export async function ownerOfDomain(db: Database, domain: string): Promise<string | undefined> {
  const row = await organisations(db).selectFrom('organisation_domain').select('organisation_id').where('domain', '=', domain).where('verified_at', 'is not', null).where('removed_at', 'is', null).executeTakeFirst();
  return row?.organisation_id;
}

/** True when an organisation has, or once had, one of these domains. */
export async function hadDomain(db: Database, organisation: string, domains: readonly string[]): Promise<boolean> {
  if (domains.length === 0) return false;
  const row = await organisations(db).selectFrom('organisation_domain').select('id').where('organisation_id', '=', organisation).where('domain', 'in', [...domains]).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** The organisations in use that speak for one of these domains, with what they want to happen. */
export async function organisationsOfDomains(db: Database, domains: readonly string[]): Promise<{ organisation: string; domain: string; joining: DomainJoining }[]> {
  if (domains.length === 0) return [];
  const rows = await organisations(db)
    .selectFrom('organisation_domain')
    .innerJoin('organisation', 'organisation.id', 'organisation_domain.organisation_id')
    .select(['organisation_domain.organisation_id', 'organisation_domain.domain', 'organisation.domain_joining'])
    .where('organisation_domain.domain', 'in', [...domains])
    .where('organisation_domain.verified_at', 'is not', null)
    .where('organisation_domain.removed_at', 'is', null)
    .where('organisation.archived_at', 'is', null)
    .execute();
  return rows.map((row) => ({ organisation: row.organisation_id, domain: row.domain, joining: row.domain_joining }));
}
