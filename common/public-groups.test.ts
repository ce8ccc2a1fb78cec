import { expect, test } from 'vitest';
import { hasPublicGroups } from './public-groups.ts';

test('groups are found unless they, or their whole fleet, are kept private, or are not open yet', () => {
  expect(hasPublicGroups({})).toBe(true);
  expect(hasPublicGroups({ public: false })).toBe(false);
  expect(hasPublicGroups({ public: false, groups: [{ key: 'first' }, { key: 'second', public: true }] })).toBe(true);
  expect(hasPublicGroups({ groups: [{ key: 'first', public: false }] })).toBe(false);
  expect(hasPublicGroups({ groups: [{ key: 'first', state: 'archived' }, { key: 'second', state: 'preparing' }] })).toBe(false);
});
