import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elementsOf, textOf } from '../../web/public/testing/html.ts';
import { send, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
beforeAll(async () => {
  centre = await startTestServer();
});
afterAll(() => centre.close());

const get = (target: string, language: 'zh-CN' | 'en') => send(centre.port, target, { headers: { accept: 'text/html', 'accept-language': language } });

const sayingsOf = (page: string) => elementsOf(page).filter(({ attributes }) => attributes['class'] === 'saying');

describe('the pages about the API', () => {
  test('tell Chinese readers every operation and area in Chinese, and find by Chinese words', async () => {
    const page = await get('/developers', 'zh-CN');
    const summaries = elementsOf(page.body).filter(({ attributes }) => attributes['class'] === 'summary');
    expect(summaries.length).toBeGreaterThan(300);
    expect(summaries.filter(({ attributes }) => attributes['lang'] !== undefined)).toEqual([]);
    for (const words of ['修改用户的称呼或语言。', '入群', '申请、决定、邀请、计次。']) expect(textOf(page.body)).toContain(words);
    expect(textOf((await get(`/developers?q=${encodeURIComponent('备份文件夹')}`, 'zh-CN')).body)).toContain('开始一次备份');
  });

  test('tell what one operation does, takes and refuses in the reader’s language', async () => {
    const chinese = textOf((await get('/developers/create-webhook', 'zh-CN')).body);
    for (const words of ['新建一个 Webhook；密钥只在这次回答里出现。', '至少送到一次', '管理 Webhook', '文本', '有内容填得不对']) expect(chinese).toContain(words);
    const english = textOf((await get('/developers/create-webhook', 'en')).body);
    for (const words of ['Adds a webhook; its secret is shown in this answer only.', 'string']) expect(english).toContain(words);
    expect(english).not.toMatch(/[\u4e00-\u9fff]{4}/);
  });

  test('tell Chinese readers of every field and parameter in Chinese, and show nobody where a sentence comes from', async () => {
    for (const address of ['/developers/list-persons', '/developers/create-fleet', '/developers/apply-to-fleet', '/developers/update-calendar', '/developers/events']) {
      const chinese = (await get(address, 'zh-CN')).body;
      const english = (await get(address, 'en')).body;
      expect({ address, untold: sayingsOf(chinese).filter(({ attributes }) => attributes['lang'] !== undefined), marks: /\[0\d\d\]/.exec(textOf(chinese) + textOf(english)) }).toEqual({ address, untold: [], marks: null });
      expect(sayingsOf(chinese).length).toBeGreaterThan(0);
      expect(sayingsOf(english)).toHaveLength(sayingsOf(chinese).length);
    }
    expect(textOf((await get('/developers/create-fleet', 'zh-CN')).body)).toContain('超过目标人数的百分之几就冻结审批。');
    expect(textOf((await get('/developers/create-fleet', 'en')).body)).toContain('Per cent of the target above which approval is frozen.');
    expect(textOf((await get('/developers/confirm-identity', 'zh-CN')).body)).toContain('只能用 15 分钟内确认过本人的登录调用，API 密钥不行。');
  });
});
