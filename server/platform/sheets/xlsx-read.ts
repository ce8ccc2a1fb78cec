import { attribute, walkXml } from './xml.ts';
import { inflateText, readZip, type ZipEntries } from './zip.ts';

/** The rows of the first sheet, with their numbers in the file; cells as text. */
export type SheetRows = { line: number; cells: string[] }[];
export type SheetProblem = 'sheet_unreadable' | 'sheet_too_large' | 'sheet_too_many_rows' | 'sheet_too_many_columns' | 'sheet_line_too_long';
export type Bounds = { rows: number; columns: number; cell: number };

/** Most that is inflated of one part of the workbook. Ten thousand rows of fifteen columns take about a quarter of it. */
const largestPart = 24 * 1024 * 1024;
const largestSmallPart = 2 * 1024 * 1024;
/** Rows and cells that are looked at, with those that hold nothing but a format. */
const mostRows = 100_000;
const mostCells = 600_000;

class Unreadable extends Error {
  readonly problem: SheetProblem;
  constructor(problem: SheetProblem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * Reads the first sheet of an XLSX file. Read here and not by a library: libraries build the whole workbook, and a few bytes that merge or
 * validate a million cells make them fill the memory (B10). Formulas give the value that was stored with them; nothing is computed.
 */
export function readXlsx(bytes: Uint8Array, bounds: Bounds): { ok: true; rows: SheetRows } | { ok: false; problem: SheetProblem } {
  const entries = readZip(bytes);
  if (entries === undefined) return { ok: false, problem: 'sheet_unreadable' };
  try {
    const workbook = part(entries, 'xl/workbook.xml', largestSmallPart) ?? '';
    const sheet = part(entries, firstSheet(entries, workbook), largestPart);
    if (sheet === undefined) return { ok: false, problem: 'sheet_unreadable' };
    const strings = readStrings(part(entries, 'xl/sharedStrings.xml', largestPart) ?? '', bounds);
    const dates = readDateStyles(part(entries, 'xl/styles.xml', largestSmallPart) ?? '');
    return { ok: true, rows: readRows(sheet, { strings, dates, from1904: /date1904="(?:1|true)"/.test(workbook), bounds }) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.problem };
    if (error instanceof SyntaxError) return { ok: false, problem: 'sheet_unreadable' };
    throw error;
  }
}

function part(entries: ZipEntries, name: string, maximum: number): string | undefined {
  const text = inflateText(entries, name, maximum);
  if (typeof text === 'object') throw new Unreadable(text.problem === 'too_large' ? 'sheet_too_large' : 'sheet_unreadable');
  return text;
}

/** Where the first sheet of the workbook is. */
function firstSheet(entries: ZipEntries, workbook: string): string {
  const usual = 'xl/worksheets/sheet1.xml';
  const first = [...walkXml(workbook)].find((piece) => piece.kind === 'open' && piece.name === 'sheet');
  const id = first?.kind === 'open' ? attribute(first.attributes, 'id') : undefined;
  for (const piece of walkXml(part(entries, 'xl/_rels/workbook.xml.rels', largestSmallPart) ?? '')) {
    if (piece.kind !== 'open' || piece.name !== 'Relationship' || attribute(piece.attributes, 'Id') !== id) continue;
    const target = attribute(piece.attributes, 'Target') ?? '';
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  }
  return usual;
}

/** Texts that cells share; the readings of Japanese ones are left out. */
function readStrings(xml: string, { rows, columns, cell }: Bounds): string[] {
  const strings: string[] = [];
  let text = '';
  let reading = false;
  let aside = false;
  for (const piece of walkXml(xml)) {
    if (piece.kind === 'text') {
      if (reading && !aside && text.length <= cell) text += piece.text;
    } else if (piece.name === 'si') {
      if (piece.kind === 'open') text = '';
      if (piece.kind === 'close' || piece.empty) strings.push(text.slice(0, cell + 1));
      if (strings.length > (rows + 1) * columns) throw new Unreadable('sheet_too_large');
    } else if (piece.name === 't') reading = piece.kind === 'open' && !piece.empty;
    else if (piece.name === 'rPh') aside = piece.kind === 'open' && !piece.empty;
  }
  return strings;
}

/** Which cell formats show a number as a date. */
function readDateStyles(xml: string): Set<number> {
  const formats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
  const styles = new Set<number>();
  let index = -1;
  for (const piece of walkXml(xml)) {
    if (piece.kind === 'text') continue;
    if (piece.name === 'numFmt' && piece.kind === 'open') {
      if (/[yd]/i.test(withoutQuotes((attribute(piece.attributes, 'formatCode') ?? '').slice(0, 255)))) formats.add(Number(attribute(piece.attributes, 'numFmtId')));
    } else if (piece.name === 'cellXfs') index = piece.kind === 'open' ? 0 : -1;
    else if (piece.name === 'xf' && piece.kind === 'open' && index >= 0) {
      if (formats.has(Number(attribute(piece.attributes, 'numFmtId') ?? 0))) styles.add(index);
      index += 1;
    }
  }
  return styles;
}

/** A format without what it only quotes: words in quotation marks, colours in brackets, single characters behind a backslash. */
function withoutQuotes(code: string): string {
  let plain = '';
  for (let at = 0; at < code.length; at++) {
    const end = code[at] === '"' ? '"' : code[at] === '[' ? ']' : undefined;
    if (code[at] === '\\') at += 1;
    else if (end === undefined) plain += code[at];
    else at = Math.max(at, code.indexOf(end, at + 1) === -1 ? code.length : code.indexOf(end, at + 1));
  }
  return plain;
}

type Known = { strings: readonly string[]; dates: ReadonlySet<number>; from1904: boolean; bounds: Bounds };

function readRows(xml: string, known: Known): SheetRows {
  const { bounds } = known;
  const rows: SheetRows = [];
  let row: { line: number; cells: string[] } = { line: 0, cells: [] };
  let cell = { column: -1, type: '', style: 0 };
  let value = '';
  let reading = false;
  let [rowsSeen, cellsSeen] = [0, 0];
  for (const piece of walkXml(xml)) {
    if (piece.kind === 'text') {
      if (reading && value.length <= bounds.cell) value += piece.text;
      continue;
    }
    const opens = piece.kind === 'open';
    if (piece.name === 'row' && opens) {
      if (++rowsSeen > mostRows) throw new Unreadable('sheet_too_large');
      row = { line: Number(attribute(piece.attributes, 'r') ?? row.line + 1), cells: [] };
      cell = { column: -1, type: '', style: 0 };
    } else if (piece.name === 'c' && opens) {
      if (++cellsSeen > mostCells) throw new Unreadable('sheet_too_large');
      cell = { column: columnOf(attribute(piece.attributes, 'r')) ?? cell.column + 1, type: attribute(piece.attributes, 't') ?? 'n', style: Number(attribute(piece.attributes, 's') ?? 0) };
      value = '';
    } else if (piece.name === 'v' || piece.name === 't') reading = opens && !piece.empty;
    else if (piece.name === 'c') put(row.cells, cell.column, textOf(value, cell, known).slice(0, bounds.cell + 1), bounds);
    if (piece.name === 'row' && (!opens || piece.empty) && row.cells.some((text) => text.trim() !== '')) {
      rows.push({ line: row.line, cells: Array.from(row.cells, (text) => text ?? '') });
      if (rows.length > bounds.rows + 1) throw new Unreadable('sheet_too_many_rows');
    }
    if (piece.name === 'sheetData' && !opens) break;
  }
  return rows;
}

function put(cells: string[], column: number, text: string, { columns }: Bounds): void {
  if (text.trim() === '') return;
  if (column >= columns || column < 0) throw new Unreadable('sheet_too_many_columns');
  cells[column] = text;
}

/** The column of `B7` is 1. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(reference ?? '')?.[1];
  return letters === undefined ? undefined : [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function textOf(value: string, { type, style }: { type: string; style: number }, { strings, dates, from1904 }: Known): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type !== 'n' || value.trim() === '') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (dates.has(style) && number > 0 && number < 200_000) return new Date(Math.floor(number + (from1904 ? 1462 : 0) - 25_569) * 86_400_000).toISOString().slice(0, 10);
  // A long number, such as of a phone or an order, is not to come out as 1.38e+10.
  return Number.isInteger(number) && Math.abs(number) < 1e15 ? String(number) : value;
}
