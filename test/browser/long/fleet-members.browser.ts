import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountOf, createPerson, proveIdentity } from '../../../server/people/index.ts';
import { callerFor } from '../../../server/platform/index.ts';
import { callBy, commandLine } from '../../harness/operations.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { launchChromium, type Visit } from '../chromium.ts';
import { openPage } from './open-page.ts';

let server: TestServer;
let browser: Browser;
const visits = [{ language: 'zh-CN', scheme: 'light', width: 390, height: 844, touch: true }, { language: 'en', scheme: 'dark', width: 1280 }] as const;

beforeAll(async () => {
  server = await startTestServer();
  browser = await launchChromium();
  const ops = operations();
  const add = async (entry: object) => expect((await ops.createFleet({ entry: { topic: 'user-group', ...entry } as never })).ok).toBe(true);
  await add({ key: 'counted', platform: 'manual', app: 'qq', target: 100, groups: [{ key: 'first', number: '100001', term: 5 }] });
  await add({ key: 'web-people', platform: 'web', app: 'web', target: 10, name: { 'zh-CN': '网页交流群', en: 'Web groups' } });
  await add({ key: 'web-list', platform: 'web', app: 'web', target: 50, name: { 'zh-CN': '名单群', en: 'Listed groups' } });
  for (const [name, email] of [['谷雨', 'guyu@example.com'], ['小满', 'xiaoman@example.com']] as const) await person(name, email);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

function operations() {
  return callerFor(server.app.ground, server.app.operations, callBy(commandLine));
}

async function person(name: string, email: string): Promise<string> {
  const { database } = server.app.ground;
  const now = server.clock.now();
  const id = await createPerson(database, { name, language: 'zh-CN', now });
  const read = accountOf('email', email);
  if (!read.ok) throw new Error(read.code);
  await proveIdentity({ db: database, now, publish: async () => undefined }, id, read.account, 'email_code');
  return id;
}

const open = (path: string, visit: Visit = {}) => openPage(browser, server, path, visit);
const counts = async () => {
  const standing = await operations().readFleetStanding({ fleet: 'counted' });
  const read = await operations().readMessageCounts({ group: standing.ok ? (standing.value.groups[0]?.id ?? '') : '' });
  return read.ok ? read.value.days.map(({ day, count }) => `${day} ${count}`) : [];
};

describe('messages a day', () => {
  test('are seen where they are entered, corrected by a look at what stands there, and taken back by undo', async () => {
    const { page, complaints, shoot, close } = await open('/console/groups/counted');
    await page.getByRole('button', { name: /^管理 / }).click();
    const part = page.getByRole('dialog').getByRole('region', { name: '每天的消息数' });
    await part.getByText('还没有填过消息数').waitFor();
    expect(await part.getByLabel('哪一天').inputValue()).toBe('2026-11-17');
    await part.getByRole('button', { name: '保存' }).first().click();
    await part.getByText('这里需要').first().waitFor();
    await part.getByLabel('多少条').fill('35');
    await part.getByRole('button', { name: '保存' }).first().click();
    await part.getByText('35 条 · 春华').waitFor();
    await part.getByText('一次填几天').click();
    await part.getByLabel('一次填几天').fill('2026-11-14 120\n2026-11-15 64\n2026-11-16 8');
    await part.getByRole('button', { name: '保存' }).last().click();
    await part.getByText('平均每天 56.8 条').waitFor();
    await part.getByRole('button', { name: '改 2026年11月16日' }).click();
    expect(await part.getByLabel('多少条').inputValue()).toBe('8');
    await part.getByLabel('多少条').fill('80');
    await part.getByRole('button', { name: '保存' }).first().click();
    await part.getByText('80 条 · 春华').waitFor();
    expect(await shoot('messages')).toEqual([]);
    await part.getByRole('button', { name: '去掉 2026年11月14日' }).click();
    await part.getByText('120 条 ·').waitFor({ state: 'detached' });
    expect(await counts()).toEqual(['2026-11-15 64', '2026-11-16 80', '2026-11-17 35']);
    await part.getByRole('button', { name: '撤销' }).click();
    await expect.poll(counts).toEqual(['2026-11-14 120', '2026-11-15 64', '2026-11-16 80', '2026-11-17 35']);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each(visits)('look right in $language at $width px', async (visit) => {
    const { page, complaints, shoot, close } = await open('/console/groups/counted', visit);
    await page.getByRole('button', { name: visit.language === 'en' ? /^Manage / : /^管理 / }).click();
    const part = page.getByRole('dialog').getByRole('region', { name: visit.language === 'en' ? 'Messages a day' : '每天的消息数' });
    await part.getByText('120').first().waitFor();
    await part.scrollIntoViewIfNeeded();
    expect(await shoot('messages-look')).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('adding one person', () => {
  test('finds them by an address, lets them in by the rules of every entrance, and leads to their application', async () => {
    const { page, complaints, shoot, close } = await open('/console/groups/web-people?show=members');
    await page.getByRole('button', { name: '加一个人' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('找谁').fill('guyu@');
    expect(await shoot('add-find')).toEqual([]);
    await dialog.getByRole('button', { name: '选这个人 谷雨' }).click();
    expect(await shoot('add-who')).toEqual([]);
    await dialog.getByRole('button', { name: '让 TA 入群' }).click();
    await dialog.getByText('谷雨入群了').waitFor();
    expect(await shoot('add-told')).toEqual([]);
    await dialog.getByRole('button', { name: '再加一个' }).click();
    await dialog.getByLabel('找谁').fill('guyu@');
    await dialog.getByRole('button', { name: '选这个人 谷雨' }).click();
    await dialog.getByRole('button', { name: '让 TA 入群' }).click();
    await dialog.getByText('谷雨已经有席位了').waitFor();
    await dialog.getByRole('link', { name: '看这份申请' }).click();
    await page.waitForURL('**/console/applications?**');
    await page.getByText('谷雨').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('who is not known is named by an account; what is refused is said there, and the form stays', async () => {
    const barred = await person('大暑', 'dashu@example.com');
    expect((await operations().banPerson({ person: barred, reason: '多次发广告' })).ok).toBe(true);
    const { page, shoot, close } = await open('/console/groups/web-people?show=members');
    await page.getByRole('button', { name: '加一个人' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('找谁').fill('nobody-known@example.com');
    await dialog.getByText('没有找到').waitFor();
    await dialog.getByRole('button', { name: '按账号加' }).click();
    expect(await dialog.getByLabel('账号内容').inputValue()).toBe('nobody-known@example.com');
    await dialog.getByLabel('账号内容').fill('DaShu@example.com');
    await dialog.getByRole('button', { name: '让 TA 入群' }).click();
    await dialog.getByText('这个人在不再接纳的名单里，或机会已用完。').waitFor();
    expect(await shoot('add-refused')).toEqual([]);
    await dialog.getByLabel('账号内容').fill('not-an-address');
    await dialog.getByRole('button', { name: '让 TA 入群' }).click();
    await dialog.getByText('不再接纳').waitFor({ state: 'detached' });
    await dialog.getByLabel('账号内容').fill('nobody-known@example.com');
    await dialog.getByLabel('凭什么入群').selectOption('invited');
    await dialog.getByRole('button', { name: '让 TA 入群' }).click();
    await dialog.getByText('nobody-known@example.com 入群了').waitFor();
    await close();
    const { rows } = await server.open.pool.query("select kind, entrance from seat where fleet = 'web-people' and kind = 'invited'");
    expect(rows).toEqual([{ kind: 'invited', entrance: 'api' }]);
  });

  test.each(visits)('looks right in $language at $width px', async (visit) => {
    const { page, shoot, close } = await open('/console/groups/web-people?show=members', visit);
    const english = visit.language === 'en';
    expect(await shoot('members')).toEqual([]);
    await page.getByRole('button', { name: english ? 'Add somebody' : '加一个人' }).click();
    await page.getByRole('dialog').getByRole('searchbox').fill('xiaoman');
    await page.getByRole('button', { name: english ? 'Choose 小满' : '选这个人 小满' }).click();
    expect(await shoot('add-look')).toEqual([]);
    await close();
  });
});

describe('a merge of fleets', () => {
  test.each(visits)('is looked at, done, and undone from the page of the other fleet ($language, $width px)', async (visit) => {
    const english = visit.language === 'en';
    const [from, into] = [`part-${visit.width}`, `whole-${visit.width}`];
    for (const [key, name] of [[from, '答疑群'], [into, '交流群']] as const) expect((await operations().createFleet({ entry: { key, topic: 'user-group', platform: 'web', app: 'web', name: { 'zh-CN': name, en: key === from ? 'Questions' : 'Talk' } } })).ok).toBe(true);
    const guyu = await person('谷雨', `${from}@example.com`);
    expect((await operations().addFleetMember({ fleet: from, person: guyu })).ok).toBe(true);
    const { page, complaints, shoot, close } = await open(`/console/groups/${from}/whole?into=${into}`, visit);
    await page.getByText(english ? 'For 10 minutes it can be undone' : '合并后 10 分钟内可以撤销').waitFor();
    expect(await shoot('merge-look')).toEqual([]);
    await page.getByRole('button', { name: english ? 'Merge' : '合并', exact: true }).click();
    await page.waitForURL(`**/console/groups/${into}`);
    const note = page.getByText(english ? 'has just become part of this fleet' : '刚并进来');
    await note.waitFor();
    expect(await shoot('merged')).toEqual([]);
    await page.getByRole('button', { name: english ? 'Undo the merge' : '撤销合并' }).click();
    await page.getByText(english ? 'is a fleet of its own again' : '又是单独的群系列').waitFor();
    await note.waitFor({ state: 'detached' });
    const parted = await operations().readFleetStanding({ fleet: from });
    expect(parted.ok && parted.value.members).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a list of members', () => {
  test('is reached from the members, looked at, brought in with progress, told about line by line, and changes nothing the second time', async () => {
    const { page, complaints, shoot, close } = await open('/console/groups/web-list?show=members');
    await page.getByRole('link', { name: '从表格导入' }).click();
    await page.getByText('一次最多 200 行').waitFor();
    const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载模板 (Excel)' }).click()]);
    expect(template.suggestedFilename()).toMatch(/\.xlsx$/);
    const [plain] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载模板 (CSV)' }).click()]);
    expect(plain.suggestedFilename()).toMatch(/\.csv$/);
    const upload = async () => {
      await page.getByLabel('表格文件').setInputFiles({ name: '成员.csv', mimeType: 'text/csv', buffer: Buffer.from('姓名,邮箱\n立夏,lixia@example.com\n芒种,mangzhong@example.com\n夏至,not-an-address\n') });
      await page.getByRole('button', { name: '看看会怎样' }).click();
      await page.waitForURL(/\/import\/web-list\/[0-9a-f-]{36}/);
    };
    await upload();
    await page.getByText('第 4 行').waitFor();
    expect(await shoot('import-preview')).toEqual([]);
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByRole('heading', { name: '以前的导入' }).waitFor();
    await page.getByText('已取消').waitFor();
    await upload();
    await page.getByRole('button', { name: '导入 2 行' }).click();
    await page.getByText('已完成 3 / 3 行').waitFor();
    expect(await shoot('import-done')).toEqual([]);
    const [report] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '报告（Excel）' }).click()]);
    expect(report.suggestedFilename()).toMatch(/\.xlsx$/);
    await page.getByRole('link', { name: '导入另一个文件' }).click();
    await upload();
    await page.getByRole('button', { name: '没有要导入的行' }).waitFor();
    await page.getByRole('link', { name: '名单群' }).click();
    for (const name of ['立夏', '芒种']) await page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) }).first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test.each(visits)('looks right in $language at $width px', async (visit) => {
    const { page, shoot, close } = await open('/console/applications/import/web-list', visit);
    expect(await shoot('import-past')).toEqual([]);
    await page.getByRole('link', { name: /成员\.csv/ }).nth(1).click();
    await page.getByText('lixia@example.com').waitFor();
    expect(await shoot('import-lines')).toEqual([]);
    await close();
  });
});
