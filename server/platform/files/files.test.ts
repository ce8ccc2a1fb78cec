import { mkdir, mkdtemp, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testGround, type TestGround } from '../../../test/harness/operations.ts';
import { silentLog } from '../log.ts';
import { cleanFiles, contentDisposition, createFileStore, downloadResponse, madeFile, nameAsText, sniffMediaType, type FileStore } from './index.ts';

let ground: TestGround;
let folder = '';
let store: FileStore;

beforeAll(async () => {
  ground = await testGround();
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'lichun-files-')), 'files');
  store = createFileStore({ folder, clock: ground.clock, log: silentLog, maximumMegabytes: 1 });
});
afterAll(() => ground.close());

const bytes = (text: string) => new TextEncoder().encode(text);
const everything = async (at: string): Promise<string[]> => (await readdir(at, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));

async function stored(content: Uint8Array, name = '营业执照.pdf'): Promise<{ id: string; mediaType: string; name: string; sha256: string }> {
  const outcome = await store.put(ground.database, content, { name, maximumBytes: 600_000 });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}

describe('a file', () => {
  test('comes back as it was taken in, with what its bytes are, not what its name says', async () => {
    const file = await stored(bytes('%PDF-1.7 …'), '照片.png');
    expect(file.mediaType).toBe('application/pdf');
    const read = await store.read(ground.database, file.id);
    expect(await downloadResponse(read!).text()).toBe('%PDF-1.7 …');
  });

  test('that is too large, or too much for the quota, is refused and leaves nothing', async () => {
    const before = await everything(folder);
    expect(await store.put(ground.database, new Uint8Array(600_001), { name: 'a', maximumBytes: 600_000 })).toMatchObject({ ok: false, refusal: { code: 'file_too_large' } });
    await stored(new Uint8Array(600_000));
    expect(await store.put(ground.database, new Uint8Array(600_000), { name: 'b', maximumBytes: 600_000 })).toMatchObject({ ok: false, refusal: { code: 'storage_full', parameters: { maximum: 1 } } });
    expect((await everything(folder)).length).toBe(before.length + 1);
  });

  test('whose bytes stop in the middle leaves nothing half-written', async () => {
    const before = await everything(folder);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytes('half');
      throw new Error('the line went dead');
    }
    await expect(store.put(ground.database, broken(), { name: 'a', maximumBytes: 1000 })).rejects.toThrow('the line went dead');
    expect(await everything(folder)).toEqual(before);
  });

  test('on a disk that is full is refused with the cure, and leaves nothing', async () => {
    async function* noSpace(): AsyncGenerator<Uint8Array> {
      yield bytes('a');
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    }
    const before = await everything(folder);
    expect(await store.put(ground.database, noSpace(), { name: 'a', maximumBytes: 100 })).toMatchObject({ ok: false, refusal: { code: 'storage_full' } });
    expect(await everything(folder)).toEqual(before);
  });

  test('that was deleted is not given out, until the deletion is undone', async () => {
    const { id } = await stored(bytes('x'));
    await store.delete(ground.database, id);
    expect(await store.read(ground.database, id)).toBeUndefined();
    await store.restore(ground.database, id);
    expect((await store.read(ground.database, id))?.size).toBe(1);
  });

  test('that no row kept, that was deleted long ago, or that has no row is cleaned away; nothing else is', async () => {
    const [kept, left, gone] = [await stored(bytes('kept')), await stored(bytes('left')), await stored(bytes('gone'))];
    for (const { id } of [kept, gone]) await store.keep(ground.database, id);
    await store.delete(ground.database, gone.id);
    const stray = path.join(folder, 'ab', 'ab111111-1111-4111-8111-111111111111');
    await mkdir(path.dirname(stray), { recursive: true });
    await writeFile(stray, 'stray');
    await utimes(stray, new Date('2026-01-01'), new Date('2026-01-01'));
    expect(await cleanFiles(ground.database, folder, new Date(ground.clock.now().getTime() + 3600_000))).toBe(1);
    await cleanFiles(ground.database, folder, new Date(ground.clock.now().getTime() + 9 * 24 * 3600_000));
    const names = (await everything(folder)).map((place) => path.basename(place));
    expect(names).toEqual([kept.id]);
    expect([left.id, gone.id].filter((id) => names.includes(id))).toEqual([]);
  });
});

describe('B4: what goes out never runs on our origin', () => {
  test.each([
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image/svg+xml'],
    ['<!DOCTYPE html><script>alert(1)</script>', 'text/html'],
    ['  <?xml version="1.0"?><x/>', 'text/html'],
    ['\uFEFF<html><body onload=alert(1)>', 'text/html'],
  ])('%s is an attachment of plain bytes in a sandbox', async (text, mediaType) => {
    expect(sniffMediaType(bytes(text))).toBe(mediaType);
    const { headers } = downloadResponse(madeFile('a.svg', mediaType, bytes(text)));
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });
});

describe('B5: names are only ever text', () => {
  const names = ['.htaccess', 'a.pht', 'invoice\u202Efdp.exe', 'a.pdf.exe', 'a"; filename="b', 'a\r\nSet-Cookie: x=1', '发票（一）.pdf', "it's (1)*.pdf", '😀.png', 'a\u0000b', 'x'.repeat(500)];
  test.each(names)('%j is stored under a random id, and its header is one line that reads back the same', async (name) => {
    const file = await stored(bytes('x'), name);
    expect(file.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(file.name).not.toMatch(/[\p{Cc}\u202E]/u);
    const header = contentDisposition(file.name);
    expect(header).toMatch(/^[\x20-\x7e]+$/);
    expect(decodeURIComponent(/filename\*=UTF-8''([^;]+)$/.exec(header)?.[1] ?? '')).toBe(file.name);
    expect(/filename="([^"]*)"/.exec(header)?.[1]).toMatch(/^[A-Za-z0-9 ._-]+$/);
  });

  test('any text gives a header that HTTP takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(new Headers({ 'content-disposition': contentDisposition(nameAsText(name)) }).get('content-disposition')).toMatch(/^attachment; /);
      }),
    );
  });
});

describe('B6: no name leads out of the store', () => {
  test.each(['../../etc/passwd', '..\\..\\windows\\win.ini', '/etc/passwd', '%2e%2e/%2e%2e/x', 'a\u0000/../b', 'C:\\x', '....//....//x'])('%s writes into the store only', async (name) => {
    const outside = await readdir(path.dirname(folder));
    const { id } = await stored(bytes('x'), name);
    expect(await readdir(path.dirname(folder))).toEqual(outside);
    expect(await readFile(path.join(folder, id.slice(0, 2), id), 'utf8')).toBe('x');
  });

  test.each(['../../../etc/passwd', '..', '', '00000000-0000-0000-0000-00000000000g', '%2e%2e'])('the id %s reads nothing', async (id) => {
    await expect(store.read(ground.database, id)).rejects.toThrow('Not the id of a file');
  });

  test('a link in the folder is not followed out of it when it is cleaned', async () => {
    const outside = path.join(await mkdtemp(path.join(tmpdir(), 'lichun-outside-')), 'secret');
    await writeFile(outside, 'secret');
    await utimes(outside, new Date('2026-01-01'), new Date('2026-01-01'));
    await mkdir(path.join(folder, 'cd'), { recursive: true });
    await symlink(path.dirname(outside), path.join(folder, 'cd', 'link'));
    await cleanFiles(ground.database, folder, new Date('2027-01-01'));
    expect(await readFile(outside, 'utf8')).toBe('secret');
  });
});
