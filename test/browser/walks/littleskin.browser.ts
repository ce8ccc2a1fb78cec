import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProductService, type ProductService } from '../../../server/admission/outside/testing/product-service.ts';
import { agree, apply, decide, heading, inConsole, startWalk, words, wrongAt, type Person, type Walk } from './walk.ts';

let walk: Walk;
let product: ProductService;
let operator: Person;
const uid = 'LittleSkin UID';
const unreachable = '现在打不开网站，查不到 UID';
const mainQq = '/g/main-qq';

beforeAll(async () => {
  product = await startProductService([
    { uid: '1024', email: 'guyu@example.com', nickname: '谷雨' },
    { uid: '2048', email: 'xiaoman@example.com', nickname: '小满' },
    { uid: '4096', email: 'somebody-else@example.com', nickname: '别人' },
  ]);
  walk = await startWalk({ example: 'littleskin', environment: { OUTBOUND_ALLOW: '127.0.0.1', OUTBOUND_PORTS: `80,443,${product.port}` } });
  operator = await walk.operator();
  const page = await inConsole(operator, '/console/admission/uid');
  await page.getByRole('button', { name: '设置', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('接口地址').fill(`${product.origin}/match?uid={uid}&email={email}`);
  await dialog.getByLabel('名字').first().fill('X-Product-Key');
  await dialog.getByLabel('值', { exact: true }).first().fill(product.key);
  await dialog.getByLabel('“是不是同一个人”在哪个字段').fill('/match');
  await dialog.getByLabel('或某个字段').fill('/exists');
  await dialog.getByLabel('字段的值').fill('false');
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByText('“LittleSkin”已保存。').waitFor();
});
afterAll(async () => {
  await walk.close();
  await product.close();
});

/** Applies at a fleet whose page may have changed since it was last seen. */
async function applyAt(page: Page, path: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.goto(path);
  await apply(page, fields);
}

describe('the main group on QQ', () => {
  test('asks first that the pages about joining are read; they open, and without the tick nothing is sent', async () => {
    const { page, leave } = await walk.signedIn('reader@example.com', { width: 390, height: 844, touch: true });
    await page.goto(mainQq);
    await page.getByLabel(uid).fill('1');
    await page.locator('form.apply button.primary').click();
    expect(await page.locator('#readings').evaluate((box: HTMLInputElement) => box.validity.valueMissing)).toBe(true);
    expect(page.url()).toContain(mainQq);
    const links = await page.locator('form.apply a[href^="/readings/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links).toEqual(expect.arrayContaining(['/readings/before-you-ask', '/readings/before-joining-qq', '/readings/after-joining', '/readings/conduct']));
    for (const link of links) expect((await page.goto(link ?? ''))?.status(), `${link}`).toBe(200);
    await leave();
  });

  test('lets in at once whose UID is proven by the address, welcomes them, and a form that is no number is only mended', async () => {
    const { page, leave } = await walk.signedIn('guyu@example.com');
    await applyAt(page, mainQq, { [uid]: '我忘了' });
    expect(await wrongAt(page, 'uid')).toContain('数字');
    expect(await page.getByLabel(uid).inputValue()).toBe('我忘了');
    await apply(page, { [uid]: '１０２４' });
    expect(await heading(page)).toBe('通过了，还差一步');
    expect(await words(page)).toMatch(/586146922.*UID 已核对/);
    await page.getByRole('button', { name: '我已进群' }).click();
    await page.getByRole('link', { name: '打开群页面' }).click();
    expect(await words(page)).toContain('说话之前先看置顶公告');
    await leave();
  });

  test('gives to a moderator whose UID exists and is not proven, and shows them nothing of a stranger’s profile', async () => {
    const { page, leave } = await walk.signedIn('lixia@example.com');
    await applyAt(page, mainQq, { [uid]: '4096' });
    expect(await heading(page)).toBe('管理员会看你的申请');
    expect(await words(page)).not.toMatch(/别人|somebody-else/);
    await inConsole(operator, '/console/applications?fleet=main-qq');
    const evidence = operator.page.getByRole('region', { name: '申请内容' });
    await evidence.getByText('4096').first().waitFor();
    expect(await evidence.innerText()).not.toMatch(/别人|somebody-else/);
    await decide(walk, operator, 'main-qq', 'lixia', 'approve');
    await page.reload();
    expect(await heading(page)).toBe('通过了，还差一步');
    await leave();
  });

  test('counts what does not exist; after the third time nothing more is taken, not even in the café and not with a right UID', async () => {
    const { page, leave } = await walk.signedIn('mangzhong@example.com');
    for (const [typed, left] of [['999001', '还有 2 次机会。'], ['999002', '还有 1 次机会。'], ['999003', '机会已经用完']] as const) {
      await applyAt(page, mainQq, { [uid]: typed });
      expect(await heading(page)).toBe('这次没有通过');
      expect(await words(page)).toMatch(new RegExp(`这次计一次。 ${left}`));
    }
    for (const path of [mainQq, '/g/cafe-qq']) {
      await applyAt(page, path, { [uid]: '2048' });
      expect(await heading(page)).toBe('这次没有通过');
      const said = await words(page);
      expect(said).toContain('3 次机会都用完了');
      expect(said, 'nothing more is told about the UID').not.toContain('管理员会核对 UID');
    }
    await leave();
  });
});

describe('while LittleSkin cannot be reached', () => {
  /** The clock on the wall in Shanghai, as a field takes it. */
  const local = (minutesAgo: number) => new Date(walk.server.clock.now().getTime() + 8 * 3_600_000 - minutesAgo * 60_000).toISOString().slice(0, 16);
  let early: Person;

  test('whoever only claims that goes to a moderator, and a rejection does not count', async () => {
    const { page, leave } = await walk.signedIn('xiazhi@example.com');
    await page.goto(mainQq);
    await page.getByLabel(unreachable).check();
    await apply(page);
    expect(await heading(page)).toBe('管理员会看你的申请');
    await decide(walk, operator, 'main-qq', 'xiazhi', { reject: '今天没有故障，请填上 UID 再来。' });
    await page.reload();
    expect(await words(page)).toMatch(/原因：今天没有故障，请填上 UID 再来。 这次不计次。/);
    await leave();
  });

  test('an outage that is declared afterwards lifts what was counted since it began', async () => {
    early = await walk.signedIn('xiaoshu@example.com');
    await applyAt(early.page, mainQq, { [uid]: '999009' });
    expect(await words(early.page)).toContain('这次计一次。 还有 2 次机会。');
    const page = await inConsole(operator, '/console/admission/outages');
    await page.getByRole('button', { name: '登记故障' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('从什么时候').fill(local(10));
    await dialog.getByLabel('到什么时候').fill(local(-180));
    await dialog.getByLabel('发生了什么').fill('机房断电');
    await dialog.getByRole('button', { name: '登记故障' }).click();
    await page.getByText('1 次计次已撤销').waitFor();
    await early.page.reload();
    expect(await words(early.page)).toContain('这次不计次。 还有 3 次机会。');
    expect(await walk.mailsTo('xiaoshu@example.com')).toContain('“主用户群（QQ）”的那次拒绝不计次了');
    await early.leave();
  });

  test('the UID may be left out: a moderator decides, a rejection carries its reason and does not count', async () => {
    const { page, leave } = await walk.signedIn('dashu@example.com');
    await applyAt(page, mainQq);
    expect(await heading(page)).toBe('管理员会看你的申请');
    expect(await words(page)).toContain('产品正在故障，UID 可以以后再补');
    await decide(walk, operator, 'main-qq', 'dashu', { reject: '看不出你在用 LittleSkin。' });
    await page.reload();
    expect(await words(page)).toMatch(/原因：看不出你在用 LittleSkin。 这次不计次。 还有 3 次机会。/);
    await leave();
  });

  test('who was let in without one is asked for it afterwards, and gives it', async () => {
    const { page, leave } = await walk.signedIn('xiaoman@example.com');
    await applyAt(page, mainQq);
    await decide(walk, operator, 'main-qq', 'xiaoman', 'approve');
    const later = await walk.signedIn('hanlu@example.com');
    await applyAt(later.page, mainQq);
    await later.leave();
    await inConsole(operator, '/console/admission/outages');
    await operator.page.getByRole('button', { name: '现在结束' }).click();
    await operator.page.getByText('故障已结束。').waitFor();
    walk.server.clock.advance(60_000);
    await walk.run('askForOwedUids');
    await expect.poll(() => walk.mailsTo('xiaoman@example.com'), { timeout: 20_000 }).toContain('请补上你的 UID：“主用户群（QQ）”');
    await page.reload();
    await page.getByRole('button', { name: '我已进群' }).click();
    await page.getByLabel('你的 UID').fill('2048');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    expect(await words(page)).toContain('收到了，谢谢。');
    expect(await page.getByLabel('你的 UID').count()).toBe(0);
    await leave();
  });

  test('who is let in when the outage is over is asked for it too', async () => {
    await decide(walk, operator, 'main-qq', 'hanlu', 'approve');
    walk.server.clock.advance(60_000);
    await walk.run('askForOwedUids');
    await expect.poll(() => walk.mailsTo('hanlu@example.com'), { timeout: 20_000 }).toContain('请补上你的 UID：“主用户群（QQ）”');
  });

  test('an outage that is observed does the same by itself', async () => {
    const visitor = await walk.signedIn('liqiu@example.com');
    const page = await inConsole(operator, '/console/admission/outages');
    await page.getByRole('button', { name: '设置', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('探测地址').fill(`${product.origin}/health`);
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('“LittleSkin”已保存。').waitFor();
    product.mood = 'down';
    const state = async () => (await walk.server.open.pool.query<{ at: string }>('select coalesce(checked_at::text, \'\') as at from outage_probe')).rows[0]?.at;
    for (let times = 0; times < 3; times += 1) {
      const before = await state();
      walk.server.clock.advance(61_000);
      await walk.run('probeProducts');
      await expect.poll(state, { timeout: 20_000 }).not.toBe(before);
    }
    await inConsole(operator, '/console/admission/outages');
    await page.getByText('故障中').first().waitFor();
    await applyAt(visitor.page, mainQq);
    expect(await heading(visitor.page)).toBe('管理员会看你的申请');
    expect(await words(visitor.page)).toContain('产品正在故障');
    product.mood = 'well';
    await visitor.leave();
  });
});

describe('on Telegram', () => {
  test('the browser shows that a human sits there, and the group is named by its handle', async () => {
    const { page, complaints, leave } = await walk.signedIn('chushu@example.com');
    await page.goto('/g/main-telegram');
    await page.getByLabel('我读过并会遵守').check();
    await page.getByText('验证好了。').waitFor();
    await apply(page);
    expect(await heading(page)).toBe('通过了，还差一步');
    expect(await words(page)).toMatch(/@littleskin.*人机验证通过/);
    expect(complaints).toEqual([]);
    await page.getByRole('button', { name: '我已进群' }).click();
    await leave();
    // What was proved in one group need not be proved again in its sibling.
    const again = await walk.signedIn('chushu@example.com', { scripts: false });
    await applyAt(again.page, '/g/cafe-telegram');
    expect(await words(again.page)).toMatch(/@honokacafe.*之前证实过，这次不用再做/);
    await again.leave();
  });

  test('without a script a mailed code does', async () => {
    const { page, leave } = await walk.signedIn('bailu@example.com', { scripts: false, width: 390, height: 844 });
    await page.goto('/g/cafe-telegram');
    await agree(page.locator('form.apply'));
    await page.getByRole('button', { name: '发验证码到邮箱' }).click();
    await page.getByLabel('邮件里的 6 位验证码').fill(walk.codeFor('bailu@example.com'));
    await apply(page);
    expect(await words(page)).toMatch(/@honokacafe.*验证码正确/);
    await leave();
  });
});

describe('the café', () => {
  test('asks no UID again of whoever proved theirs in the main group, and asks it of whoever was let in without a proof', async () => {
    const proven = await walk.signedIn('guyu@example.com');
    await applyAt(proven.page, '/g/cafe-qq');
    expect(await heading(proven.page)).toBe('通过了，还差一步');
    expect(await words(proven.page)).toMatch(/651672723.*之前证实过，这次不用再做/);
    const unproven = await walk.signedIn('lixia@example.com');
    await applyAt(unproven.page, '/g/cafe-qq');
    expect(await wrongAt(unproven.page, 'uid')).toContain('UID');
    await Promise.all([proven.leave(), unproven.leave()]);
  });

  test('sends questions to the main group, which sends chat to the café', async () => {
    const { page, leave } = await walk.arrive({ width: 390, height: 844 });
    await page.goto('/g/main');
    expect(await words(page)).toMatch(/主用户群（QQ）.*主用户群（Telegram）.*@littleskin/);
    await page.getByRole('link', { name: '穗香咖啡馆' }).first().click();
    await page.waitForURL('**/g/cafe');
    expect(await words(page)).toContain('主用户群');
    await page.locator('p', { hasText: '别的话题请去' }).getByRole('link').click();
    await page.waitForURL('**/g/main');
    await leave();
  });
});
