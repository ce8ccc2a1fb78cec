import { closest } from '../text/closest.ts';

/** A column that an import knows: its field, and the headings by which it goes, the Chinese one first, then the English one. */
export type SheetColumn = { field: string; names: readonly [string, string, ...string[]]; /** Said under the heading of a template, by an example. */ example: string };

/** A column of a file: what it was understood as, or what it may have meant. */
export type MatchedColumn = { heading: string; field?: string; similar?: string };

/** Understands headings: width, case, blanks, brackets and marks of obligation do not count. The first of two for the same field wins. */
export function matchColumns(heading: readonly string[], known: readonly SheetColumn[]): MatchedColumn[] {
  const fields = new Map(known.flatMap(({ field, names }) => [field, ...names].map((name) => [bare(name), field] as const)));
  const taken = new Set<string>();
  return heading.map((text) => {
    const field = fields.get(bare(text));
    if (field !== undefined && !taken.has(field)) {
      taken.add(field);
      return { heading: text, field };
    }
    const similar = field === undefined && text.trim() !== '' ? closest(text, known.flatMap(({ names }) => [...names])) : undefined;
    return { heading: text, ...(similar === undefined ? {} : { similar }) };
  });
}

/** The cells of a row by field, trimmed; empty ones are left out. */
export function fieldsOf(cells: readonly string[], columns: readonly MatchedColumn[]): Record<string, string> {
  return Object.fromEntries(columns.flatMap(({ field }, index) => (field === undefined || (cells[index] ?? '').trim() === '' ? [] : [[field, (cells[index] ?? '').trim()] as const])));
}

function bare(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  const [open, close] = [plain.indexOf('('), plain.lastIndexOf(')')];
  return [...(open === -1 || close < open ? plain : plain.slice(0, open) + plain.slice(close + 1))].filter((character) => !/[\s_*:-]/.test(character)).join('');
}
