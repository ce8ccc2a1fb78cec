export type DifferenceLine = { kind: 'same' | 'added' | 'removed'; text: string } | { kind: 'skipped'; count: number };

const mostLines = 2_000;
/** Unchanged lines that stay beside a change. */
const around = 2;

/** What differs between two texts, line by line; long stretches without a change are one entry that says how many lines they are. */
export function lineDifference(before: string, after: string): DifferenceLine[] {
  const [left, right] = [before.split('\n').slice(0, mostLines), after.split('\n').slice(0, mostLines)];
  return shorten(walk(left, right, commonLengths(left, right)));
}

/** Lengths of the longest common part of what is left of both, from each pair of places on. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      lengths[row]![column] = left[row] === right[column] ? lengths[row + 1]![column + 1]! + 1 : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
    }
  }
  return lengths;
}

function walk(left: readonly string[], right: readonly string[], lengths: readonly Uint16Array[]): Exclude<DifferenceLine, { kind: 'skipped' }>[] {
  const lines: Exclude<DifferenceLine, { kind: 'skipped' }>[] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    if (row < left.length && column < right.length && left[row] === right[column]) {
      lines.push({ kind: 'same', text: left[row]! });
      row += 1;
      column += 1;
    } else if (column >= right.length || (row < left.length && lengths[row + 1]![column]! >= lengths[row]![column + 1]!)) {
      lines.push({ kind: 'removed', text: left[row]! });
      row += 1;
    } else {
      lines.push({ kind: 'added', text: right[column]! });
      column += 1;
    }
  }
  return lines;
}

function shorten(lines: readonly Exclude<DifferenceLine, { kind: 'skipped' }>[]): DifferenceLine[] {
  const kept = lines.map((_line, place) => lines.slice(Math.max(0, place - around), place + around + 1).some(({ kind }) => kind !== 'same'));
  const short: DifferenceLine[] = [];
  for (const [place, line] of lines.entries()) {
    const last = short.at(-1);
    if (kept[place] === true) short.push(line);
    else if (last?.kind === 'skipped') last.count += 1;
    else short.push({ kind: 'skipped', count: 1 });
  }
  return short;
}
