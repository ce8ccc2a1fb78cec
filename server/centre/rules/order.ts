/** The keys in both lists that stand out of order: the fewest that must move to turn one order into the other. */
export function keysOutOfOrder(before: readonly string[], after: readonly string[]): string[] {
  const places = new Map(before.map((key, index) => [key, index]));
  const common = after.flatMap((key) => {
    const place = places.get(key);
    return place === undefined ? [] : [{ key, place }];
  });
  const stay = new Set(longestRise(common.map(({ place }) => place)));
  return common.filter((_, index) => !stay.has(index)).map(({ key }) => key);
}

/** Indexes of a longest rising subsequence. */
function longestRise(values: readonly number[]): number[] {
  const lengths: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, value] of values.entries()) {
    lengths[index] = 1;
    for (let earlier = 0; earlier < index; earlier++) {
      if (values[earlier]! < value && lengths[earlier]! + 1 > lengths[index]!) {
        lengths[index] = lengths[earlier]! + 1;
        previous[index] = earlier;
      }
    }
  }
  const rise: number[] = [];
  let at: number | undefined = lengths.indexOf(Math.max(...lengths));
  while (at !== undefined && at >= 0) {
    rise.push(at);
    at = previous[at];
  }
  return rise;
}

/** The order after `key` has been put before another; `before: null` makes it the last. Undefined when one of them is not there. */
export function movedOrder(keys: readonly string[], key: string, before: string | null): string[] | undefined {
  if (!keys.includes(key) || (before !== null && !keys.includes(before))) return undefined;
  if (before === key) return [...keys];
  const others = keys.filter((other) => other !== key);
  const place = before === null ? others.length : others.indexOf(before);
  return others.toSpliced(place, 0, key);
}
