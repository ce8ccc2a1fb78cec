/** Things that one chooses or reads about in one list, each told from the others: of two that are called the same the key is told too. */
export function toldApart(entries: readonly { key: string; name: string }[]): { key: string; name: string }[] {
  const counts = new Map<string, number>();
  for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
  return entries.map(({ key, name }) => ({ key, name: (counts.get(name) ?? 0) > 1 ? `${name} (${key})` : name }));
}
