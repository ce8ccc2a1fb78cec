import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giteePull, startSmallForge, type SmallForge } from '../../../server/admission/outside/testing/small-forge.ts';
import { apply, heading, inConsole, startWalk, words, wrongAt, type Walk } from './walk.ts';

let walk: Walk;
let forge: SmallForge;
beforeAll(async () => {
  forge = await startSmallForge();
  walk = await startWalk({ example: 'dingtalk', environment: { OUTBOUND_ALLOW: '127.0.0.1', OUTBOUND_PORTS: `80,443,${forge.port}` } });
});
afterAll(async () => {
  await walk.close();
  await forge.close();
});

/** The table of 000: topic, group, number, and its note in short. */
const groups = [
  ['ai-assistant', '自定义 AI 助理共创群', '96330019657', '怎样创建钉钉 AI 助理'],
  ['stream-mode', '立春-Stream 模式共创群', undefined, '已满，冻结审批中'],
  ['stream-mode', '雨水-Stream 模式共创群', undefined, '已满，冻结审批中'],
  ['stream-mode', '惊蛰-Stream 模式共创群', '70885003679', undefined],
  ['interactive-cards', '互动卡片开发者交流群', '32815007951', undefined],
  ['connector-isv', '钉钉连接器服务商联谊群', '35259459', '钉钉ISV沟通组'],
  ['hr', '智能人事开放群', '23128045', undefined],
  ['unified-authorisation', '统一授权套件交流群', '27520024199', '认识钉钉统一授权套件'],
  ['mac', 'Mac 钉钉反馈群', '21947662', '在 Mac 上用钉钉时遇到的问题'],
] as const;
const reason = '申请理由';
const stream = '/g/stream-mode-dingtalk';

test('each of the nine groups of 000 stands on its topic’s page with its number and note, and the number finds it', async () => {
  const { page, leave } = await walk.arrive();
  for (const [topic, name, number, note] of groups) {
    await page.goto(`/g/${topic}`);
    const said = await words(page);
    for (const expected of [name, number ?? name, note ?? name]) expect(said, `on the page of ${topic}`).toContain(expected);
    if (number === undefined) continue;
    await page.goto('/find');
    await page.getByLabel('群号或群名').fill(number);
    await page.getByRole('button', { name: '找', exact: true }).click();
    await page.getByRole('listitem').filter({ hasText: name }).getByRole('link', { name: '去加入' }).click();
    expect(await words(page), `found by ${number}`).toContain(name);
  }
  await leave();
});

test('a reason in the form 公司-业务-姓名 gets into 惊蛰: a missing part is named with an example and costs nothing, any dash will do', async () => {
  const { page, complaints, leave } = await walk.signedIn('zhangsan@example.com', { width: 390, height: 844, touch: true });
  await page.goto(stream);
  expect(await words(page)).toContain('惊蛰-Stream 模式共创群');
  await apply(page, { [reason]: '网钉科技－考勤排班' });
  expect(await wrongAt(page, 'reason')).toMatch(/姓名.*网钉科技-考勤排班-张三/);
  expect(await page.getByLabel(reason).inputValue()).toBe('网钉科技－考勤排班');
  await apply(page, { [reason]: '网钉科技 — 考勤排班＿张三' });
  expect(await heading(page)).toBe('通过了，还差一步');
  expect(await words(page)).toMatch(/70885003679/);
  expect(complaints.filter((complaint) => !complaint.includes('400 (Bad Request)'))).toEqual([]);
  // The code that stands there is checked by whoever approves in DingTalk; then the person says that they are in.
  const code = await page.locator('code.once').innerText();
  const approver = await walk.operator();
  await approver.page.goto('/check');
  await approver.page.getByLabel('入群码').fill(`${code.toLowerCase()}\nAAAA-BBBB`);
  await approver.page.getByRole('button', { name: '核对' }).click();
  expect(await words(approver.page)).toMatch(/可以通过 1 个，不要通过 1 个.*惊蛰-Stream 模式共创群/);
  await page.getByRole('button', { name: '我已进群' }).click();
  expect(await heading(page)).toBe('你已经在群里了');
  await approver.page.getByLabel('接着核对下一批').fill(code);
  await approver.page.getByRole('button', { name: '核对' }).click();
  expect(await words(approver.page)).toContain('已经确认进群，不要再放行第二个人');
  await Promise.all([leave(), approver.leave()]);
});

