import { describe, expect, test } from 'vitest';
import type { Centre } from '../../../common/contract/centre.ts';
import { minimalSettings } from '../minimal-centre.ts';
import { bySection } from './by-section.ts';
import { checkCentre, checkEntry } from './check-centre.ts';

const fleet = (key: string, aliases?: string[]) => ({ key, topic: 'main', platform: 'web' as const, app: 'other' as const, ...(aliases === undefined ? {} : { aliases }) });
const centre: Centre = {
  ...(bySection(() => []) as unknown as Centre),
  settings: minimalSettings,
  topics: [{ key: 'main', name: '主群', aliases: ['old'] }, { key: 'cafe', name: '茶馆' }],
  fleets: [fleet('main-web', ['web']), fleet('main-qq')],
};
const found = (findings: readonly { code: string; at: readonly (string | number)[] }[]) => findings.filter(({ code }) => code === 'join_name_taken').map(({ at }) => at.join('.'));

describe('an earlier name leads to one place only', () => {
  test('as it stands, all is well', () => expect(checkCentre(centre)).toEqual([]));
  test.each([['cafe', 'a topic'], ['main-qq', 'another fleet'], ['old', 'an earlier name of a topic'], ['main-web', 'itself'], ['web', 'an earlier name of a fleet']])('“%s” is %s', (alias) => {
    const entry = fleet(alias === 'web' ? 'main-qq' : 'main-web', [alias]);
    expect(found(checkEntry(centre, 'fleets', entry))).toEqual(['aliases.0']);
    const others = centre.fleets.filter(({ key }) => key !== entry.key);
    expect(found(checkCentre({ ...centre, fleets: [...others, entry] }))).toContain('aliases.0');
  });
  test('and may be kept, given up and taken over', () => {
    expect(found(checkEntry(centre, 'fleets', fleet('main-web', ['web', 'newer'])))).toEqual([]);
    expect(found(checkEntry({ ...centre, fleets: [fleet('main-web'), fleet('main-qq')] }, 'fleets', fleet('main-qq', ['web'])))).toEqual([]);
  });
  test('twice in a list is once too often', () => expect(found(checkEntry(centre, 'topics', { key: 'cafe', name: '茶馆', aliases: ['tea', 'tea'] }))).toEqual(['aliases.1']));
});

test('a new entry cannot take the name under which another was known', () => {
  expect(found(checkEntry(centre, 'topics', { key: 'web', name: '网页' }))).toEqual(['key']);
  expect(found(checkEntry(centre, 'fleets', fleet('old')))).toEqual(['key']);
});
