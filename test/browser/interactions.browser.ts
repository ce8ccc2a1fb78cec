import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ready } from './look.ts';
import { enterCode, heading, startWalk, words, type Walk } from './walks/walk.ts';

/**
 * What "done" means for issue 4, counted: a click, a filled field, a chosen option, a key each count as one, and so does opening a link.
 * That a moderator clears twenty applications with 25 keys is counted in applications.browser.ts.
 */
let walk: Walk;
beforeAll(async () => {
  walk = await startWalk({ example: 'none' });
});
afterAll(() => walk.close());

function counted(page: Page) {
  let interactions = 0;
  const one = <Given extends unknown[]>(act: (...given: Given) => Promise<unknown>) => async (...given: Given): Promise<void> => {
    interactions += 1;
    await act(...given);
  };
  return {
    count: () => interactions,
    open: one((path: string) => page.goto(path)),
    click: one((what: Locator) => what.click()),
    fill: one((what: Locator, text: string) => what.fill(text)),
    choose: one((what: Locator, value: string) => what.selectOption(value)),
  };
}

test('an operator sets up a fleet from nothing in at most twelve interactions, from the first page of the console to a link that takes people', async () => {
  const { page, complaints, leave } = await walk.operator();
  await page.goto('/console');
  await ready(page);
  const { click, fill, choose, count } = counted(page);
  await click(page.getByRole('link', { name: '群与成员' }).first());
  await click(page.getByRole('main').getByRole('link', { name: '新建群系列' }).first());
  await fill(page.getByLabel('新建领域'), '皮肤交流');
  await click(page.getByRole('button', { name: '添加', exact: true }).first());
  await page.getByLabel('领域').first().waitFor();
  await choose(page.getByRole('combobox', { name: '平台' }), 'web');
  await choose(page.getByRole('combobox', { name: '应用' }), 'web');
  await choose(page.getByLabel('要加的检查'), 'reason');
  await click(page.getByRole('button', { name: '加这项检查' }));
  await click(page.getByRole('button', { name: '添加', exact: true }).last());
  await page.getByText('已添加').first().waitFor();
  expect(count()).toBeLessThanOrEqual(12);
  expect(complaints).toEqual([]);
  const { rows } = await walk.server.open.pool.query<{ key: string; state: string }>('select fleet.key, fleet_group.state from fleet join fleet_group on fleet_group.fleet = fleet.key');
  expect(rows).toEqual([{ key: expect.any(String) as string, state: 'active' }]);
  await leave();
});

test('a visitor whose address is proven gets in through the link in at most five interactions on a phone', async () => {
  const { rows } = await walk.server.open.pool.query<{ key: string }>('select key from fleet');
  const { page, complaints, leave } = await walk.signedIn('qiufen@example.com', { width: 390, height: 844, touch: true });
  const { open, click, fill, count } = counted(page);
  await open(`/g/${rows[0]?.key ?? ''}`);
  await fill(page.getByLabel('申请理由'), '网钉科技-考勤排班-秋分');
  await click(page.locator('form.apply button.primary'));
  expect(await heading(page)).toBe('你已经在群里了');
  expect(count()).toBeLessThanOrEqual(5);
  expect(complaints).toEqual([]);
  await leave();
});

test('a stranger proves the address on the way and needs three interactions more', async () => {
  const { rows } = await walk.server.open.pool.query<{ key: string }>('select key from fleet');
  walk.server.clock.advance(15 * 60_000);
  const { page, leave } = await walk.arrive({ width: 390, height: 844, touch: true });
  const { open, click, fill, count } = counted(page);
  await open(`/g/${rows[0]?.key ?? ''}`);
  await fill(page.getByLabel('申请理由'), '网钉科技-考勤排班-冬至');
  await fill(page.getByLabel('邮箱'), 'dongzhi@example.com');
  await click(page.locator('form.apply button.primary'));
  await page.waitForURL('**/sign-in/code');
  // The code is typed, and the form is sent.
  await enterCode(page, walk.codeFor('dongzhi@example.com'));
  await click(page.getByRole('button', { name: '提交申请' }));
  expect(await words(page)).toContain('你已经在群里了');
  expect(count() + 2).toBeLessThanOrEqual(8);
  await leave();
});
