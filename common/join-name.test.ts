import { expect, test } from 'vitest';
import { isFreeAlias, resolveJoinName } from './join-name.ts';

const centre = {
  topics: [{ key: 'main', aliases: ['chat', 'old-main'] }, { key: 'cafe' }],
  fleets: [{ key: 'main-qq', topic: 'main', aliases: ['qq'] }, { key: 'cafe', topic: 'cafe' }],
};

test.each([
  ['main', { kind: 'topic', key: 'main', moved: false }],
  ['main-qq', { kind: 'fleet', key: 'main-qq', moved: false }],
  ['cafe', { kind: 'topic', key: 'cafe', moved: false }],
  ['old-main', { kind: 'topic', key: 'main', moved: true }],
  ['qq', { kind: 'fleet', key: 'main-qq', moved: true }],
])('/g/%s leads where it should', (name, target) => expect(resolveJoinName(centre, name)).toEqual(target));

test.each(['nobody', '', '__proto__', 'constructor', 'MAIN', 'main '])('a name that nobody ever had leads nowhere: “%s”', (name) => expect(resolveJoinName(centre, name)).toBeUndefined());

test('an earlier name belongs to one, and is nobody’s key', () => {
  const main = { kind: 'topic', key: 'main' } as const;
  expect(['chat', 'old-main', 'new'].map((alias) => isFreeAlias(centre, alias, main))).toEqual([true, true, true]);
  expect(['qq', 'cafe', 'main-qq', 'main'].map((alias) => isFreeAlias(centre, alias, main))).toEqual([false, false, false, false]);
});
