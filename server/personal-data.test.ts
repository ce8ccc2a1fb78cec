import { expect, test } from 'vitest';
import { languages } from '../common/contract/text.ts';
import { consolePeopleMessages } from '../common/locales/console-people/index.ts';
import { personalData } from './personal-data.ts';

test.each(languages)('every part of the centre that keeps something about persons has a name where entries are merged, in %s', (language) => {
  const named = new Map(Object.entries(consolePeopleMessages[language]).flatMap(([key, word]) => (key.startsWith('area.') ? [[key.slice(5), word] as const] : [])));
  const areas = personalData.map(({ area }) => area);
  expect([...named.keys()].toSorted()).toEqual(areas.toSorted());
  expect(new Set(named.values()).size).toBe(areas.length);
});
