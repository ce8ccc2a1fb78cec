import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfiguration } from '../config/schema.ts';
import { silentLog } from '../log.ts';
import { createOutbound, type Outbound } from '../outbound/index.ts';
import { createSmsGateway } from './index.ts';

let server: Server;
let origin = '';
let outbound: Outbound;
let asked: { method: string; path: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
let answer = { status: 200, body: '{"code":0}' };

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  outbound = createOutbound({ log: silentLog, allow: ['127.0.0.1/32'], ports: [port] });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
  answer = { status: 200, body: '{"code":0}' };
});

const message = { to: '+8613800138000', text: '123456 是验证码，“5” 分钟&内有效', code: '123456' };
function gateway(environment: Record<string, string>, parts: { outbound: Outbound } = { outbound }) {
  const read = readConfiguration(environment);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const made = createSmsGateway(read.configuration, { ...parts, log: silentLog });
  if (made === undefined) throw new Error('no gateway');
  return made;
}

describe('a gateway for text messages', () => {
  test('gets JSON with the number, the text and the secret in their places', async () => {
    await gateway({ SMS_URL: `${origin}/send`, SMS_BODY: '{"to":"{to}","message":{"text":"{text}"},"local":"{national}"}', SMS_HEADERS: 'Authorization=Bearer {secret}, X-App=help', SMS_SECRET: 's3cret=', SMS_EXPECT: '"code":0' }).send(message);
    expect(asked).toEqual([{ method: 'POST', path: '/send', headers: expect.objectContaining({ authorization: 'Bearer s3cret=', 'x-app': 'help', 'content-type': 'application/json' }) as object, body: expect.any(String) as string }]);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ to: message.to, message: { text: message.text }, local: '13800138000' });
  });

  test('gets a form, or everything in the address', async () => {
    await gateway({ SMS_URL: `${origin}/form`, SMS_BODY: 'apikey={secret}&mobile={digits}&text={text}', SMS_SECRET: 'a&b' }).send(message);
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({ apikey: 'a&b', mobile: '8613800138000', text: message.text });
    await gateway({ SMS_URL: `${origin}/get?to={to}&code={code}` }).send(message);
    expect(asked[1]).toMatchObject({ method: 'GET', path: '/get?to=%2B8613800138000&code=123456' });
  });

  test('with a fixed template gets codes only; what has none is not sent', async () => {
    await gateway({ SMS_URL: `${origin}/t?to={to}&code={code}` }).send({ to: message.to, text: '你的账号已停用。' });
    expect(asked).toEqual([]);
  });

  test('that does not take a message is a failure without the number, the text or the answer in it', async () => {
    const failing = gateway({ SMS_URL: `${origin}/send`, SMS_BODY: 'to={to}&text={text}', SMS_EXPECT: '"code":0' });
    const failure = async () => failing.send(message).then(() => 'sent', (error: Error) => error.message);
    answer = { status: 200, body: '{"code":7,"said":"+8613800138000"}' };
    expect(await failure()).toBe('The SMS gateway did not answer what SMS_EXPECT says');
    answer = { status: 503, body: message.text };
    expect(await failure()).toBe('The SMS gateway answered 503');
    answer = { status: 302, body: '' };
    expect(await failure()).toBe('The SMS gateway answered 302');
    const inside = gateway({ SMS_URL: `${origin}/send?to={to}&text={text}` }, { outbound: createOutbound({ log: silentLog }) });
    await expect(inside.send(message)).rejects.toThrow(/could not be asked: (?:destination|port)_forbidden/);
  });

  test('is not there until it is set', () => {
    const read = readConfiguration({});
    expect(read.ok && createSmsGateway(read.configuration, { outbound, log: silentLog })).toBeUndefined();
  });

  test.each([
    [{ SMS_URL: 'ftp://sms.example.com/{to}' }, 'SMS_URL'],
    [{ SMS_URL: 'https://{to}.example.com/' }, 'SMS_URL'],
    [{ SMS_URL: 'https://sms.example.com/?to={to}&text={txt}' }, 'SMS_URL'],
    [{ SMS_URL: 'https://sms.example.com/', SMS_BODY: '{"to":"{to}","text":"{text}"' }, 'SMS_BODY'],
    [{ SMS_URL: 'https://sms.example.com/', SMS_BODY: 'to={to}&text={words}' }, 'SMS_BODY'],
    [{ SMS_URL: 'https://sms.example.com/', SMS_BODY: 'text={text}' }, 'SMS_BODY'],
    [{ SMS_URL: 'https://sms.example.com/?to={to}' }, 'SMS_BODY'],
    [{ SMS_URL: 'https://sms.example.com/?to={to}&text={text}', SMS_HEADERS: 'Bearer x' }, 'SMS_HEADERS'],
    [{ SMS_URL: 'https://sms.example.com/?to={to}&text={text}&key={secret}' }, 'SMS_SECRET'],
  ])('settings that cannot work are refused at the start: %j', (environment, variable) => {
    expect(readConfiguration(environment)).toMatchObject({ ok: false, problems: [{ variable }] });
  });
});
