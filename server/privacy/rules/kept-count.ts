/** How many entries a gathered part has: the items of its lists, and one for each other thing that is there. Pure. */
export function entriesOf(part: Readonly<Record<string, unknown>>): number {
  return Object.values(part).reduce<number>((sum, value) => sum + countOf(value), 0);
}

function countOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'number') return value;
  return value === null || value === undefined || value === '' || (typeof value === 'object' && Object.keys(value).length === 0) ? 0 : 1;
}
