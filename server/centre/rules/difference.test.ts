import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sectionNames, type Centre, type CentreFile } from '../../../common/contract/centre.ts';
import { arbitraryFile } from '../testing/arbitrary-centre.ts';
import { bySection } from './by-section.ts';
import { changedFields, difference, resultOf } from './difference.ts';
import { keysOutOfOrder, movedOrder } from './order.ts';

const centreOf = (file: CentreFile) => ({ settings: file.centre!, ...bySection((section) => file[section] ?? []) }) as Centre;
const mode = fc.record({ prune: fc.boolean(), replace: fc.boolean() });

describe('laying a file over a centre', () => {
  test('twice changes nothing the second time', () => {
    fc.assert(fc.property(arbitraryFile, arbitraryFile, mode, (before, file, how) => {
      const once = resultOf(centreOf(before), file, how);
      const twice = resultOf(once, file, { ...how, replace: false });
      expect(difference(once, twice, file).changes).toBe(0);
      expect(twice).toEqual(once);
    }), { numRuns: 60 });
  });

  test('puts what the file lists first and in its order, and loses nothing without being asked', () => {
    fc.assert(fc.property(arbitraryFile, arbitraryFile, (before, file) => {
      const after = resultOf(centreOf(before), file, { prune: false, replace: false });
      for (const section of sectionNames) {
        const listed = file[section] ?? [];
        expect(after[section].slice(0, listed.length)).toEqual(file[section] === undefined ? centreOf(before)[section].slice(0, listed.length) : listed);
        expect(after[section].map(({ key }) => key)).toEqual(expect.arrayContaining(centreOf(before)[section].map(({ key }) => key)));
      }
    }), { numRuns: 60 });
  });

  test('counts every entry of the result once: added, changed or unchanged', () => {
    fc.assert(fc.property(arbitraryFile, arbitraryFile, mode, (before, file, how) => {
      const after = resultOf(centreOf(before), file, how);
      for (const { section, added, changed, unchanged, removed } of difference(centreOf(before), after, file).sections) {
        expect(added.length + changed.length + unchanged).toBe(after[section].length);
        expect(centreOf(before)[section].length - removed.length + added.length).toBe(after[section].length);
      }
    }), { numRuns: 60 });
  });
});

test.each([
  [{ name: 'a' }, { name: 'b' }, ['name']],
  [{ name: { en: 'a' } }, { name: { en: 'a', 'zh-CN': '甲' } }, ['name.zh-CN']],
  [{ entries: [{ url: 'x' }, { url: 'y' }] }, { entries: [{ url: 'x' }, { url: 'z' }] }, ['entries[2].url']],
  [{ entries: [1] }, { entries: [1, 2] }, ['entries']],
  [{ groups: [{ key: 'a' }, { key: 'b', number: '1' }] }, { groups: [{ key: 'a' }, { key: 'b', number: '2' }] }, ['groups[2].number']],
  [{ groups: [{ key: 'a', number: '1' }, { key: 'b', number: '2' }] }, { groups: [{ key: 'b', number: '2' }, { key: 'a', number: '1' }] }, ['groups']],
  [{ note: 'gone', kind: 'x' }, { kind: 'x' }, ['note']],
  [{ name: 'a' }, { name: { en: 'a' } }, ['name']],
  [{ kind: 'a', name: 'b' }, { name: 'b', kind: 'a' }, []],
])('the changed fields from %j to %j are %j', (before, after, fields) => {
  expect(changedFields(before, after)).toEqual(fields);
});

test.each([
  ['abc', 'abc', ''], ['abcd', 'dabc', 'd'], ['abc', 'cba', 'ba'], ['abcd', 'bacd', 'a'], ['abc', 'xaybz', ''], ['', 'ab', ''],
])('from %s to %s the fewest have moved: %s', (before, after, moved) => {
  expect(keysOutOfOrder([...before], [...after]).toSorted()).toHaveLength(moved.length);
});

test('only those that moved are out of order: the others keep their order', () => {
  const keys = fc.uniqueArray(fc.integer({ min: 0, max: 20 }).map(String), { maxLength: 12 });
  fc.assert(fc.property(keys, keys, (before, after) => {
    const moved = new Set(keysOutOfOrder(before, after));
    const stay = (list: string[]) => list.filter((key) => before.includes(key) && after.includes(key) && !moved.has(key));
    expect(stay(before)).toEqual(stay(after));
  }));
});

test.each([
  ['c', 'a', 'cab'], ['a', null, 'bca'], ['b', 'b', 'abc'], ['a', 'c', 'bac'], ['x', 'a', undefined], ['a', 'x', undefined],
])('moving %s before %s gives %s', (key, before, order) => {
  expect(movedOrder(['a', 'b', 'c'], key, before)?.join('')).toBe(order);
});
