import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../platform/index.ts';
import { createOutbound } from '../../platform/outbound/index.ts';
import { asDingtalk, asFeishu, asWecom, startCounterpart, type Counterpart } from '../testing/counterparts.ts';
import { platformOfHost, platforms, sayByBot } from './index.ts';
import type { BotMessage } from './platform.ts';

const now = new Date('2026-11-18T02:00:00Z');
const message: BotMessage = { title: '支持中心：访客的建议', lines: ['有访客提出了建议。', '第二行'], link: { label: '去看看', address: 'https://help.example.com/console/proposals' } };
const secret = 'SECabcdef0123456789';
let server: Counterpart;
let last: Counterpart | undefined;
afterEach(async () => {
  // Not every test has a server.
  if (server !== last) await server.close();
  last = server;
});

function outbound() {
  return createOutbound({ log: silentLog, allow: ['127.0.0.1'], ports: [server.port] });
}

describe('钉钉', () => {
  const say = (token: string, key: string | undefined, at = now) => sayByBot(outbound(), { platform: 'dingtalk', address: `${server.origin}/robot/send?access_token=${token}`, secret: key }, message, at);
  test('takes a message that is signed as its page says', async () => {
    server = await startCounterpart(asDingtalk(secret, 'abc', () => now));
    expect(await say('abc', secret)).toEqual({ ok: true });
    expect(server.calls[0]?.json).toMatchObject({ markdown: { title: '支持中心：访客的建议', text: expect.stringContaining('(https://help.example.com/console/proposals)') as string } });
  });
  test('its refusals have names: wrong secret, wrong clock, no such robot, keyword, list of addresses, too fast', async () => {
    server = await startCounterpart(asDingtalk(secret, 'abc', () => now));
    expect(await say('abc', 'SECother')).toMatchObject({ ok: false, code: 'signature_wrong' });
    expect(await say('abc', undefined)).toMatchObject({ ok: false, code: 'signature_wrong' });
    expect(await say('abc', secret, new Date(now.getTime() + 2 * 3_600_000))).toMatchObject({ ok: false, code: 'clock_wrong' });
    expect(await say('other', secret)).toMatchObject({ ok: false, code: 'bot_gone' });
    for (const [errcode, errmsg, code] of [[310000, 'keywords not in content', 'keyword_missing'], [310000, 'ip 1.2.3.4 not in whitelist', 'address_not_allowed'], [130101, 'send too fast', 'too_fast'], [430101, 'unsafe', 'content_refused'], [987654, 'new', 'message_refused'], [-1, '系统繁忙', 'server_busy']] as const) {
      server.answer = () => ({ body: { errcode, errmsg } });
      expect(await say('abc', secret)).toMatchObject({ ok: false, code });
    }
  });
});

describe('飞书', () => {
  const say = (path: string, key: string | undefined, at = now) => sayByBot(outbound(), { platform: 'feishu', address: `${server.origin}${path}`, secret: key }, message, at);
  test('takes a message that is signed as its page says', async () => {
    server = await startCounterpart(asFeishu(secret, '/hook/x', () => now));
    expect(await say('/hook/x', secret)).toEqual({ ok: true });
    expect(server.calls[0]?.json).toMatchObject({ content: { post: { zh_cn: { title: '支持中心：访客的建议', content: [[{ tag: 'text', text: '有访客提出了建议。' }], [{ tag: 'text', text: '第二行' }], [{ tag: 'a', href: 'https://help.example.com/console/proposals' }]] } } } });
  });
  test('its refusals have names', async () => {
    server = await startCounterpart(asFeishu(secret, '/hook/x', () => now));
    expect(await say('/hook/x', 'other')).toMatchObject({ ok: false, code: 'signature_wrong' });
    expect(await say('/hook/y', secret)).toMatchObject({ ok: false, code: 'bot_gone' });
    for (const [code, name] of [[19022, 'address_not_allowed'], [19024, 'keyword_missing'], [11232, 'too_fast'], [9499, 'message_refused']] as const) {
      server.answer = () => ({ body: { code, msg: 'words' } });
      expect(await say('/hook/x', secret)).toMatchObject({ ok: false, code: name, detail: `${code} words` });
    }
  });
});

describe('企业微信', () => {
  const say = (key: string, said = message) => sayByBot(outbound(), { platform: 'wecom', address: `${server.origin}/cgi-bin/webhook/send?key=${key}`, secret: undefined }, said, now);
  test('takes a message, however long its lines are', async () => {
    server = await startCounterpart(asWecom('k-1'));
    expect(await say('k-1')).toEqual({ ok: true });
    expect(await say('k-1', { ...message, lines: ['很长'.repeat(5_000)] })).toEqual({ ok: true });
  });
  test('its refusals have names, and never show the key', async () => {
    server = await startCounterpart(asWecom('k-1'));
    const gone = await say('k-2');
    expect(gone).toMatchObject({ ok: false, code: 'bot_gone' });
    expect(JSON.stringify(gone)).not.toContain('k-2');
    for (const [errcode, code] of [[45009, 'too_fast'], [40058, 'message_refused'], [-1, 'server_busy']] as const) {
      server.answer = () => ({ body: { errcode, errmsg: 'x' } });
      expect(await say('k-1')).toMatchObject({ ok: false, code });
    }
  });
});

test('an answer that is none of the platform’s is told apart', async () => {
  server = await startCounterpart(() => ({ status: 200, body: '<html>sign in</html>' }));
  const say = () => sayByBot(outbound(), { platform: 'wecom', address: server.origin, secret: undefined }, message, now);
  expect(await say()).toMatchObject({ ok: false, code: 'answer_unreadable' });
  server.answer = () => ({ status: 502, body: 'x' });
  expect(await say()).toMatchObject({ ok: false, code: 'server_busy' });
  server.answer = () => ({ status: 404, body: 'x' });
  expect(await say()).toMatchObject({ ok: false, code: 'bot_gone' });
});

test('F1: an address inside is not called', async () => {
  server = await startCounterpart(() => ({ body: { errcode: 0 } }));
  const guarded = createOutbound({ log: silentLog, ports: [server.port] });
  expect(await sayByBot(guarded, { platform: 'wecom', address: server.origin, secret: undefined }, message, now)).toMatchObject({ ok: false, code: 'destination_forbidden' });
  expect(server.calls).toEqual([]);
});

test('no text becomes a link or a mention in any group', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('[', ']', '(', ')', '<', '>', '@', '#', '*', '`', 'all', 'http://evil.test', '\n', '_', '~', '|', '\\') }), (text) => {
      for (const platform of Object.values(platforms)) {
        const { body } = platform.compose({ title: text, lines: [text] }, { address: 'https://x.example/', secret: undefined, now });
        expect(body).not.toMatch(/\]\(|<at|<@|@all|<font|`/);
      }
    }),
  );
});

test('an address of a platform is known by its host', () => {
  expect(platformOfHost('oapi.dingtalk.com')).toBe('dingtalk');
  expect(platformOfHost('open.larksuite.com')).toBe('feishu');
  expect(platformOfHost('qyapi.weixin.qq.com.evil.test')).toBeUndefined();
});
