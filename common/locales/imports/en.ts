import type { SameKeys } from '../../i18n/messages.ts';
import type { importsChinese } from './zh-CN.ts';

/** Importing lines from a table: what happens to each, and the report. */
export const importsEnglish: SameKeys<typeof importsChinese> = {
  report_line: 'Line',
  report_result: 'Result',
  report_what: 'Remarks',
  report_name: 'Import report',
  will_create: 'Will be added',
  will_change: 'Will be changed',
  will_same: 'No change',
  will_wrong: 'Wrong, not imported',
  will_failed: 'Not done',
  did_create: 'Added',
  did_change: 'Changed',
  did_same: 'No change',
  did_wrong: 'Wrong, not imported',
  did_cancelled: 'Cancelled, not imported',
  did_failed: 'Not done',
  template_members: 'Template for members',
  template_entitlements: 'Template for entitlements',
  template_fleet_members: 'Template for importing group members',
};
