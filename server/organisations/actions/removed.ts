import type { RemovedOfOrganisation } from '../../../common/contract/organisations.ts';
import { namesOf } from '../../people/index.ts';
import { done, may, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { deletedFileDays } from '../../platform/files/index.ts';
import type { OrganisationsParts } from '../ports.ts';
import { findOrganisation } from '../store/organisations.ts';
import { listRemoved } from '../store/removed.ts';
import { todayOf } from './organisations.ts';

const most = 100;

/** What was taken out of an organisation and can be brought back, each by the operation that restores its kind. */
export async function readRemoved(parts: OrganisationsParts, work: Work, organisation: string): Promise<Outcome<RemovedOfOrganisation>> {
  if ((await findOrganisation(work.db, organisation, todayOf(parts, work))) === undefined) return refuse('not_found');
  const since = may(work.actor, 'certificates.check') ? new Date(work.now.getTime() - deletedFileDays * 86_400_000) : undefined;
  const rows = await listRemoved(work.db, organisation, since, most);
  const names = await namesOf(work.db, rows.flatMap(({ person }) => person ?? []));
  return done({ items: rows.map(({ kind, id, name, person, removedAt }) => ({ kind, id, name: ((person === null ? undefined : names.get(person)) ?? name).slice(0, 300), removedAt: removedAt.toISOString() })) });
}
