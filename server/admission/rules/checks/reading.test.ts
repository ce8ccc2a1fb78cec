import { expect, test } from 'vitest';
import { checkReading } from './reading.ts';

test.each([[[], [], 'ok', 'reading_none_asked'], [['a'], ['a'], 'ok', 'reading_confirmed'], [['a', 'b'], ['b', 'c'], 'wrong', 'reading_missing']] as const)('asked for %j, with %j confirmed, is %s', (asked, confirmed, verdict, reason) => {
  expect(checkReading({ readings: { asked: [...asked], confirmed: [...confirmed] } })).toMatchObject({ verdict, reason });
});

test('says which are missing', () => {
  expect(checkReading({ readings: { asked: ['a', 'b', 'c'], confirmed: ['b'] } }).parameters).toEqual({ missing: 'a c', count: 2 });
});
