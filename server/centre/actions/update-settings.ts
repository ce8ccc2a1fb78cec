import type { z } from 'zod';
import type { CentreSettings } from '../../../common/contract/centre.ts';
import type { settingsRecordSchema } from '../../../common/contract/centre-operations.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { checkCentre } from '../rules/check-centre.ts';
import { readState } from '../store/state.ts';
import { toWrongField } from '../word-findings.ts';
import { beginChange, finishChange } from './change.ts';

type SettingsRecord = z.input<typeof settingsRecordSchema>;

export async function readSettings(work: Work): Promise<Outcome<SettingsRecord>> {
  const { settings, settingsRevision, example } = await readState(work.db);
  return settings === null ? refuse('not_found') : done({ settings, revision: settingsRevision, example });
}

/** Replaces the settings of the centre as a whole by what was edited from `revision`. */
export async function updateSettings(keeper: CentreKeeper, work: Work, input: { settings: CentreSettings; revision: number }): Promise<Outcome<SettingsRecord>> {
  const change = await beginChange(work, keeper);
  const { settings: before, settingsRevision, example } = change.state;
  if (change.centre === null || before === null) return refuse('not_found');
  if (settingsRevision !== input.revision) return refuse('stale_revision');
  const findings = checkCentre({ ...change.centre, settings: input.settings }).filter(({ section }) => section === 'settings');
  if (findings.length > 0) return refuse('invalid_input', { fields: findings.map((finding) => toWrongField(finding, ['settings'], work.language)) });
  await work.audit({ subjectKind: 'settings', subjectKey: 'centre', before, after: input.settings });
  await finishChange(work, keeper, change, { section: 'settings' }, { settings: input.settings, settingsRevision: change.revision });
  return done({ settings: input.settings, revision: change.revision, example });
}
