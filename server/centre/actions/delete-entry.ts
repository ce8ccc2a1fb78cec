import type { z } from 'zod';
import type { SectionName } from '../../../common/contract/centre.ts';
import type { entryDeletedSchema } from '../../../common/contract/centre-operations.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { referrersOf } from '../rules/references.ts';
import { deleteEntries, findEntry } from '../store/entries.ts';
import { nameReferrers } from '../word-findings.ts';
import { beginChange, finishChange } from './change.ts';

/** Deletes an entry so that it can be brought back; refused while another entry names it. */
export async function deleteEntry(keeper: CentreKeeper, section: SectionName, work: Work, key: string): Promise<Outcome<z.input<typeof entryDeletedSchema>>> {
  const change = await beginChange(work, keeper);
  const before = await findEntry(work.db, section, key);
  if (change.centre === null || before === undefined || before.deletedAt !== undefined) return refuse('not_found');
  const referrers = referrersOf(change.centre, section, key);
  if (referrers.length > 0) return refuse('still_referenced', { parameters: { subject: nameReferrers(referrers, change.centre.topics, work.language) } });
  await deleteEntries(work.db, section, [key], change.revision, work.now);
  await work.audit({ subjectKind: section, subjectKey: key, before: before.entry, after: null });
  await finishChange(work, keeper, change, { section, key });
  return done({ section, key, revision: change.revision });
}
