import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween, fieldPath, sameJson, valueAt, withValueAt, type Json } from './json.ts';

describe('a draft', () => {
  test('names its fields as the server does: lists counted from 1', () => {
    expect(fieldPath(['entries', 0, 'url'])).toBe('entries[1].url');
    expect(fieldPath(['hours', 'mon', 1])).toBe('hours.mon[2]');
  });

  test('makes what lies on the way to a new value, and leaves everything else alone', () => {
    const before: Json = { key: 'phone', entries: [{ kind: 'phone' }] };
    expect(withValueAt(before, ['hours', 'acceptance'], 'always')).toEqual({ key: 'phone', entries: [{ kind: 'phone' }], hours: { acceptance: 'always' } });
    expect(withValueAt(before, ['entries', 1, 'kind'], 'url')).toEqual({ key: 'phone', entries: [{ kind: 'phone' }, { kind: 'url' }] });
    expect(before).toEqual({ key: 'phone', entries: [{ kind: 'phone' }] });
  });

  test('forgets a field that is set to undefined, and shortens a list by its entry', () => {
    expect(withValueAt({ key: 'phone', note: 'x' }, ['note'], undefined)).toEqual({ key: 'phone' });
    expect(withValueAt({ steps: ['a', 'b'] }, ['steps', 0], undefined)).toEqual({ steps: ['b'] });
  });

  test('never reaches into what an object inherits', () => {
    expect(valueAt({ key: 'phone' }, ['constructor', 'name'])).toBeUndefined();
  });

  test('gives back what was put into it, wherever that is', () => {
    const part = fc.oneof(fc.constantFrom('name', 'hours', 'mon'), fc.constant(0));
    fc.assert(
      fc.property(fc.object({ maxDepth: 2, values: [fc.string(), fc.boolean()] }), fc.array(part, { minLength: 1, maxLength: 4 }), fc.string(), (value, location, text) => {
        expect(valueAt(withValueAt(value as Json, location, text), location)).toBe(text);
      }),
    );
  });
});

describe('the difference of two versions', () => {
  test('is told field by field, entries of equally long lists one by one', () => {
    const before: Json = { name: '电话', entries: [{ number: '1' }, { number: '2' }], suits: ['fault'] };
    const after: Json = { name: '热线', entries: [{ number: '1' }, { number: '3' }], suits: ['fault', 'enquiry'], recommended: true };
    expect(changesBetween(before, after).map(({ location, before: was, after: is }) => [fieldPath(location), was, is])).toEqual([
      ['name', '电话', '热线'],
      ['entries[2].number', '2', '3'],
      ['suits', ['fault'], ['fault', 'enquiry']],
      ['recommended', undefined, true],
    ]);
  });

  test('is empty for the same fields in another order and for fields that are undefined', () => {
    expect(changesBetween({ a: 1, b: { c: 2 } }, { b: { c: 2, d: undefined }, a: 1 })).toEqual([]);
    expect(sameJson({ a: undefined }, {})).toBe(true);
    expect(sameJson({ a: null }, {})).toBe(false);
  });
});
