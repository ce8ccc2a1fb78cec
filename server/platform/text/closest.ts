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

function editDistance(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, row) => Array.from({ length: right.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)));
  for (let row = 1; row <= left.length; row++) {
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      rows[row]![column] = Math.min(
        rows[row - 1]![column]! + 1,
        rows[row]![column - 1]! + 1,
        rows[row - 1]![column - 1]! + (same ? 0 : 1),
        swapped ? rows[row - 2]![column - 2]! + 1 : Infinity,
      );
    }
  }
  return rows[left.length]![right.length]!;
}