test('asking for 立春 says exactly that it is frozen and where one lands instead, and leads there', async () => {
  const { page, leave } = await walk.signedIn('lisi@example.com');
  await page.goto('/find');
  await page.getByLabel('群号或群名').fill('立春-Stream');
  await page.getByRole('button', { name: '找', exact: true }).click();
  await page.getByRole('listitem').filter({ hasText: '立春-Stream 模式共创群' }).getByRole('link', { name: '去加入' }).click();
  expect(await words(page)).toMatch(/立春-Stream 模式共创群冻结审批中，不再收人。 现在申请会进惊蛰-Stream 模式共创群。/);
  await apply(page, { [reason]: '网钉科技-考勤排班-李四' });
  expect(await words(page)).toContain('70885003679');
  await leave();
});

/** The owner lets an applicant into 立春 as a contributor, and the applicant gets in. Ordinarily they would have landed in 惊蛰. */
async function letIn(applicant: Page, { reason: said, shows }: { reason: string; shows: string }): Promise<void> {
  const owner = await walk.operator();
  const page = await inConsole(owner, '/console/applications?fleet=stream-mode-dingtalk');
  const evidence = page.getByRole('region', { name: '申请内容' });
  await evidence.getByText(said).waitFor();
  const told = (await evidence.innerText()).replaceAll(/\s+/g, ' ');
  expect(told).toContain(shows);
  expect(told).toMatch(/想进 立春-Stream 模式共创群 通过后进 惊蛰-Stream 模式共创群/);
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog');
  const way = (await dialog.getByRole('button', { name: '贡献者' }).innerText()).replaceAll(/\s+/g, ' ');
  expect(way).toMatch(/^1 贡献者 进立春-Stream 模式共创群，这一类的预留还剩 [1-9]\d* 席$/);
  await page.keyboard.press('1');
  await page.getByRole('button', { name: '撤销（Z）' }).waitFor();
  await applicant.reload();
  expect(await heading(applicant)).toBe('通过了，还差一步');
  await applicant.getByRole('button', { name: '我已进群' }).click();
  expect(await words(applicant)).toContain('立春-Stream 模式共创群');
  await inConsole(owner, '/console/groups/stream-mode-dingtalk?show=members');
  await page.getByLabel('哪个群').selectOption({ label: '立春-Stream 模式共创群' });
  await page.getByRole('listitem').filter({ hasText: '贡献者' }).first().waitFor();
  await owner.leave();
}

describe('as the example stands, with no repository named, a contributor', () => {
  test('brings the link of a pull request, and the owner decides to let them into the frozen group', async () => {
    const { page, leave } = await walk.signedIn('bailu@example.com');
    await page.goto(`${stream}?group=lichun`);
    await apply(page, { [reason]: '白露工作室-机器人-白露', '合并请求地址': 'https://github.com/open-dingtalk/dingtalk-stream-sdk-nodejs/pull/1' });
    expect(await heading(page)).toBe('管理员会看你的申请');
    await letIn(page, { reason: '白露工作室-机器人-白露', shows: 'open-dingtalk/dingtalk-stream-sdk-nodejs' });
    await leave();
  });
});

