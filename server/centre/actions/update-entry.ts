import type { SectionEntry, SectionName } from '../../../common/contract/centre.ts';
import type { EntryRecord } from '../../../common/contract/centre-operations.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { checkEntry } from '../rules/check-centre.ts';
import { findEntry, putEntries } from '../store/entries.ts';
import { toWrongField } from '../word-findings.ts';
import { beginChange, finishChange } from './change.ts';
import { entryWithKept } from './kept-groups.ts';

/** Replaces an entry by what was edited from `revision`; a key stays what it is, because links and other entries use it. */
export async function updateEntry<Name extends SectionName>(
  keeper: CentreKeeper,
  section: Name,
  work: Work,
  input: { key: string; entry: SectionEntry<Name>; revision: number },
): Promise<Outcome<EntryRecord<Name>>> {
  const change = await beginChange(work, keeper);
  const before = await findEntry(work.db, section, input.key);
  if (change.centre === null || before === undefined || before.deletedAt !== undefined) return refuse('not_found');
  if (before.revision !== input.revision) return refuse('stale_revision');
  if (input.entry.key !== input.key) return refuse('invalid_input', { fields: [{ path: 'entry.key', code: 'key_fixed', parameters: { value: input.key } }] });
  const findings = checkEntry(change.centre, section, input.entry);
  if (findings.length > 0) return refuse('invalid_input', { fields: findings.map((finding) => toWrongField(finding, ['entry'], work.language)) });
  const kept = await entryWithKept(keeper, work, section, before.entry, input.entry);
  if (!kept.ok) return kept;
  const { entry } = kept;
  await putEntries(work.db, section, [entry], change.revision, work.now);
  await work.audit({ subjectKind: section, subjectKey: input.key, before: before.entry, after: entry });
  await finishChange(work, keeper, change, { section, key: input.key });
  return done({ entry, revision: change.revision, updatedAt: work.now.toISOString() });
}
