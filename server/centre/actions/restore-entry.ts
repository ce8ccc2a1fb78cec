import { sectionLimit, type SectionName } from '../../../common/contract/centre.ts';
import type { EntryRecord } from '../../../common/contract/centre-operations.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { checkEntry } from '../rules/check-centre.ts';
import { findEntry, restoreEntry as restoreRow } from '../store/entries.ts';
import { toWrongField } from '../word-findings.ts';
import { beginChange, finishChange } from './change.ts';

/** Takes a deletion back; what the entry names must still be there. */
export async function restoreEntry<Name extends SectionName>(keeper: CentreKeeper, section: Name, work: Work, key: string): Promise<Outcome<EntryRecord<Name>>> {
  const change = await beginChange(work, keeper);
  const deleted = await findEntry(work.db, section, key);
  if (change.centre === null || deleted === undefined) return refuse('not_found');
  if (deleted.deletedAt === undefined) return refuse('already_exists');
  if (change.centre[section].length >= sectionLimit) return refuse('section_full', { parameters: { maximum: sectionLimit } });
  const findings = checkEntry(change.centre, section, deleted.entry);
  if (findings.length > 0) return refuse('invalid_input', { fields: findings.map((finding) => toWrongField(finding, ['entry'], work.language)) });
  await restoreRow(work.db, section, key, change.revision, work.now);
  await work.audit({ subjectKind: section, subjectKey: key, before: null, after: deleted.entry });
  await finishChange(work, keeper, change, { section, key });
  return done({ entry: deleted.entry, revision: change.revision, updatedAt: work.now.toISOString() });
}
