import type { LineCounter } from 'yaml';

/** What keeps a small file from becoming a large value: far above any real centre. */
export const yamlLimits = { tokens: 250_000, values: 100_000, depth: 24, aliases: 1000 };

/** Line and column of an offset, both from 1. */
export function placeOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
