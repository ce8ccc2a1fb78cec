import { importCellLimit, importColumnLimit, importLineLimit } from '../../../common/contract/imports.ts';
import { done, refuse, type Outcome } from '../outcome/refusal.ts';
import { decodeCsv, readCsv } from './csv-read.ts';
import { readXlsx, type SheetRows } from './xlsx-read.ts';

/** A table as it came: the heading, and the rows with their lines in the file, 1 being the first. */
export type Sheet = { encoding: 'utf-8' | 'utf-16le' | 'gb18030' | 'xlsx'; heading: string[]; rows: SheetRows };

/** Reads a CSV or XLSX file in this thread, told apart by its bytes, of at most `limit` lines. Refused with what is wrong and how to mend it when it is neither, or too much. */
export async function parseSheet(bytes: Uint8Array, limit: number): Promise<Outcome<Sheet>> {
  const bounds = { rows: Math.min(limit, importLineLimit), columns: importColumnLimit, cell: importCellLimit };
  const wrong = (code: string) => refuse('invalid_input', { fields: [{ path: 'file', code, parameters: { maximum: code === 'sheet_too_many_columns' ? importColumnLimit : bounds.rows } }] });
  // The old XLS format begins like this; what is in it is not read.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11) return wrong('sheet_old_format');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const read = readXlsx(bytes, bounds);
    return read.ok ? withHeading('xlsx', read.rows, wrong) : wrong(read.problem);
  }
  const decoded = decodeCsv(bytes);
  if (decoded === undefined) return wrong('sheet_unreadable');
  const read = await readCsv(decoded.text, bounds);
  return read.ok ? withHeading(decoded.encoding, read.rows, wrong) : wrong(read.problem);
}

function withHeading(encoding: Sheet['encoding'], [first, ...rows]: SheetRows, wrong: (code: string) => Outcome<never>): Outcome<Sheet> {
  if (first === undefined || rows.length === 0) return wrong('sheet_empty');
  return done({ encoding, heading: first.cells.map((cell) => cell.trim().slice(0, 200)), rows });
}
