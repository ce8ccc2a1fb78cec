import type { SameKeys } from '../../i18n/messages.ts';
import type { centreChinese } from './zh-CN.ts';

export const centreEnglish: SameKeys<typeof centreChinese> = {
  new_centre: 'Support centre',
  settings: 'the centre itself',
  calendars: 'service hours',
  products: 'products',
  channels: 'channels',
  scope: 'scope',
  services: 'services on demand',
  readings: 'readings',
  questions: 'questions',
  safetyNotes: 'safety notes',
  contacts: 'escalation contacts',
  topics: 'topics',
  fleets: 'fleets',
  named: '“{name}” ({section})',
  located: '{place} ({name})',
  separator: ', ',
};
