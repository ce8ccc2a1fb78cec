import { dayIn, dayLater } from '../../../common/contract/day.ts';
import { accountKey, findOwners } from '../../people/index.ts';
import { findOrganisationsByName, nameKey } from '../../organisations/index.ts';
import type { Database, WrongField } from '../../platform/index.ts';
import type { JobStep } from '../../platform/jobs/index.ts';
import { repeatedLines, wrongLine, type FileLine, type Importer, type PlannedLine } from '../../platform/sheets/index.ts';
import { eventFacts } from '../actions/entitlements.ts';
import { products, type ServicesParts } from '../ports.ts';
import { findEntitlement, findForImport, insertEntitlement, lockEntitlement, saveEntitlement, type Entitlement } from '../store/entitlements.ts';
import { entitlementColumns, entitlementWords, readEntitlementLine, type EntitlementLine } from './read-line.ts';

/**
 * Entitlements from a table. A line means the entitlement with its reference; without one, that of the same holder, product, plan and first
 * day. How many uses are left is never set by a file, only how many there are in all, so that a file can come again.
 */
export function entitlementImporter(parts: ServicesParts): Importer {
  return {
    kind: 'entitlements',
    right: 'entitlements.edit',
    columns: entitlementColumns,
    plan: (db, lines, { now }) => planEntitlements(parts, db, lines, { now, today: dayIn(parts.reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai', now) }),
  };
}

type At = { now: Date; today: string };
type Known = { organisations: ReadonlyMap<string, string>; owners: ReadonlyMap<string, string>; entitlements: readonly Entitlement[] };
type Resolved = EntitlementLine & { organisationId: string | null; person: string | null };

async function planEntitlements(parts: ServicesParts, db: Database, lines: readonly FileLine[], at: At): Promise<PlannedLine[]> {
  const read = lines.map((line) => readEntitlementLine(line, products(parts)));
  const known = await lookUp(db, read.flatMap((one) => (one.ok ? [one.value] : [])));
  const byKey = Map.groupBy(known.entitlements, ({ product, plan }) => `${product}/${plan}`);
  const repeated = repeatedLines(read.map((one) => (one.ok ? naturalKey(one.value, at) : undefined)), lines);
  return lines.map((line, index): PlannedLine => {
    const one = read[index];
    const what = entitlementWords(line);
    if (one === undefined || !one.ok) return wrongLine(what, one?.problems ?? []);
    const earlier = repeated.get(line.line);
    if (earlier !== undefined) return wrongLine(what, [{ path: one.value.reference === undefined ? 'product' : 'reference', code: 'line_repeated', parameters: { line: earlier } }]);
    const resolved = resolve(one.value, known);
    if (resolved === undefined) return wrongLine(what, [{ path: 'organisation', code: 'organisation_unknown' }]);
    return planOne(resolved, what, resolved.reference === undefined ? (byKey.get(`${resolved.product}/${resolved.plan}`) ?? []) : known.entitlements, at);
  });
}

async function lookUp(db: Database, lines: readonly EntitlementLine[]): Promise<Known> {
  const accounts = lines.flatMap(({ account }) => account ?? []);
  const [organisations, owners] = [await findOrganisationsByName(db, lines.flatMap(({ organisation }) => organisation ?? [])), await findOwners(db, accounts)];
  const entitlements = await findForImport(db, {
    references: [...new Set(lines.flatMap(({ reference }) => reference ?? []))],
    organisations: [...new Set(organisations.values())],
    accounts: [...new Set(accounts.map(({ canonical }) => canonical))],
    persons: [...new Set(owners.values())],
  });
  return { organisations, owners, entitlements };
}

function naturalKey({ reference, organisation, account, product, plan, from }: EntitlementLine, { today }: At): string {
  if (reference !== undefined) return `${product} ${reference}`;
  return `${product}/${plan} ${organisation === undefined ? (account === undefined ? '' : accountKey(account)) : nameKey(organisation)} ${from ?? today}`;
}

function resolve(line: EntitlementLine, { organisations, owners }: Known): Resolved | undefined {
  const organisationId = line.organisation === undefined ? null : (organisations.get(nameKey(line.organisation)) ?? null);
  if (line.organisation !== undefined && organisationId === null) return undefined;
  return { ...line, organisationId, person: line.account === undefined ? null : (owners.get(accountKey(line.account)) ?? null) };
}

function planOne(line: Resolved, what: string, entitlements: readonly Entitlement[], at: At): PlannedLine {
  const found = entitlements.find((one) => isMeant(line, one));
  if (found === undefined) return { verdict: 'create', what, changes: [], problems: [], run: (step) => create(step, line, at) };
  if (!hasHolder(line, found)) return wrongLine(what, [{ path: 'reference', code: 'entitlement_order', parameters: { value: found.account?.typed ?? found.reference } }]);
  const next = changed(found, line);
  if (next.until !== null && next.until <= next.from) return wrongLine(what, [{ path: 'until', code: 'until_before_from' }]);
  const words = ({ plan, from, until, usesGranted, reference, note }: Entitlement): Record<string, string> => ({ plan, from, until: until === null ? '' : dayLater(until, -1), uses: usesGranted === null ? '' : String(usesGranted), reference, note });
  const [before, after] = [words(found), words(next)];
  const changes = Object.keys(before).flatMap((field) => (before[field] === after[field] ? [] : [{ field, before: before[field] ?? '', after: after[field] ?? '' }]));
  if (changes.length === 0 && next.person === found.person) return { verdict: 'same', what, changes, problems: [] };
  if (found.endedAt !== null) return wrongLine(what, [hasEnded(line)]);
  return { verdict: 'change', what, changes, problems: [], run: (step) => change(step, found.id, line, at) };
}

/** An operator's word that it is over is taken back by nobody's table. */
function hasEnded({ reference }: Resolved): WrongField {
  return { path: reference === undefined ? 'product' : 'reference', code: 'entitlement_ended' };
}

/** What an operator granted by hand is not touched by a file that only names the same days: it must name its reference. */
function isMeant(line: Resolved, one: Entitlement): boolean {
  if (one.product !== line.product) return false;
  if (line.reference !== undefined) return one.reference === line.reference;
  return one.plan === line.plan && hasHolder(line, one) && (line.from === undefined ? one.source === 'import' && one.reference === '' : one.from === line.from);
}

function hasHolder({ organisationId, person, account }: Resolved, one: Entitlement): boolean {
  if (organisationId !== null) return one.organisation === organisationId;
  return (person !== null && one.person === person) || (account !== undefined && one.account !== null && accountKey(one.account) === accountKey(account));
}

/** What a line leaves empty stays as it is. */
function changed(found: Entitlement, line: Resolved): Entitlement {
  return { ...found, person: found.person ?? (found.organisation === null ? line.person : null), plan: line.plan, from: line.from ?? found.from, until: line.until ?? found.until, usesGranted: line.uses ?? found.usesGranted, reference: line.reference ?? found.reference, note: line.note ?? found.note };
}

async function create(step: JobStep, line: Resolved, { now, today }: At): Promise<WrongField | undefined> {
  const from = line.from ?? today;
  if (line.until !== undefined && line.until <= from) return { path: 'until', code: 'until_before_from' };
  const id = await insertEntitlement(step.db, { product: line.product, plan: line.plan, person: line.person, organisation: line.organisationId, account: line.account ?? null, from, until: line.until ?? null, usesGranted: line.uses ?? null, source: 'import', reference: line.reference ?? '', note: line.note ?? '' }, { now, today });
  const added = id === undefined ? undefined : await findEntitlement(step.db, id);
  if (added === undefined) return { path: 'reference', code: 'entitlement_already' };
  await step.publish({ name: 'entitlement.granted', subject: added.id, data: eventFacts(added) });
  return undefined;
}

async function change(step: JobStep, id: string, line: Resolved, { today }: At): Promise<WrongField | undefined> {
  // Nobody ends it or takes it over between reading and writing.
  const found = await lockEntitlement(step.db, id);
  if (found === undefined) return { path: 'reference', code: 'entitlement_already' };
  if (found.endedAt !== null) return hasEnded(line);
  await saveEntitlement(step.db, changed(found, line), today);
  await step.publish({ name: 'entitlement.changed', subject: id, data: eventFacts(found) });
  return undefined;
}
