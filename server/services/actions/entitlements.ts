import type { z } from 'zod';
import type { endEntitlementSchema, EntitlementView, grantEntitlementSchema, Holder, listEntitlementsSchema, updateEntitlementSchema } from '../../../common/contract/entitlements.ts';
import { findOwner, findPerson } from '../../people/index.ts';
import { organisationsLike, readNamed, namesOfOrganisations } from '../../organisations/index.ts';
import { done, pageFrom, readIdCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { todayOf, type ServicesParts } from '../ports.ts';
import { planProblem } from '../rules/plan-problem.ts';
import { products } from '../ports.ts';
import { closest } from '../../platform/index.ts';
import { findEntitlement, insertEntitlement, listEntitlements, lockEntitlement, returnUses, saveEntitlement, takeUses, type Entitlement, type HolderAccount } from '../store/entitlements.ts';
import { entitlementViews } from '../views.ts';

type Doing = { parts: ServicesParts; work: Work };
type Page = { items: EntitlementView[]; next?: string };

export async function readEntitlements({ parts, work }: Doing, { person, organisation, product, plan, state, search, cursor, limit }: z.output<typeof listEntitlementsSchema>): Promise<Outcome<Page>> {
  const before = readIdCursor(cursor);
  if (!before.ok) return before;
  const wanted = search === undefined ? undefined : { text: search, organisations: await organisationsLike(work.db, search) };
  const rows = await listEntitlements(work.db, { person, organisation, product, plan, state, search: wanted, before: before.value }, todayOf(parts, work.now), rowsToRead(limit));
  const page = pageFrom(rows, limit, (row) => row, ({ id }) => [id]);
  return done({ ...page, items: await entitlementViews(parts, work, page.items) });
}

export async function readEntitlement({ parts, work }: Doing, id: string): Promise<Outcome<EntitlementView>> {
  const found = await findEntitlement(work.db, id);
  const [view] = found === undefined ? [] : await entitlementViews(parts, work, [found]);
  return view === undefined ? refuse('not_found') : done(view);
}

export async function grantEntitlement({ parts, work }: Doing, { product, plan, holder, from, until, uses, reference = '', note = '' }: z.output<typeof grantEntitlementSchema>): Promise<Outcome<EntitlementView>> {
  const wrongPlan = planProblem(products(parts), product, plan, closest);
  if (wrongPlan !== undefined) return refuse('invalid_input', { fields: [wrongPlan] });
  const who = await holderOf(work, holder);
  if (!who.ok) return who;
  const first = from ?? todayOf(parts, work.now);
  if (until !== undefined && until !== null && until <= first) return refuse('invalid_input', { fields: [{ path: 'until', code: 'until_before_from' }] });
  const id = await insertEntitlement(work.db, { product, plan, ...who.value, from: first, until: until ?? null, usesGranted: uses ?? null, source: 'manual', reference, note }, { now: work.now, today: todayOf(parts, work.now) });
  if (id === undefined) return refuse('already_exists');
  return told({ parts, work }, id, 'entitlement.granted', null);
}

export async function changeEntitlement({ parts, work }: Doing, { id, revision, from, until, uses, reference, note }: z.output<typeof updateEntitlementSchema>): Promise<Outcome<EntitlementView>> {
  const locked = await lockEntitlement(work.db, id);
  if (locked === undefined) return refuse('not_found');
  if (locked.revision !== revision) return refuse('stale_revision');
  const next = { ...locked, from: from ?? locked.from, until: until === undefined ? locked.until : until, usesGranted: uses === undefined ? locked.usesGranted : uses, reference: reference ?? locked.reference, note: note ?? locked.note };
  if (next.until !== null && next.until <= next.from) return refuse('invalid_input', { fields: [{ path: 'until', code: 'until_before_from' }] });
  await saveEntitlement(work.db, next, todayOf(parts, work.now));
  return told({ parts, work }, id, 'entitlement.changed', locked);
}

/** Ends an entitlement at once; its days stay as they were agreed, so that the end can be taken back. */
export async function endEntitlement({ parts, work }: Doing, { id, revision }: z.output<typeof endEntitlementSchema>, ended: boolean): Promise<Outcome<EntitlementView>> {
  const locked = await lockEntitlement(work.db, id);
  if (locked === undefined) return refuse('not_found');
  if (locked.revision !== revision) return refuse('stale_revision');
  await saveEntitlement(work.db, { ...locked, endedAt: ended ? (locked.endedAt ?? work.now) : null }, todayOf(parts, work.now));
  return told({ parts, work }, id, ended ? 'entitlement.ended' : 'entitlement.changed', locked);
}

export async function takeEntitlementUse({ parts, work }: Doing, { id, count = 1 }: { id: string; count?: number | undefined }): Promise<Outcome<{ usesLeft: number | null }>> {
  const taken = await takeUses(work.db, id, count, todayOf(parts, work.now));
  if (taken === undefined) return refuse((await findEntitlement(work.db, id)) === undefined ? 'not_found' : 'no_uses_left');
  return used(work, id, count, taken);
}

export async function returnEntitlementUse({ work }: Doing, { id, count = 1 }: { id: string; count?: number | undefined }): Promise<Outcome<{ usesLeft: number | null }>> {
  const returned = await returnUses(work.db, id, count);
  return returned === undefined ? refuse('not_found') : used(work, id, -count, returned);
}

async function used(work: Work, id: string, count: number, left: { usesLeft: number | null }): Promise<Outcome<{ usesLeft: number | null }>> {
  await work.audit({ subjectKind: 'entitlement', subjectKey: id, before: null, after: { count, usesLeft: left.usesLeft } });
  await work.publish({ name: 'entitlement.used', subject: id, data: { count, usesLeft: left.usesLeft } });
  return done(left);
}

/** Whose it is: an account that is proven is its owner's. */
async function holderOf(work: Work, holder: Holder): Promise<Outcome<{ person: string | null; organisation: string | null; account: HolderAccount | null }>> {
  if (holder.kind === 'organisation') {
    const isThere = (await namesOfOrganisations(work.db, [holder.id])).has(holder.id);
    return isThere ? done({ person: null, organisation: holder.id, account: null }) : refuse('invalid_input', { fields: [{ path: 'holder.id', code: 'organisation_unknown' }] });
  }
  if (holder.kind === 'person') {
    const found = await findPerson(work.db, holder.id);
    return found === undefined || found.mergedInto !== undefined ? refuse('invalid_input', { fields: [{ path: 'holder.id', code: 'person_unknown' }] }) : done({ person: holder.id, organisation: null, account: null });
  }
  const account = readNamed(holder.account);
  if (!account.ok) return { ok: false, refusal: { ...account.refusal, fields: (account.refusal.fields ?? []).map((field) => ({ ...field, path: `holder.${field.path}` })) } };
  return done({ person: (await findOwner(work.db, account.value))?.personId ?? null, organisation: null, account: account.value });
}

async function told({ parts, work }: Doing, id: string, event: 'entitlement.granted' | 'entitlement.changed' | 'entitlement.ended', before: Entitlement | null): Promise<Outcome<EntitlementView>> {
  const after = await findEntitlement(work.db, id);
  if (after === undefined) return refuse('not_found');
  await work.audit({ subjectKind: 'entitlement', subjectKey: id, before: before === null ? null : auditWords(before), after: auditWords(after) });
  await work.publish({ name: event, subject: id, data: eventFacts(after) });
  return readEntitlement({ parts, work }, id);
}

export function eventFacts({ product, plan, person, organisation }: Entitlement): Record<string, string> {
  return { product, plan, ...(person === null ? {} : { person }), ...(organisation === null ? {} : { organisation }) };
}

/** Ids and facts; the typed account stays in the row, which can be erased. */
function auditWords({ product, plan, person, organisation, from, until, usesGranted, endedAt, source }: Entitlement): object {
  return { product, plan, person, organisation, from, until, usesGranted, ended: endedAt !== null, source };
}
