import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agree, apply, decide, enterCode, heading, inConsole, startWalk, words, type Person, type Walk } from './walk.ts';

let walk: Walk;
let operator: Person;
const path = '/g/user-group-qq';
beforeAll(async () => {
  walk = await startWalk({ example: 'websoft9' });
  operator = await walk.operator();
});
afterAll(() => walk.close());

/** Changes numbers of the fleet in the console. */
async function changeFleet(numbers: Readonly<Record<string, string>>): Promise<void> {
  const page = await inConsole(operator, '/console/fleets/user-group-qq');
  for (const [label, number] of Object.entries(numbers)) await page.getByLabel(label).fill(number);
  await page.keyboard.press('Control+s');
  await page.getByText('已保存').first().waitFor();
}

/** A moderator counts the heads in QQ, and enters them. */
async function count(heads: string): Promise<void> {
  const page = await inConsole(operator, '/console/groups/user-group-qq');
  await page.getByRole('button', { name: /^管理/ }).click();
  const field = page.getByRole('dialog').getByLabel('现在群里有多少人');
  await field.fill(heads);
  await field.press('Enter');
  await page.getByText('的人数记下了').waitFor();
}

describe('the user group', () => {
  test('takes a stranger who proves their address on the way: a moderator reads the application, the person gets in and says so', async () => {
    const { page, complaints, leave } = await walk.arrive({ width: 390, height: 844, touch: true });
    await page.goto('/g/user-group');
    expect(await words(page)).toMatch(/Websoft9客服群|Websoft9 用户群/);
    await page.getByLabel('邮箱').fill('qiushi@example.com');
    await agree(page.locator('form.apply'));
    await page.locator('form.apply button.primary').click();
    await page.waitForURL('**/sign-in/code');
    await enterCode(page, walk.codeFor('qiushi@example.com'));
    await page.getByRole('button', { name: '提交申请' }).click();
    expect(await heading(page)).toBe('管理员会看你的申请');
    await decide(walk, operator, 'user-group-qq', 'qiushi', 'approve');
    await page.reload();
    expect(await words(page)).toContain('128631425');
    await page.getByRole('button', { name: '我已进群' }).click();
    expect(await heading(page)).toBe('你已经在群里了');
    expect(complaints).toEqual([]);
    await leave();
  });

  test('rejected with a reason, one reads it, sees that it counts for nothing, and appeals', async () => {
    const { page, leave } = await walk.signedIn('hanlu@example.com');
    await page.goto(path);
    await apply(page);
    await decide(walk, operator, 'user-group-qq', 'hanlu', { reject: '这个群只接纳付费镜像的用户。' });
    await page.reload();
    expect(await heading(page)).toBe('这次没有通过');
    expect(await words(page)).toMatch(/原因：这个群只接纳付费镜像的用户。 这次不计次。/);
    await page.getByText('申诉', { exact: true }).click();
    await page.getByLabel('理由').fill('我在云市场买过镜像，订单号可以提供。');
    await page.getByRole('button', { name: '提交申诉' }).click();
    expect(await words(page)).toContain('申诉收到了');
    await inConsole(operator, '/console/applications/strikes');
    await operator.page.getByRole('textbox', { name: '答复' }).fill('核对过了，欢迎。');
    await operator.page.getByRole('button', { name: '同意，撤销计次并重新审核' }).click();
    await operator.page.getByText('已同意申诉').waitFor();
    await decide(walk, operator, 'user-group-qq', 'hanlu', 'approve');
    await page.reload();
    expect(await heading(page)).toBe('通过了，还差一步');
    await leave();
  });
});

describe('a full fleet', () => {
  let first: Person;
  let second: Person;

  test('is frozen by its heads, and lets people wait in their order', async () => {
    await changeFleet({ '目标人数': '10', '最多同时开几个群': '1' });
    await count('8');
    first = await walk.signedIn('shuangjiang@example.com');
    await first.page.goto(path);
    expect(await words(first.page)).toMatch(/现在要排队.*每个群都到了冻结线.*提交后你是第一位/);
    expect(await words(first.page)).toContain('冻结审批');
    await apply(first.page);
    await decide(walk, operator, 'user-group-qq', 'shuangjiang', 'approve');
    await first.page.reload();
    expect(await heading(first.page)).toBe('你在候补名单里');
    expect(await words(first.page)).toContain('你排在第 1 位。');
    second = await walk.signedIn('lidong@example.com', { language: 'en' });
    await second.page.goto(path);
    await apply(second.page);
    await decide(walk, operator, 'user-group-qq', 'lidong', 'approve');
    await second.page.reload();
    expect(await words(second.page)).toMatch(/\b2\b/);
  });

  test('offers a seat that comes free to whoever waits longest, for a day; it is accepted', async () => {
    await count('6');
    await expect.poll(async () => {
      await first.page.reload();
      return heading(first.page);
    }, { timeout: 30_000, interval: 500 }).toBe('有一个位置留给你');
    expect(await walk.mailsTo('shuangjiang@example.com')).toContain('Websoft9 用户群有一个位置留给你');
    await first.page.getByRole('button', { name: '接受这个位置' }).click();
    expect(await words(first.page)).toContain('128631425');
    await first.page.getByRole('button', { name: '我已进群' }).click();
    expect(await heading(first.page)).toBe('你已经在群里了');
    await second.page.reload();
    expect(await words(second.page)).toMatch(/\b1\b/);
    await Promise.all([first.leave(), second.leave()]);
  });
});
