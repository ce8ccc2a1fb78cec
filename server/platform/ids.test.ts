import { expect, test } from 'vitest';
import { newId } from './ids.ts';

test('ids of one millisecond sort in the order in which they were made, also when another clock takes turns', () => {
  const [standing, other] = [new Date('2026-11-18T02:00:00Z'), new Date('2026-11-18T02:00:01Z')];
  const ids = Array.from({ length: 10_000 }, () => {
    newId(other);
    return newId(standing);
  });
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a clock that stands still goes on counting, however many moments others ask for meanwhile', () => {
  const standing = new Date('2026-11-18T02:00:00Z');
  const ids = Array.from({ length: 5_000 }, (_, index) => {
    newId(new Date(standing.getTime() + 1000 + index));
    return newId(standing);
  });
  expect(ids.toSorted()).toEqual(ids);
});

test('ids are version 7 and sort by their time', () => {
  const [early, late] = [newId(new Date('2026-11-18T02:00:00.000Z')), newId(new Date('2026-11-18T02:00:00.001Z'))];
  expect(early < late).toBe(true);
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
