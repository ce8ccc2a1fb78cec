import { sql } from 'kysely';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { given, refused } from '../../centre/testing.ts';
import { runStep, takeSheet } from '../../platform/sheets/index.ts';
import { moderationStage, moderatorOf, operatorEverywhere, type ModerationStage } from '../testing/moderation-stage.ts';
import { newId } from '../../platform/index.ts';
import { importedMembersSubscriber } from '../imported-members.ts';
import { fleetMemberImporter } from './fleet-member-importer.ts';

let stage: ModerationStage;
type Person = Awaited<ReturnType<ModerationStage['person']>>;
let operator: Person;
beforeAll(async () => {
  stage = await moderationStage();
  await stage.addFleet({ key: 'big', target: 500 });
  await stage.addFleet({ key: 'small', target: 5, platformLimit: 5, maximumGroups: 1 });
  operator = await stage.person({ name: '春华', grants: [operatorEverywhere] });
});
afterAll(() => stage.close());

const file = (text: string | Uint8Array, name = '成员.csv') => ({ name, content: Buffer.from(text).toString('base64') });
const preview = (text: string | Uint8Array, fleet = 'big', who = operator) => who.ops.previewFleetMemberImport({ fleet, file: file(text) });
const stepOf = (id: string) => stage.ground.database.transaction().execute((db) => runStep({ db, publish: async (...events) => void stage.published.push(...events), audit: async () => undefined }, fleetMemberImporter(stage.parts), id, stage.ground.clock.now()));
const finish = async (fleet: string, id: string) => {
  given(await operator.ops.startFleetMemberImport({ fleet, id }));
  let steps = 0;
  while (await stepOf(id)) expect((steps += 1)).toBeLessThan(20);
  return given(await operator.ops.readFleetMemberImport({ fleet, id }));
};
const bytesOf = async (open: () => AsyncIterable<unknown>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of open()) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
};
const bring = async (text: string, fleet = 'big') => finish(fleet, given(await preview(text, fleet)).id);
const seated = async (fleet: string) => (await sql<{ count: number }>`select count(*)::int as count from seat where fleet = ${fleet} and state <> 'ended'`.execute(stage.ground.database)).rows[0]?.count;

