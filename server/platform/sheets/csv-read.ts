import type { Bounds, SheetProblem, SheetRows } from './xlsx-read.ts';

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'gb18030';

/** The text of a CSV file: UTF-8, the UTF-16 of Excel's "Unicode text", or GB18030 as a Chinese Excel writes it. Undefined when it is no text. */
export function decodeCsv(bytes: Uint8Array): { text: string; encoding: CsvEncoding } | undefined {
  const wanted: readonly CsvEncoding[] = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of wanted) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes('\u0000') ? undefined : { text, encoding };
    } catch (error) {
      // Bytes that are no text in this encoding: the next one is tried.
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return undefined;
}

/** What parts the cells: whatever the heading has most of. */
export function separatorOf(text: string): ',' | ';' | '\t' {
  const heading = text.slice(0, 4000).split(/\r?\n/, 1)[0] ?? '';
  const count = (mark: string) => heading.split(mark).length;
  return count('\t') > count(',') ? '\t' : count(';') > count(',') ? ';' : ',';
}

/** Reads CSV; quotes, line ends inside them, and rows of different lengths are taken as they come. */
export async function readCsv(text: string, bounds: Bounds): Promise<{ ok: true; rows: SheetRows } | { ok: false; problem: SheetProblem }> {
  const { parse } = await import('csv-parse/sync');
  try {
    const records = parse(text, { bom: true, delimiter: separatorOf(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true, to: bounds.rows + 2, max_record_size: bounds.columns * (bounds.cell + 4) * 4 }) as unknown as { record: string[]; info: { lines: number } }[];
    if (records.length > bounds.rows + 1) return { ok: false, problem: 'sheet_too_many_rows' };
    const rows = records.map(({ record, info }) => ({ line: info.lines, cells: record.map((cell) => cell.slice(0, bounds.cell + 1)) })).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    if (rows.some(({ cells }) => cells.findLastIndex((cell) => cell.trim() !== '') >= bounds.columns)) return { ok: false, problem: 'sheet_too_many_columns' };
    return { ok: true, rows };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'CSV_MAX_RECORD_SIZE') return { ok: false, problem: 'sheet_line_too_long' };
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) return { ok: false, problem: 'sheet_unreadable' };
    throw error;
  }
}
