import type { z } from 'zod';
import { dayIn } from '../../../common/contract/day.ts';
import type { createOrganisationSchema, listOrganisationsSchema, Organisation, OrganisationSummary, updateOrganisationSchema } from '../../../common/contract/organisations.ts';
import { namesOf } from '../../people/index.ts';
import { done, may, pageFrom, readCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { timeZoneOf, type OrganisationsParts } from '../ports.ts';
import { listCertificates } from '../store/certificates.ts';
import { listDepartments } from '../store/departments.ts';
import { listDomains } from '../store/domains.ts';
import { findOrganisation, insertOrganisation, listOrganisations, lockOrganisation, updateOrganisation, type OrganisationRow } from '../store/organisations.ts';
import { certificateView, departmentView, domainView, summaryView } from '../views.ts';

export function todayOf(parts: Pick<OrganisationsParts, 'reader'>, work: Pick<Work, 'now'>): string {
  return dayIn(timeZoneOf(parts), work.now);
}

export async function readOrganisations(parts: OrganisationsParts, work: Work, { search, state, certificate, cursor, limit }: z.output<typeof listOrganisationsSchema>): Promise<Outcome<{ items: OrganisationSummary[]; next?: string }>> {
  const place = readCursor(cursor, 2);
  if (!place.ok) return place;
  const rows = await listOrganisations(work.db, { search, state: state ?? 'active', certificate, after: place.value }, todayOf(parts, work), rowsToRead(limit));
  return done(pageFrom(rows, limit, summaryView, ({ key, id }) => [key, id]));
}

/** An organisation with everything but its members, of whom there may be many. */
export async function readOrganisation(parts: OrganisationsParts, work: Work, id: string): Promise<Outcome<Organisation>> {
  const today = todayOf(parts, work);
  const found = await findOrganisation(work.db, id, today);
  if (found === undefined) return refuse('not_found');
  const [departments, domains, certificates] = await Promise.all([listDepartments(work.db, id, today), listDomains(work.db, id), may(work.actor, 'certificates.check') ? listCertificates(work.db, id) : []]);
  const names = await namesOf(work.db, certificates.flatMap(({ decidedBy }) => decidedBy ?? []));
  return done({
    ...summaryView(found),
    note: found.note,
    domainJoining: found.domainJoining,
    departments: departments.map(departmentView),
    domains: domains.slice(0, 20).map(domainView),
    certificates: certificates.slice(0, 50).map((certificate) => certificateView(certificate, names)),
    revision: found.revision,
  });
}

export async function createOrganisation(parts: OrganisationsParts, work: Work, { name, aliases = [], note = '', domainJoining = 'suggest' }: z.output<typeof createOrganisationSchema>): Promise<Outcome<Organisation>> {
  const id = await insertOrganisation(work.db, { name, aliases, note, domainJoining }, work.now);
  if (id === undefined) return nameTaken(name);
  await work.audit({ subjectKind: 'organisation', subjectKey: id, before: null, after: { name, aliases, note, domainJoining } });
  await work.publish({ name: 'organisation.created', subject: id });
  return readOrganisation(parts, work, id);
}

export async function changeOrganisation(parts: OrganisationsParts, work: Work, { id, revision, ...changes }: z.output<typeof updateOrganisationSchema>): Promise<Outcome<Organisation>> {
  const locked = await lockOrganisation(work.db, id);
  if (locked === undefined) return refuse('not_found');
  if (locked.revision !== revision) return refuse('stale_revision');
  const { name = locked.name, aliases = locked.aliases, note = locked.note, domainJoining = locked.domainJoining } = changes;
  if (!(await updateOrganisation(work.db, { ...locked, name, aliases, note, domainJoining }, work.now))) return nameTaken(name);
  await work.audit({ subjectKind: 'organisation', subjectKey: id, before: wordsOf(locked), after: { name, aliases, note, domainJoining } });
  await work.publish({ name: 'organisation.changed', subject: id });
  return readOrganisation(parts, work, id);
}

/** Archives an organisation, or takes it back into use: its members and entitlements rest meanwhile and are kept. */
export async function archiveOrganisation(parts: OrganisationsParts, work: Work, { id, archived }: { id: string; archived: boolean }): Promise<Outcome<Organisation>> {
  const locked = await lockOrganisation(work.db, id);
  if (locked === undefined) return refuse('not_found');
  if (locked.archived !== archived) {
    if (!(await updateOrganisation(work.db, { ...locked, archived }, work.now))) return nameTaken(locked.name);
    await work.audit({ subjectKind: 'organisation', subjectKey: id, before: archived ? wordsOf(locked) : null, after: archived ? null : wordsOf(locked) });
    await work.publish({ name: archived ? 'organisation.archived' : 'organisation.restored', subject: id });
  }
  return readOrganisation(parts, work, id);
}

function wordsOf({ name, aliases, note, domainJoining }: OrganisationRow): object {
  return { name, aliases, note, domainJoining };
}

function nameTaken(name: string) {
  return refuse('invalid_input', { fields: [{ path: 'name', code: 'name_taken', parameters: { value: name.slice(0, 60) } }] });
}