describe('a list of members', () => {
  test('is looked at first and changes nothing, then lets everybody in, and changes nothing the second time', async () => {
    const text = '姓名,邮箱,QQ,备注\n谷雨,guyu@example.com,,老用户\n夏至,,1234567,\n';
    const shown = given(await preview(text));
    expect(shown).toMatchObject({ kind: 'fleet_members', total: 2, counts: { create: 2, wrong: 0 }, state: 'previewed' });
    expect(await seated('big')).toBe(0);
    expect(await finish('big', shown.id)).toMatchObject({ state: 'done', done: 2, counts: { create: 2, failed: 0 } });
    expect(await seated('big')).toBe(2);
    expect(await bring(text)).toMatchObject({ counts: { same: 2, create: 0 } });
    expect(await seated('big')).toBe(2);
    const { rows } = await sql<{ entrance: string; kind: string }>`select entrance, kind from seat where fleet = 'big'`.execute(stage.ground.database);
    expect(rows).toEqual([{ entrance: 'import', kind: 'ordinary' }, { entrance: 'import', kind: 'ordinary' }]);
  });

  test('gives the seat to whoever has proven the account, under their own entry', async () => {
    const owner = await stage.person({ name: '秋分', email: 'qiufen@example.com' });
    expect(await bring('Name,E-mail\n别的名字,QiuFen@example.com\n')).toMatchObject({ counts: { create: 1 } });
    const { rows } = await sql`select 1 from seat where person_id = ${owner.id} and fleet = 'big'`.execute(stage.ground.database);
    expect(rows).toHaveLength(1);
  });

  test('keeps the seat for whoever proves the account later, and for nobody else', async () => {
    expect(await bring('姓名,邮箱\n小满,xiaoman@example.com\n')).toMatchObject({ counts: { create: 1 } });
    const hear = importedMembersSubscriber(stage.parts);
    const tell = (subject: string) => stage.ground.database.transaction().execute((db) => hear.handle({ id: newId(), position: '1', name: 'people.identity_proven', subject, data: {}, occurredAt: stage.ground.clock.now() }, db, { now: stage.ground.clock.now(), log: stage.ground.log, publish: async (...events) => void stage.published.push(...events), afterCommit: () => undefined }));
    const seats = async (person: string) => (await sql`select 1 from seat where person_id = ${person} and fleet = 'big' and state <> 'ended'`.execute(stage.ground.database)).rows.length;
    const claimant = await stage.person({ email: 'xiaoman@example.com', proven: false });
    await tell(claimant.id);
    expect(await seats(claimant.id)).toBe(0);
    const owner = await stage.person({ name: '小满', email: 'xiaoman@example.com' });
    await tell(owner.id);
    await tell(owner.id);
    expect(await seats(owner.id)).toBe(1);
    expect(await bring('邮箱\nxiaoman@example.com\n')).toMatchObject({ counts: { same: 1, create: 0 } });
  });

  test('writes to everybody in the language that the list names, else in their own, else in the first that is spoken in the fleet', async () => {
    await stage.addFleet({ key: 'english', languages: ['en', 'zh-CN'] });
    await stage.person({ email: 'known@example.com' });
    const batch = await bring('邮箱,语言\nada@example.com,\nknown@example.com,\ngrace@example.com,英文\nguyu-zh@example.com,zh-CN\nwrong@example.com,火星文\n', 'english');
    expect(batch.counts).toMatchObject({ create: 4, wrong: 1 });
    const { rows } = await sql<{ typed: string; mails: string; entry: string }>`select i.typed, a.language as mails, p.language as entry from application a join person p on p.id = a.person_id join identity i on i.person_id = p.id where a.fleet = 'english' order by a.id`.execute(stage.ground.database);
    expect(rows.map(({ typed, mails, entry }) => [typed, mails, entry])).toEqual([['ada@example.com', 'en', 'en'], ['known@example.com', 'zh-CN', 'zh-CN'], ['grace@example.com', 'en', 'en'], ['guyu-zh@example.com', 'zh-CN', 'zh-CN']]);
    const { items } = given(await operator.ops.listFleetMemberImportLines({ fleet: 'english', id: batch.id, verdict: 'wrong' }));
    expect(items[0]?.problems).toMatchObject([{ path: 'language', code: 'language_unknown' }]);
    expect(await bring('邮箱\nfirst-of-centre@example.com\n')).toMatchObject({ counts: { create: 1 } });
    const [last] = (await sql<{ language: string }>`select language from application where fleet = 'big' order by id desc limit 1`.execute(stage.ground.database)).rows;
    expect(last?.language).toBe(stage.reader.current().centre?.settings.languages[0]);
  });

  test('is not kept out by somebody who only claims an account of it', async () => {
    const claimant = await stage.person({ email: 'claimed@example.com', proven: false });
    given(await operator.ops.addFleetMember({ fleet: 'big', person: claimant.id }));
    expect(await bring('邮箱\nclaimed@example.com\n')).toMatchObject({ counts: { create: 1, same: 0 } });
  });

  test('says for each wrong line what is wrong, and refuses two lines about one account', async () => {
    const shown = given(await preview('姓名,邮箱,QQ\n甲,not-an-address,\n乙,,12\n丙,,\n丁,ding@example.com,\n戊,DING@example.com,\n'));
    const { items } = given(await operator.ops.listFleetMemberImportLines({ fleet: 'big', id: shown.id }));
    expect(items.map(({ line, verdict, problems }) => [line, verdict, problems[0]?.code])).toEqual([[2, 'wrong', 'email'], [3, 'wrong', 'qq_form'], [4, 'wrong', 'account_missing'], [5, 'create', undefined], [6, 'wrong', 'line_repeated']]);
    expect(items[4]?.problems[0]?.message).toContain('5');
  });

  test('never gives more seats than there are: who comes too late is told so, and nothing of their line stays', async () => {
    const before = (await sql<{ count: number }>`select count(*)::int as count from person`.execute(stage.ground.database)).rows[0]?.count ?? 0;
    const batch = await bring(`邮箱\n${Array.from({ length: 7 }, (_line, index) => `small-${index}@example.com`).join('\n')}\n`, 'small');
    expect(batch.counts).toMatchObject({ create: 4, failed: 3 });
    expect(await seated('small')).toBe(4);
    const failed = given(await operator.ops.listFleetMemberImportLines({ fleet: 'small', id: batch.id, verdict: 'failed' })).items;
    expect(failed.map(({ problems }) => problems[0]?.code)).toEqual(['member_no_seat', 'member_no_seat', 'member_no_seat']);
    expect((await sql<{ count: number }>`select count(*)::int as count from person`.execute(stage.ground.database)).rows[0]?.count).toBe(before + 4);
  });

  test('refuses who is barred', async () => {
    const barred = await stage.person({ email: 'barred@example.com' });
    given(await operator.ops.banPerson({ person: barred.id, reason: '广告' }));
    const batch = await bring('邮箱\nbarred@example.com\n');
    expect(batch.counts).toMatchObject({ create: 0, failed: 1 });
    expect(given(await operator.ops.listFleetMemberImportLines({ fleet: 'big', id: batch.id })).items[0]?.problems).toMatchObject([{ code: 'member_barred' }]);
  });

  test('is for who may bring lists into this fleet, and seen by nobody else', async () => {
    const moderator = await stage.person({ grants: [moderatorOf('big')] });
    expect(refused(await preview('邮箱\na@example.com\n', 'big', moderator)).code).toBe('not_found');
    const ofSmall = await stage.person({ grants: [{ role: 'operator', scope: { kind: 'fleet', key: 'small' } }] });
    const { id } = given(await preview('邮箱\nscoped@example.com\n'));
    expect(refused(await ofSmall.ops.readFleetMemberImport({ fleet: 'big', id })).code).toBe('not_found');
    expect(refused(await ofSmall.ops.readFleetMemberImport({ fleet: 'small', id })).code).toBe('not_found');
    expect(refused(await ofSmall.ops.startFleetMemberImport({ fleet: 'small', id })).code).toBe('not_found');
  });

  test('is cancelled before it begins or on the way: who is in stays in, and nobody comes after', async () => {
    const early = given(await preview('邮箱\nearly-1@example.com\n')).id;
    expect(given(await operator.ops.cancelFleetMemberImport({ fleet: 'big', id: early }))).toMatchObject({ state: 'cancelled', done: 0 });
    expect(given(await operator.ops.cancelFleetMemberImport({ fleet: 'big', id: early })), 'twice is once').toMatchObject({ state: 'cancelled', done: 0 });
    const before = await seated('big');
    expect(given(await operator.ops.startFleetMemberImport({ fleet: 'big', id: early })), 'it does not begin any more').toMatchObject({ state: 'cancelled' });
    expect(await stepOf(early)).toBe(false);
    expect(await seated('big')).toBe(before);
    const { id } = given(await preview(`邮箱\n${Array.from({ length: 200 }, (_line, index) => `halfway-${index}@example.com`).join('\n')}\n`));
    given(await operator.ops.startFleetMemberImport({ fleet: 'big', id }));
    expect(await stepOf(id), 'there is more to do').toBe(true);
    const stopped = given(await operator.ops.cancelFleetMemberImport({ fleet: 'big', id }));
    expect(stopped.state).toBe('cancelled');
    expect(stopped.done).toBeGreaterThan(0);
    expect(stopped.done).toBeLessThan(200);
    expect(await stepOf(id), 'a step that comes late does nothing').toBe(false);
    expect(await seated('big')).toBe((before ?? 0) + stopped.done);
    const report = given(await operator.ops.downloadFleetMemberImportReport({ fleet: 'big', id, format: 'csv' }));
    const told = (await bytesOf(report.open)).toString('utf8');
    expect([told.match(/,已新增,/g)?.length, told.match(/,"?已取消，没有导入"?,/g)?.length, told.includes('将新增')]).toEqual([stopped.done, 200 - stopped.done, false]);
    expect(await bring(`邮箱\n${Array.from({ length: 200 }, (_line, index) => `halfway-${index}@example.com`).join('\n')}\n`), 'brought again, the rest comes in').toMatchObject({ counts: { same: stopped.done, create: 200 - stopped.done } });
  });

  test('stands among the earlier ones of its fleet, the newest first and a page at a time', async () => {
    const names = ['一.csv', '二.csv', '三.csv'];
    for (const name of names) {
      stage.ground.clock.advance(1000);
      const { id } = given(await operator.ops.previewFleetMemberImport({ fleet: 'small', file: file('邮箱\nlisted@example.com\n', name) }));
      given(await operator.ops.cancelFleetMemberImport({ fleet: 'small', id }));
    }
    const first = given(await operator.ops.listFleetMemberImports({ fleet: 'small', limit: 2 }));
    expect(first.items.map(({ fileName, state, createdBy }) => [fileName, state, createdBy])).toEqual([['三.csv', 'cancelled', '春华'], ['二.csv', 'cancelled', '春华']]);
    const second = given(await operator.ops.listFleetMemberImports({ fleet: 'small', limit: 2, cursor: first.next }));
    expect(second.items[0]?.fileName).toBe('一.csv');
    expect(given(await operator.ops.listFleetMemberImports({ fleet: 'big' })).items.filter(({ fileName }) => names.includes(fileName)), 'of another fleet').toEqual([]);
  });

  test('is written into an empty table that can be had: with its example line it comes in as it is', async () => {
    const downloaded = async (format: 'csv' | 'xlsx') => {
      const { name, open } = given(await operator.ops.downloadFleetMemberImportTemplate({ fleet: 'big', format }));
      return { name, bytes: await bytesOf(open) };
    };
    const csv = await downloaded('csv');
    expect(csv.name).toMatch(/\.csv$/);
    expect(Buffer.from(csv.bytes).toString('utf8').replace(/^\uFEFF/, '').split(/\r?\n/)[0]).toBe('姓名,邮箱,手机,UID,QQ,Telegram,微信,钉钉,GitHub,已在群里,语言,备注');
    for (const { name, bytes } of [csv, await downloaded('xlsx')]) {
      const shown = given(await operator.ops.previewFleetMemberImport({ fleet: 'big', file: file(bytes, name) }));
      expect(shown).toMatchObject({ fileName: name, total: 1, counts: { wrong: 0 } });
      expect(shown.columns.filter(({ field }) => field === undefined)).toEqual([]);
    }
  });

  test('is told about in a report for Excel, which can be read again', async () => {
    const batch = await bring('姓名,邮箱\n小雪,xiaoxue@example.com\n大雪,not-an-address\n');
    const { name, open } = given(await operator.ops.downloadFleetMemberImportReport({ fleet: 'big', id: batch.id, format: 'xlsx' }));
    expect(name).toMatch(/\.xlsx$/);
    const sheet = await takeSheet(file(await bytesOf(open), name), 200);
    const told = JSON.stringify(sheet);
    for (const word of ['xiaoxue@example.com', 'not-an-address', '这不是有效的邮箱地址']) expect(told).toContain(word);
  });

  test('is told about in a report', async () => {
    const batch = await bring('姓名,邮箱\n立冬,lidong@example.com\n');
    const report = given(await operator.ops.downloadFleetMemberImportReport({ fleet: 'big', id: batch.id, format: 'csv' }));
    expect((await bytesOf(report.open)).toString('utf8')).toContain('lidong@example.com');
  });

  test.each([
    ['201 lines', `邮箱\n${Array.from({ length: 201 }, (_line, index) => `p${index}@example.com`).join('\n')}\n`, 'sheet_too_many_rows'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'sheet_unreadable'],
    ['a broken XLSX', Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]), 'sheet_unreadable'],
    ['an old XLS', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'sheet_old_format'],
    ['columns that nobody knows', '天气,心情\n晴,好\n', 'sheet_no_columns'],
    ['a zip bomb', zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(64 * 1024 * 1024) }, { level: 1 }), 'sheet_too_large'],
  ])('B10: %s is refused with the cure, and nothing is kept', async (_what, bytes, code) => {
    const count = async () => (await sql<{ count: number }>`select count(*)::int as count from import_batch`.execute(stage.ground.database)).rows[0]?.count;
    const before = await count();
    expect(refused(await preview(bytes)).fields).toMatchObject([{ path: 'file', code }]);
    expect(await count()).toBe(before);
  });

  test('says how many lines a list may have', async () => {
    expect(refused(await preview(`邮箱\n${'a@example.com\n'.repeat(201)}`)).fields?.[0]?.parameters).toMatchObject({ maximum: 200 });
  });

  test('B10: names that are far too long are told, a megabyte of them without reading on', async () => {
    expect(refused(await preview(`姓名,邮箱\n${'长'.repeat(350_000)},long@example.com\n`)).fields).toMatchObject([{ path: 'file', code: 'sheet_line_too_long' }]);
    const shown = given(await preview(`姓名,邮箱\n${'长'.repeat(900)},long@example.com\n`));
    expect(given(await operator.ops.listFleetMemberImportLines({ fleet: 'big', id: shown.id })).items[0]).toMatchObject({ verdict: 'wrong', problems: [{ path: 'name', code: 'too_long' }] });
  });
});
