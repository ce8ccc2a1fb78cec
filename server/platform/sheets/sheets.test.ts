import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import excel from 'exceljs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strToU8, zipSync } from 'fflate';
import { fieldsOf, matchColumns, readSheet, writeSheet, csvOf } from './index.ts';
import { parseSheet } from './parse-sheet.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
/** 「组织,姓名」 and 「春风,谷雨」 as a Chinese Excel saves them. */
const gb18030 = Uint8Array.from([0xd7, 0xe9, 0xd6, 0xaf, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0d, 0x0a, 0xb4, 0xba, 0xb7, 0xe7, 0x2c, 0xb9, 0xc8, 0xd3, 0xea]);

async function rowsOf(bytes: Uint8Array) {
  const read = await readSheet(bytes);
  return read.ok ? { encoding: read.value.encoding, heading: read.value.heading, rows: read.value.rows.map(({ line, cells }) => [line, ...cells]) } : read.refusal.fields?.map(({ code }) => code);
}

async function workbook(fill: (sheet: excel.Worksheet) => void): Promise<Uint8Array> {
  const book = new excel.Workbook();
  fill(book.addWorksheet('成员'));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const xlsx = (sheet: string, more: Record<string, string> = {}) =>
  zipSync(Object.fromEntries(Object.entries({ 'xl/workbook.xml': '<workbook><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>', 'xl/worksheets/sheet1.xml': sheet, ...more }).map(([name, text]) => [name, strToU8(text)])));

describe('a table', () => {
  test.each([
    ['UTF-8', utf8('组织,姓名\r\n春风,谷雨\r\n'), 'utf-8'],
    ['UTF-8 with a mark', utf8('\uFEFF组织,姓名\n春风,谷雨'), 'utf-8'],
    ['GB18030', gb18030, 'gb18030'],
    ['the Unicode text of Excel', Uint8Array.from([0xff, 0xfe, ...Buffer.from('组织\t姓名\r\n春风\t谷雨\r\n', 'utf16le')]), 'utf-16le'],
    ['semicolons', utf8('组织;姓名\n春风;谷雨'), 'utf-8'],
  ])('in %s is read', async (_name, bytes, encoding) => {
    expect(await rowsOf(bytes)).toEqual({ encoding, heading: ['组织', '姓名'], rows: [[2, '春风', '谷雨']] });
  });

  test('as Excel writes it is read: shared and rich text, dates, numbers, formulas by their values, blanks left out', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['组织', '日期', '手机', '公式', '']);
      sheet.addRow([{ richText: [{ text: '春' }, { text: '风' }] }, new Date('2026-11-18T00:00:00Z'), 13_800_138_000, { formula: '1+1', result: 2 }]);
      sheet.addRow([]);
      sheet.addRow(['立冬 & <b>', '2026/1/5', '+86 138', true]);
    });
    expect(await rowsOf(bytes)).toEqual({ encoding: 'xlsx', heading: ['组织', '日期', '手机', '公式'], rows: [[2, '春风', '2026-11-18', '13800138000', '2'], [4, '立冬 & <b>', '2026/1/5', '+86 138', 'true']] });
  });

  test('from other programs, with prefixes and inline text, is read', async () => {
    expect(await rowsOf(xlsx('<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>组织</x:t></x:is></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>&#26149;&#x98CE;</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'))).toEqual({ encoding: 'xlsx', heading: ['组织'], rows: [[2, '春风']] });
  });

  test.each([
    ['nothing', utf8(''), 'sheet_empty'],
    ['a heading only', utf8('组织,姓名\n'), 'sheet_empty'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'sheet_unreadable'],
    ['an old XLS', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'sheet_old_format'],
    ['a broken zip', Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]), 'sheet_unreadable'],
    ['a zip of something else', zipSync({ 'a.txt': strToU8('x') }), 'sheet_unreadable'],
    ['too many rows', utf8(`a\n${'x\n'.repeat(10_001)}`), 'sheet_too_many_rows'],
    ['too many columns', utf8(`${'a,'.repeat(45)}b\n${'x,'.repeat(45)}y`), 'sheet_too_many_columns'],
    ['a cell far out', xlsx('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="XFD2"><v>1</v></c></row></sheetData></worksheet>'), 'sheet_too_many_columns'],
  ])('that is %s is refused with the cure', async (_name, bytes, code) => {
    expect(await rowsOf(bytes)).toEqual([code]);
  });

  test('no bytes make the reader fail', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.constantFrom([], [0x50, 0x4b, 3, 4], [0xff, 0xfe]), async (bytes, start) => {
      await expect(parseSheet(Uint8Array.from([...start, ...bytes]), 100)).resolves.toBeTypeOf('object');
    }), { numRuns: 200 });
  });
});

