import { settingsRecordSchema, updateSettingsSchema } from '../../common/contract/centre-operations.ts';
import { operation } from '../platform/index.ts';
import { readSettings, updateSettings } from './actions/update-settings.ts';
import type { CentreKeeper } from './reader/snapshot.ts';
import { nothing, sectionOperations } from './section-operations.ts';

/** What the operations stand on. */
export type CentreParts = { reader: CentreKeeper };

/** Everything that can be done with the described centre. */
export function createCentreOperations({ reader }: CentreParts) {
  return {
    ...sectionOperations(reader, 'calendars'),
    ...sectionOperations(reader, 'products'),
    ...sectionOperations(reader, 'channels'),
    ...sectionOperations(reader, 'scope'),
    ...sectionOperations(reader, 'services'),
    ...sectionOperations(reader, 'readings'),
    ...sectionOperations(reader, 'questions'),
    ...sectionOperations(reader, 'safetyNotes'),
    ...sectionOperations(reader, 'contacts'),
    ...sectionOperations(reader, 'topics'),
    ...sectionOperations(reader, 'fleets'),
    readCentreSettings: operation({
      name: 'readCentreSettings', method: 'get', path: '/centre/settings', summary: 'Reads the settings of the centre as a whole.',
      right: 'operator', input: nothing, output: settingsRecordSchema,
      action: readSettings,
    }),
    updateCentreSettings: operation({
      name: 'updateCentreSettings', method: 'put', path: '/centre/settings', summary: 'Replaces the settings that were edited from a revision.',
      right: 'operator', input: updateSettingsSchema, output: settingsRecordSchema,
      action: (work, input) => updateSettings(reader, work, input),
    }),
  } as const;
}
