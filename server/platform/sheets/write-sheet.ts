import { madeFile, type FileAnswer } from '../files/index.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Writes a table that people open in Excel. No cell is ever a formula, whatever it holds (B12). `name`: without its ending. */
export async function writeSheet(format: 'csv' | 'xlsx', name: string, rows: readonly (readonly string[])[]): Promise<FileAnswer> {
  return format === 'csv' ? madeFile(`${name}.csv`, 'text/csv', Buffer.from(csvOf(rows), 'utf8')) : madeFile(`${name}.xlsx`, xlsxType, await xlsxOf(rows));
}

/** CSV as Excel reads it without asking: with a mark that it is UTF-8. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that a spreadsheet could take for a formula is made text by an apostrophe; ASVS 1.2.10. Full-width signs count too. */
function csvCell(text: string): string {
  const safe = /^[\s\p{Cc}]{0,100}[=+\-@＝＋－＠\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",\r\n;\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The library is loaded with the first table that is written. */
async function xlsxOf(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  const sheet = workbook.addWorksheet('Sheet1', { views: [{ state: 'frozen', ySplit: 1 }] });
  for (const row of rows) {
    // Text as text: a plain string never becomes a formula, and the format keeps phone numbers from being rounded.
    const added = sheet.addRow(row.map((text) => withoutControl(text)));
    added.eachCell((cell) => {
      cell.numFmt = '@';
    });
  }
  sheet.getRow(1).font = { bold: true };
  for (const [index] of (rows[0] ?? []).entries()) sheet.getColumn(index + 1).width = Math.min(40, Math.max(10, ...rows.slice(0, 50).map((row) => widthOf(row[index] ?? '') + 2)));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** XML has no place for them. */
function withoutControl(text: string): string {
  return text.toWellFormed().replace(/(?![\t\n\r])\p{Cc}/gu, '');
}

function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (character > '\u2E80' ? 2 : 1), 0);
}