describe('B6: names inside an archive lead nowhere', () => {
  test.each(['../../../etc/passwd', '/etc/passwd', '..\\..\\x', 'xl/../../x'])('a sheet that is said to be %s is not there', async (target) => {
    const rels = `<Relationships><Relationship Id="rId1" Target="${target}"/></Relationships>`;
    expect(await rowsOf(xlsx('<worksheet/>', { 'xl/_rels/workbook.xml.rels': rels }))).toEqual(['sheet_unreadable']);
  });
});

describe('B10: bombs', () => {
  /** What reading costs a process that does nothing else, beyond what it needed to start. */
  const cost = async (bytes: Uint8Array): Promise<{ codes: string[]; cpuSeconds: number; megabytes: number }> => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('testing/measure.ts', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end(bytes);
    return (await json(child.stdout)) as Awaited<ReturnType<typeof cost>>;
  };
  test('a sheet that unpacks to much more than it says, or says, is refused after less than two seconds of a processor and 200 MB', async () => {
    const honest = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(64 * 1024 * 1024) }, { level: 1 });
    const lying = Uint8Array.from(honest);
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 30; at++) if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1_000_000) view.setUint32(at + 24, 1000, true);
    for (const bytes of [honest, lying]) {
      const { codes, cpuSeconds, megabytes } = await cost(bytes);
      expect(codes).toEqual(['sheet_too_large']);
      expect(cpuSeconds).toBeLessThan(2);
      expect(megabytes).toBeLessThan(200);
    }
  });

  test.each([
    ['a million empty rows', `<worksheet><sheetData>${'<row/>'.repeat(1_000_000)}</sheetData></worksheet>`],
    ['a million cells of one row', `<worksheet><sheetData><row>${'<c><v>1</v></c>'.repeat(1_000_000)}</row></sheetData></worksheet>`],
    ['merged and validated columns', '<worksheet><sheetData><row><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations></worksheet>'],
    ['entities of its own', '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>'],
    ['tags that do not end', `<worksheet><sheetData><row ${'a="'.repeat(100_000)}`],
  ])('%s cost less than two seconds of a processor and 200 MB', async (_name, sheet) => {
    const { codes, cpuSeconds, megabytes } = await cost(xlsx(sheet));
    expect(codes).toBeInstanceOf(Array);
    expect(cpuSeconds).toBeLessThan(2);
    expect(megabytes).toBeLessThan(200);
  });

  test('a full table of ten thousand lines of twelve cells is read apart, and holds up nobody', async () => {
    const bytes = await workbook((sheet) => {
      for (let line = 0; line <= 10_000; line++) sheet.addRow(Array.from({ length: 12 }, (_cell, column) => `行 ${line} 列 ${column}`));
    });
    expect((await cost(bytes)).cpuSeconds).toBeLessThan(10);
    // Whoever asks for a page meanwhile waits for no more than this thread does itself: taking the table over from the one that reads.
    const before = process.threadCpuUsage();
    expect(await rowsOf(bytes)).toMatchObject({ encoding: 'xlsx' });
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(0.5);
  });

  test('one that takes all time or memory is given up, and the next is read', async () => {
    const large = utf8(`a,b\n${'x,y\n'.repeat(9_000)}`);
    const bomb = xlsx(`<worksheet><sheetData>${'<row/>'.repeat(90_000)}${'<row><c><v>1</v></c></row>'.repeat(9_000)}</sheetData></worksheet>`);
    const codesOf = (read: Awaited<ReturnType<typeof readSheet>>) => (read.ok ? [] : read.refusal.fields?.map(({ code }) => code));
    expect(codesOf(await readSheet(large, 10_000, { milliseconds: 1, megabytes: 256 }))).toEqual(['sheet_too_large']);
    expect(codesOf(await readSheet(bomb, 10_000, { milliseconds: 20_000, megabytes: 8 }))).toEqual(['sheet_too_large']);
    expect(codesOf(await readSheet(large))).toEqual([]);
  });
});

