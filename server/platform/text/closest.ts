/** The likely right word: the option within a third of the word's length in edits (transposed neighbours count as one). */
export function closest(word: string, options: readonly string[]): string | undefined {
  const wanted = fold(word.slice(0, 80));
  const ranked = options
    .map((option) => ({ option, distance: editDistance(wanted, fold(option)) }))
    .toSorted((left, right) => left.distance - right.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(1, Math.floor(wanted.length / 3)) ? best.option : undefined;
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
