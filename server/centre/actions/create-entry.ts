import { sectionLimit, type SectionEntry, type SectionName } from '../../../common/contract/centre.ts';
import type { EntryRecord } from '../../../common/contract/centre-operations.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { checkEntry } from '../rules/check-centre.ts';
import { putEntries } from '../store/entries.ts';
import { toWrongField } from '../word-findings.ts';
import { beginChange, finishChange } from './change.ts';
import { entryWithKept } from './kept-groups.ts';

/** Adds an entry at the end of its section. A key that was used by a deleted entry is free again. */
export async function createEntry<Name extends SectionName>(keeper: CentreKeeper, section: Name, work: Work, given: SectionEntry<Name>): Promise<Outcome<EntryRecord<Name>>> {
  const change = await beginChange(work, keeper);
  if (change.centre === null) return refuse('not_found');
  const entries = change.centre[section];
  if (entries.some(({ key }) => key === given.key)) return refuse('already_exists', { fields: [{ path: 'entry.key', code: 'not_unique', parameters: { value: given.key } }] });
  if (entries.length >= sectionLimit) return refuse('section_full', { parameters: { maximum: sectionLimit } });
  const findings = checkEntry(change.centre, section, given);
  if (findings.length > 0) return refuse('invalid_input', { fields: findings.map((finding) => toWrongField(finding, ['entry'], work.language)) });
  const kept = await entryWithKept(keeper, work, section, undefined, given);
  if (!kept.ok) return kept;
  const { entry } = kept;
  await putEntries(work.db, section, [entry], change.revision, work.now);
  await work.audit({ subjectKind: section, subjectKey: entry.key, before: null, after: entry });
  await finishChange(work, keeper, change, { section, key: entry.key });
  return done({ entry, revision: change.revision, updatedAt: work.now.toISOString() });
}
