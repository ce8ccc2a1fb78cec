import type { z } from 'zod';
import { sectionNames } from '../../../common/contract/centre.ts';
import type { exampleClearedSchema, settingsRecordSchema } from '../../../common/contract/centre-operations.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { minimalSettings } from '../minimal-centre.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { deleteEntries, restoreRevision } from '../store/entries.ts';
import { beginChange, finishChange } from './change.ts';

/** Removes the example and leaves an empty centre. What was there can come back until something else is changed. */
export async function clearExample(keeper: CentreKeeper, work: Work): Promise<Outcome<z.input<typeof exampleClearedSchema>>> {
  const change = await beginChange(work, keeper);
  const { centre, revision, state } = change;
  if (centre === null || state.example === null) return refuse('not_an_example');
  let removed = 0;
  for (const section of sectionNames) {
    removed += await deleteEntries(work.db, section, centre[section].map(({ key }) => key), revision, work.now);
    for (const entry of centre[section]) await work.audit({ subjectKind: section, subjectKey: entry.key, before: entry, after: null });
  }
  await work.audit({ subjectKind: 'settings', subjectKey: 'centre', before: centre.settings, after: minimalSettings });
  await finishChange(work, keeper, change, { section: 'centre' }, {
    settings: minimalSettings,
    settingsRevision: revision,
    example: null,
    exampleRevision: null,
    cleared: { settings: centre.settings, example: state.example, touched: !state.exampleUntouched, revision },
  });
  return done({ example: state.example, removed, revision });
}

/** Brings a cleared example back, as long as nothing else was changed since. */
export async function undoClearExample(keeper: CentreKeeper, work: Work, input: { revision: number }): Promise<Outcome<z.input<typeof settingsRecordSchema>>> {
  const change = await beginChange(work, keeper);
  const { revision, state } = change;
  const { cleared } = state;
  if (cleared === null || cleared.revision !== input.revision || state.revision !== cleared.revision) return refuse('stale_revision');
  for (const { section, data } of await restoreRevision(work.db, cleared.revision, revision, work.now)) {
    await work.audit({ subjectKind: section, subjectKey: data.key, before: null, after: data });
  }
  await work.audit({ subjectKind: 'settings', subjectKey: 'centre', before: state.settings, after: cleared.settings });
  await finishChange(work, keeper, change, { section: 'centre' }, {
    settings: cleared.settings,
    settingsRevision: revision,
    example: cleared.example,
    exampleRevision: cleared.touched ? 0 : revision,
  });
  return done({ settings: cleared.settings, revision, example: cleared.example });
}
