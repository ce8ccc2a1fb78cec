import { expect, test } from 'vitest';
import { consoleMessages } from '../../common/locales/console/index.ts';
import { places } from './shell/places.ts';
import { titleKey } from './title.ts';

test('the tab of the browser says on which page of the console one is, in both languages', () => {
  for (const { to, label } of places) {
    expect([to, titleKey(to), titleKey(`${to}/something`)]).toEqual([to, label, label]);
    expect(Object.values(consoleMessages).map((texts) => label.startsWith('section.') || Object.hasOwn(texts, label))).toEqual([true, true]);
  }
  expect(['/console', '/console/applications/strikes', '/console/admission/outages', '/console/new/fleets', '/console/channels/email'].map(titleKey)).toEqual(['today', 'applications', 'admission_outside', 'section.fleets', 'section.channels']);
});
