/** A place that the palette can go to; `also` holds further words by which it is found. */
export type Destination = { to: string; name: string; group: string; also?: string | undefined; /** Outside the console: opened as a document of its own. */ outside?: boolean };

/** The destinations whose words hold all that was typed, those that begin with it first; in their own order while nothing is typed. */
export function bestMatches(destinations: readonly Destination[], typed: string, most: number): Destination[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return destinations.slice(0, most);
  return destinations
    .map((destination, index) => ({ destination, index, score: scoreOf(destination, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((left, right) => right.score - left.score || left.index - right.index)
    .slice(0, most)
    .map(({ destination }) => destination);
}

function scoreOf({ name, also = '', group }: Destination, words: readonly string[]): number {
  const scores = words.map((word) => {
    const inName = name.toLowerCase().indexOf(word);
    if (inName === 0) return 8;
    if (inName > 0) return 5;
    const inAlso = also.toLowerCase().indexOf(word);
    if (inAlso === 0) return 4;
    if (inAlso > 0) return 2;
    return group.toLowerCase().includes(word) ? 1 : 0;
  });
  return scores.includes(0) ? 0 : scores.reduce<number>((sum, score) => sum + score, 0);
}