describe('a contributor', () => {
  beforeAll(async () => {
    forge.accounts['chunshan'] = { id: 4242, login: 'chunshan' };
    forge.visitor = 'chunshan';
    forge.pulls['/repos/open-dingtalk/stream/pulls/1'] = giteePull({ repository: 'open-dingtalk/stream', author: 4242 });
    const operator = await walk.operator();
    const page = await inConsole(operator, '/console/admission/forges');
    await page.getByRole('button', { name: '添加代码平台' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('类型').selectOption('gitee');
    await dialog.getByLabel('客户端 ID').fill(forge.client.id);
    await dialog.getByLabel('客户端密钥').fill(forge.client.secret);
    await dialog.locator('summary').click();
    for (const [label, path] of [['网站', ''], ['授权地址', '/oauth/authorize'], ['换取令牌的地址', '/oauth/token'], ['接口地址', '/api/v5']] as const) await dialog.getByLabel(label).fill(`${forge.origin}${path}`);
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('“Gitee”已保存。').waitFor();
    await inConsole(operator, '/console/fleets/stream-mode-dingtalk');
    await page.getByLabel('代码仓库').fill('gitee:open-dingtalk/stream');
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').first().waitFor();
    await operator.leave();
  });

  test('whose own pull request was merged gets into the frozen group through its reserve', async () => {
    const { page, leave } = await walk.signedIn('chunshan@example.com');
    await page.goto(`${stream}?group=lichun`);
    expect(await words(page)).toContain('有已合并的合并请求（PR），可以凭它进立春-Stream 模式共创群。');
    await page.getByLabel(reason).fill('春山科技-机器人-春山');
    await page.getByLabel('合并请求地址').fill(`${forge.origin}/open-dingtalk/stream/pulls/1`);
    await page.getByRole('button', { name: '用 Gitee 证明' }).click();
    await page.waitForURL(({ pathname, search }) => pathname === stream && search === '?group=lichun');
    expect(await page.getByLabel(reason).inputValue()).toBe('春山科技-机器人-春山');
    await apply(page);
    expect(await heading(page)).toBe('通过了，还差一步');
    expect(await words(page)).toContain('感谢你对 open-dingtalk/stream 的贡献');
    await page.getByRole('button', { name: '我已进群' }).click();
    expect(await words(page)).toContain('立春-Stream 模式共创群');
    const operator = await walk.operator();
    await inConsole(operator, '/console/groups/stream-mode-dingtalk?show=members');
    await operator.page.getByLabel('哪个群').selectOption({ label: '立春-Stream 模式共创群' });
    expect(await operator.page.getByRole('listitem').filter({ hasText: 'chunshan' }).innerText()).toMatch(/贡献者[^]*用了预留/);
    await Promise.all([leave(), operator.leave()]);
  });

  test('with the pull request of somebody else waits for the owner, who sees it beside the application and lets them into the frozen group by the keyboard', async () => {
    forge.accounts['guyu'] = { id: 777, login: 'guyu' };
    forge.visitor = 'guyu';
    const { page, leave } = await walk.signedIn('guyu@example.com');
    await page.goto(`${stream}?group=lichun`);
    await page.getByLabel(reason).fill('谷雨工作室-卡片-谷雨');
    await page.getByLabel('合并请求地址').fill(`${forge.origin}/open-dingtalk/stream/pulls/1`);
    await page.getByRole('button', { name: '用 Gitee 证明' }).click();
    await page.waitForURL(({ pathname, search }) => pathname === stream && search === '?group=lichun');
    await apply(page);
    expect(await heading(page)).toBe('管理员会看你的申请');
    await letIn(page, { reason: '谷雨工作室-卡片-谷雨', shows: 'open-dingtalk/stream' });
    await leave();
  });
});

test('the vendors’ circle takes the members of 钉钉ISV沟通组 and nobody else', async () => {
  const operator = await walk.operator();
  await inConsole(operator, '/console/organisations');
  await operator.page.getByRole('button', { name: '新建组织' }).first().click();
  await operator.page.getByRole('dialog').getByLabel('名称').fill('钉钉ISV沟通组');
  await operator.page.getByRole('dialog').getByRole('button', { name: '添加' }).click();
  await operator.page.getByRole('button', { name: '添加成员' }).click();
  await operator.page.getByRole('dialog').getByLabel('账号', { exact: true }).fill('isv@example.com');
  await operator.page.getByRole('dialog').getByRole('button', { name: '添加' }).click();
  await operator.page.getByText('isv@example.com').first().waitFor();
  const stranger = await walk.signedIn('wangwu@example.com');
  await stranger.page.goto('/g/connector-isv-dingtalk');
  expect(await words(stranger.page)).toContain('你得先是“钉钉ISV沟通组”组织的成员');
  await apply(stranger.page, { [reason]: '集市软件-连接器-王五' });
  expect(await heading(stranger.page)).toBe('这次没有通过');
  expect(await words(stranger.page)).toMatch(/这次不计次。.*只有这些组织的成员能加入：钉钉ISV沟通组/);
  const member = await walk.signedIn('isv@example.com');
  await member.page.goto('/g/connector-isv-dingtalk');
  await apply(member.page, { [reason]: '集市软件-连接器-赵六' });
  expect(await heading(member.page)).toBe('通过了，还差一步');
  expect(await words(member.page)).toContain('35259459');
  await Promise.all([stranger.leave(), member.leave(), operator.leave()]);
});