describe('B12: no cell of a report is a formula', () => {
  const hostile = ['=HYPERLINK("http://evil.example","x")', '+1+1', '-2+3', '@SUM(1)', '\t=1', '\r=1', '＝1', ' =1+1', '\u0000=1', "'=1", '=cmd|\'/c calc\'!A1'];

  test('in CSV each is text behind an apostrophe, and reads back with it', async () => {
    const text = csvOf([['列'], ...hostile.map((cell) => [cell])]);
    expect(text.startsWith('\uFEFF')).toBe(true);
    const read = await readSheet(new TextEncoder().encode(text.replaceAll('\u0000', '')));
    for (const { cells } of read.ok ? read.value.rows : []) expect(cells[0]).toMatch(/^'/);
    expect(read.ok && read.value.rows.length).toBe(hostile.length);
  });

  test('in XLSX each is a string', async () => {
    const file = await writeSheet('xlsx', '报告', [['列'], ...hostile.map((cell) => [cell])]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.open()) chunks.push(chunk as Uint8Array);
    const book = new excel.Workbook();
    await book.xlsx.load(Buffer.concat(chunks) as never);
    const types = new Set<number>();
    book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => types.add(cell.type)));
    expect([...types]).toEqual([excel.ValueType.String]);
  });

  test('any text in CSV begins no cell with a sign', () => {
    fc.assert(fc.property(fc.string({ maxLength: 30 }), (cell) => {
      const written = csvOf([[cell]]).slice(1).replace(/^"/, '');
      expect(/^[=+\-@]/.test(written)).toBe(false);
    }));
  });
});

describe('headings', () => {
  const known = [{ field: 'organisation', names: ['组织', 'Organisation', '公司'], example: '' }, { field: 'email', names: ['邮箱', 'E-mail'], example: '' }] as const;

  test('are understood in both languages, however they are spaced and marked; what is not known gets a suggestion', () => {
    expect(matchColumns(['组织 *', 'e mail（必填）', '邮相', '颜色', 'Company'], known.map(({ field, names, example }) => ({ field, names: [...names] as [string, string], example })))).toEqual([
      { heading: '组织 *', field: 'organisation' }, { heading: 'e mail（必填）', field: 'email' }, { heading: '邮相', similar: '邮箱' }, { heading: '颜色' }, { heading: 'Company' },
    ]);
  });

  test('of the same field: the first one counts', () => {
    const columns = matchColumns(['组织', '公司', 'Organisatoin'], known.map(({ field, names, example }) => ({ field, names: [...names] as [string, string], example })));
    expect(columns).toEqual([{ heading: '组织', field: 'organisation' }, { heading: '公司' }, { heading: 'Organisatoin', similar: 'Organisation' }]);
    expect(fieldsOf([' 春风 ', 'x', ''], columns)).toEqual({ organisation: '春风' });
  });

  test('G3: named like parts of every object change nothing', () => {
    const columns = matchColumns(['__proto__', 'constructor', 'toString'], known.map(({ field, names, example }) => ({ field, names: [...names] as [string, string], example })));
    expect(columns.every(({ field }) => field === undefined)).toBe(true);
    expect(fieldsOf(['1', '2', '3'], columns)).toEqual({});
  });
});
