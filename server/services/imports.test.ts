import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callBy, testGround, testParts, type TestGround } from '../../test/harness/operations.ts';
import type { ImportBatch, ImportLine } from '../../common/contract/imports.ts';
import { createOrganisationsOperations, memberImporter } from '../organisations/index.ts';
import { actorOf, centreWithPlans, personWith, stepOf } from '../organisations/testing.ts';
import { invoke, type Call, type Operation } from '../platform/index.ts';
import type { FileAnswer } from '../platform/files/index.ts';
import { runStep } from '../platform/sheets/index.ts';
import { createEntitlementsOf, createServicesOperations, entitlementImporter } from './index.ts';

let ground: TestGround;
let operator: Call;
const parts = testParts({ reader: centreWithPlans });
const ops = { ...createServicesOperations(parts), ...createOrganisationsOperations(parts) };
const importers = { members: memberImporter(parts), entitlements: entitlementImporter(parts) };
const words = { members: 'Member', entitlements: 'Entitlement' } as const;

beforeAll(async () => {
  ground = await testGround();
  operator = callBy(actorOf(await personWith(ground, '春华', 'chunhua@example.com'), '春华', 'operator'));
});
afterAll(() => ground.close());

async function ask<Value>(name: string, input: object, call = operator): Promise<Value> {
  const outcome = await invoke(ground, ops[name as keyof typeof ops] as unknown as Operation, call, input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value as Value;
}
type Kind = keyof typeof importers;
const previewed = (kind: Kind, text: string, name = '表.csv') => ask<ImportBatch>(`preview${words[kind]}Import`, { file: { name, content: Buffer.from(text).toString('base64') } });
const lines = async (kind: Kind, id: string) => (await ask<{ items: ImportLine[] }>(`list${words[kind]}ImportLines`, { id })).items;

/** Previews, starts, and does every step. */
async function imported(kind: Kind, text: string): Promise<ImportBatch> {
  const { id } = await previewed(kind, text);
  await ask(`start${words[kind]}Import`, { id });
  while (await ground.database.transaction().execute((db) => runStep({ ...stepOf(ground), db }, importers[kind], id, ground.clock.now()))) expect(ground.enqueued.length).toBeGreaterThan(0);
  return ask(`read${words[kind]}Import`, { id });
}
const effects = ({ state, counts }: ImportBatch) => ({ state, ...counts });

describe('importing members', () => {
  const table = '公司,部门,姓名,邮箱,手机,职务,有效期至\n春风科技,研发部/前端组,谷雨,guyu@example.com,,工程师,2026-12-31\n春风科技,研发部,小满,,13800138000,,\n秋水集团,,秋实,QiuShi@example.com,,,\n';

  test('adds organisations, departments and people; the same file changes nothing the second time', async () => {
    const person = await personWith(ground, '秋实本人', 'qiushi@example.com');
    expect(effects(await imported('members', table))).toEqual({ state: 'done', create: 3, change: 0, same: 0, wrong: 0, failed: 0 });
    expect(effects(await imported('members', table))).toEqual({ state: 'done', create: 0, change: 0, same: 3, wrong: 0, failed: 0 });
    const [breeze] = (await ask<{ items: { id: string; members: number }[] }>('listOrganisations', { search: '春风科技' })).items;
    expect(breeze?.members).toBe(2);
    expect((await ask<{ items: object[] }>('listMembers', { organisation: breeze?.id })).items).toMatchObject([{ name: '谷雨', departmentName: '前端组', title: '工程师', until: '2027-01-01', source: 'import' }, { name: '小满', departmentName: '研发部' }]);
    expect((await ask<{ items: object[] }>('listMemberships', { person })).items).toMatchObject([{ organisationName: '秋水集团', name: '秋实本人' }]);
  });

  test('says per line what would change, and empty cells leave things as they are', async () => {
    const { id, counts } = await previewed('members', '组织,邮箱,职务,部门\n春风科技,guyu@example.com,主管,\n春风科技,xinren@example.com,,销售部\n');
    expect(counts).toMatchObject({ create: 1, change: 1 });
    expect(await lines('members', id)).toMatchObject([{ line: 2, verdict: 'change', changes: [{ field: 'title', before: '工程师', after: '主管' }] }, { line: 3, verdict: 'create' }]);
    expect((await ask<{ items: object[] }>('listOrganisations', { search: '春风科技' })).items).toMatchObject([{ members: 2 }]);
  });

  test('names what is wrong with a line, where and how to mend it, in the reader’s language, and imports the others', async () => {
    const text = '组织,邮箱,开始日期,部门,颜色\n,not-an-address,2026-13-01,a/b/c/d/e/f/g/h/i,红\n好公司,ok@example.com,2026年1月5日,,\n好公司,OK@example.com,,,\n';
    const { id, columns } = await previewed('members', text);
    expect(columns.at(-1)).toEqual({ heading: '颜色' });
    const [first, , third] = await lines('members', id);
    expect(first?.problems.map(({ path, code }) => `${path} ${code}`)).toEqual(['organisation required', 'department department_path', 'email email', 'from day_form']);
    expect(third?.problems).toMatchObject([{ path: 'email', code: 'line_repeated', message: '和第 3 行说的是同一项，请只留一行。' }]);
    expect(effects(await imported('members', text))).toMatchObject({ state: 'done', create: 1, wrong: 2 });
  });

  test('stops when it is cancelled, and what was done stays', async () => {
    const many = `组织,邮箱\n${Array.from({ length: 250 }, (_line, index) => `大公司,m${index}@example.com`).join('\n')}\n`;
    const { id } = await previewed('members', many);
    await ask('startMemberImport', { id });
    const step = () => ground.database.transaction().execute((db) => runStep({ ...stepOf(ground), db }, importers.members, id, ground.clock.now()));
    expect(await step()).toBe(true);
    await ask('cancelMemberImport', { id });
    expect(await step()).toBe(false);
    expect(await ask<ImportBatch>('readMemberImport', { id })).toMatchObject({ state: 'cancelled', done: 100, total: 250 });
    expect((await ask<{ items: object[] }>('listOrganisations', { search: '大公司' })).items).toMatchObject([{ members: 100 }]);
    expect(effects(await imported('members', many))).toMatchObject({ create: 150, same: 100 });
  });
});

describe('importing entitlements', () => {
  const table = '产品,版本,客户,邮箱,开始日期,到期日,次数,合同号\n应用市场,专业版,春风科技,,2026-01-01,2026-12-31,,HT-1\napp,pro,,hanlu@example.com,2026/1/1,2026/12/31,5,HT-2\nBox,team,,,,,,\n';

  test('understands names and keys, and the same file changes nothing the second time, even after uses were taken', async () => {
    expect(effects(await imported('entitlements', table))).toMatchObject({ create: 2, wrong: 1 });
    const [one] = (await ask<{ items: { id: string; lastDay: string; usesLeft: number }[] }>('listEntitlements', { search: 'HT-2' })).items;
    expect(one).toMatchObject({ lastDay: '2026-12-31', usesLeft: 5 });
    await ask('takeEntitlementUse', { id: one?.id, count: 2 });
    expect(effects(await imported('entitlements', table))).toMatchObject({ create: 0, change: 0, same: 2, wrong: 1 });
    expect(await ask('readEntitlement', { id: one?.id })).toMatchObject({ usesLeft: 3 });
  });

  test('an organisation goes by its aliases too, as long as they are its own', async () => {
    const { id, revision } = (await ask<{ items: { id: string }[] }>('listOrganisations', { search: '春风科技' })).items.map((one) => ({ ...one, revision: 1 }))[0] ?? { id: '', revision: 1 };
    await ask('updateOrganisation', { id, revision, aliases: ['春风', '集团'] });
    await ask('createOrganisation', { name: '别家', aliases: ['集团'] });
    const { counts } = await previewed('entitlements', '产品,版本,客户\napp,pro, 春 风 \napp,pro,集团\n');
    expect(counts).toMatchObject({ create: 1, wrong: 1 });
  });

  test('a longer contract is a change of the same entitlement; another customer’s number is refused', async () => {
    expect(effects(await imported('entitlements', '产品,版本,客户,到期日,合同号\napp,pro,春风科技,2027-12-31,HT-1\n'))).toMatchObject({ change: 1 });
    const { id } = await previewed('entitlements', '产品,版本,客户,合同号\napp,pro,秋水集团,HT-1\n');
    expect((await lines('entitlements', id))[0]?.problems).toMatchObject([{ code: 'entitlement_order' }]);
  });

  test('what an operator ended stays ended: a line that would change it says so, also when it ended after the preview', async () => {
    const table = (until: string) => `产品,版本,邮箱,到期日,合同号\napp,pro,lidong@example.com,${until},HT-ENDED\n`;
    await imported('entitlements', table('2026-12-31'));
    const [granted] = (await ask<{ items: { id: string; revision: number }[] }>('listEntitlements', { search: 'HT-ENDED' })).items;
    const line = { line: 2, fields: { product: 'app', plan: 'pro', email: 'lidong@example.com', until: '2027-12-31', reference: 'HT-ENDED' } };
    const plan = async () => (await entitlementImporter(parts).plan(ground.database, [line], { now: ground.clock.now(), place: undefined, batch: '', by: null }))[0];
    const planned = await plan();
    expect(planned?.verdict).toBe('change');
    await ask('endEntitlement', { id: granted?.id, revision: granted?.revision });
    expect(await planned?.run?.(stepOf(ground))).toEqual({ path: 'reference', code: 'entitlement_ended' });
    expect((await plan())?.problems).toEqual([{ path: 'reference', code: 'entitlement_ended' }]);
    expect(await ask('readEntitlement', { id: granted?.id })).toMatchObject({ state: 'ended', lastDay: '2026-12-31' });
    expect(effects(await imported('entitlements', table('2026-12-31')))).toMatchObject({ same: 1, wrong: 0 });
  });

  test('what is imported answers for the members of the organisation', async () => {
    const person = await personWith(ground, '谷雨', 'guyu@example.com');
    await imported('members', '组织,邮箱\n春风科技,guyu@example.com\n');
    expect((await createEntitlementsOf(parts)(ground.database, person, ground.clock.now())).map(({ facts, kind }) => [facts.product, kind])).toEqual([['app', 'paid']]);
  });

  test('unknown products and columns get the likely right word', async () => {
    const { id, columns } = await previewed('entitlements', '产品,版本,客户,到期曰\nap,pro,春风科技,2026-12-31\n');
    expect(columns.at(-1)).toEqual({ heading: '到期曰', similar: '到期日' });
    expect((await lines('entitlements', id))[0]?.problems).toMatchObject([{ path: 'product', code: 'product_unknown_similar' }]);
  });
});

describe('who may import', () => {
  test('C6: a batch of one kind is not there for who may do the other, by any of its addresses', async () => {
    const { id } = await previewed('entitlements', '产品,版本,客户\napp,pro,春风科技\n');
    for (const name of ['readMemberImport', 'startMemberImport', 'cancelMemberImport', 'listMemberImportLines']) await expect(ask(name, { id })).rejects.toThrow('not_found');
    const agent = callBy(actorOf('0190a000-0000-7000-8000-000000000001', '小满', 'agent'));
    for (const name of ['readEntitlementImport', 'listEntitlementImportLines']) await expect(ask(name, { id }, agent)).rejects.toThrow('not_found');
    await expect(ask('downloadEntitlementImportReport', { id, format: 'csv' }, agent)).rejects.toThrow('not_found');
  });
});

describe('reports and templates', () => {
  const textOf = async (file: FileAnswer) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.open()) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks).toString('utf8');
  };

  test('B12: a report tells every line’s fate and makes no formula of what the file held', async () => {
    const { id } = await imported('members', '组织,姓名,邮箱\n报表公司,"=HYPERLINK(""http://evil.example"")",bailu@example.com\n@SUM(1),x,\n');
    const report = await textOf(await ask<FileAnswer>('downloadMemberImportReport', { id, format: 'csv' }));
    expect(report.split('\r\n').slice(0, 3)).toEqual(['\uFEFF行号,结果,说明,组织,姓名,邮箱', `2,已新增,,报表公司,"'=HYPERLINK(""http://evil.example"")",bailu@example.com`, `3,有错，没有导入,邮箱: 请填写这一项。,"'@SUM(1)",x,`]);
  });

  test('a template is understood by the import that it is for', async () => {
    for (const kind of ['members', 'entitlements'] as const) {
      const template = await textOf(await ask<FileAnswer>(`download${words[kind]}ImportTemplate`, { format: 'csv' }));
      expect((await previewed(kind, template)).columns.every(({ field }) => field !== undefined)).toBe(true);
    }
  });
});
