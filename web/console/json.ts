/** What forms edit: plain JSON in which a field that is left out is undefined. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };
export type Location = readonly (string | number)[];

/** A place as the server names it in field problems: `entries[1].url`, lists counted from 1. */
export function fieldPath(location: Location): string {
  return location.map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${part}`)).join('').replace(/^\./, '');
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a place, undefined where there is none. */
export function valueAt(value: Json, location: Location): Json {
  return location.reduce<Json>((inner, part) => {
    if (typeof part === 'number') return Array.isArray(inner) ? (inner as readonly Json[])[part] : undefined;
    return isObject(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined;
  }, value);
}

/** A copy with another value at a place; what lies on the way is made. Undefined takes a field away, and out of a list its entry. */
export function withValueAt(value: Json, location: Location, next: Json): Json {
  const [part, ...rest] = location;
  if (part === undefined) return next;
  if (typeof part === 'number') {
    const list = Array.isArray(value) ? (value as readonly Json[]) : [];
    const inner = withValueAt(list[part], rest, next);
    if (inner === undefined) return list.filter((_entry, index) => index !== part);
    return part < list.length ? list.map((entry, index) => (index === part ? inner : entry)) : [...list, inner];
  }
  const object = isObject(value) ? value : {};
  const inner = withValueAt(object[part], rest, next);
  if (inner !== undefined) return { ...object, [part]: inner };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== part));
}

/** True when two values mean the same, whatever the order of their fields; fields that are undefined do not count. */
export function sameJson(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) return left.length === right.length && left.every((entry: Json, index) => sameJson(entry, (right as readonly Json[])[index]));
  if (!isObject(left) || !isObject(right)) return false;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => sameJson(left[name], right[name]));
}

export type JsonChange = { location: Location; before: Json; after: Json };

/** What differs, leaf by leaf; a list whose length changed or a text that changed its shape is one change. */
export function changesBetween(before: Json, after: Json, location: Location = []): JsonChange[] {
  if (sameJson(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => changesBetween(before[name], after[name], [...location, name]));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && [...before, ...after].every(isObject)) {
    return before.flatMap((entry: Json, index) => changesBetween(entry, (after as readonly Json[])[index], [...location, index]));
  }
  return [{ location, before, after }];
}
