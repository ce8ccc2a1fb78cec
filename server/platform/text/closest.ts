type Candidate = { option: string; folded: string; distance: number };

/**
 * The likely right word: the option within a third of the word's length in edits (transposed neighbours count as one). A word of
 * four letters or more may be two edits away from a single option that sounds like it (fone, phone) or holds it (chat, wechat).
 */
export function closest(word: string, options: readonly string[]): string | undefined {
  const wanted = fold(word.slice(0, 80));
  const ranked = options
    .map((option): Candidate => {
      const folded = fold(option);
      return { option, folded, distance: editDistance(wanted, folded) };
    })
    .toSorted((left, right) => left.distance - right.distance);
  const best = ranked[0];
  if (best === undefined) return undefined;
  // One letter says nothing about what was meant.
  const near = wanted.length < 2 ? 0 : Math.max(1, Math.floor(wanted.length / 3));
  if (best.distance <= near) return best.option;
  const kin = ranked.filter(({ folded, distance }) => distance === 2 && wanted.length >= 4 && isKin(wanted, folded));
  return kin.length === 1 ? kin[0]?.option : undefined;
}

/** Sounds alike, or is the other with something put before or behind it. */
function isKin(left: string, right: string): boolean {
  const [short = '', long = ''] = [left, right].toSorted((one, other) => one.length - other.length);
  return soundOf(left) === soundOf(right) || long.startsWith(short) || long.endsWith(short);
}

/** How an English word sounds, roughly: spellings that are often taken for each other become the same. */
function soundOf(word: string): string {
  return word.replaceAll('ph', 'f').replaceAll(/c(?=[eiy])|z/g, 's').replaceAll(/ck|c|q/g, 'k').replaceAll('y', 'i').replaceAll(/(.)\1/g, '$1');
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[_\s-]+/g, '');
}

/** Three rows at a time instead of a table: a wrong file compares many thousand pairs. */
function editDistance(left: string, right: string): number {
  let [before, above, row] = [new Uint16Array(right.length + 1), Uint16Array.from({ length: right.length + 1 }, (_, column) => column), new Uint16Array(right.length + 1)];
  for (let at = 1; at <= left.length; at++) {
    const letter = left.charCodeAt(at - 1);
    const earlier = left.charCodeAt(at - 2);
    row[0] = at;
    for (let column = 1; column <= right.length; column++) {
      const other = right.charCodeAt(column - 1);
      let least = Math.min(above[column]! + 1, row[column - 1]! + 1, above[column - 1]! + (letter === other ? 0 : 1));
      if (at > 1 && column > 1 && letter === right.charCodeAt(column - 2) && earlier === other) least = Math.min(least, before[column - 2]! + 1);
      row[column] = least;
    }
    [before, above, row] = [above, row, before];
  }
  return above[right.length]!;
}
