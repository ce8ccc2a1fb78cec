import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Call = { path: string; query: URLSearchParams; headers: IncomingMessage['headers']; body: Buffer; json: Record<string, unknown> };
export type Counterpart = { origin: string; port: number; calls: Call[]; answer: (call: Call) => { status?: number; body: unknown }; close(): Promise<void> };

/** A server on this machine that answers as a platform does. */
export async function startCounterpart(answer: Counterpart['answer']): Promise<Counterpart> {
  const state: Counterpart = { origin: '', port: 0, calls: [], answer, close: async () => undefined };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const body = Buffer.concat(chunks);
      const isJson = String(request.headers['content-type']).startsWith('application/json');
      const call: Call = { path: url.pathname, query: url.searchParams, headers: request.headers, body, json: isJson ? (JSON.parse(body.toString('utf8')) as Record<string, unknown>) : {} };
      state.calls.push(call);
      const said = state.answer(call);
      response.writeHead(said.status ?? 200, { 'content-type': 'application/json' }).end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.port = (server.address() as AddressInfo).port;
  state.origin = `http://127.0.0.1:${state.port}`;
  state.close = () => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
  return state;
}

const hour = 3_600_000;

/** 钉钉, as its page on 自定义机器人 says: `sign` is Base64 of HMAC-SHA256(secret, timestamp + "\n" + secret), the time in milliseconds, an hour off at most. */
export function asDingtalk(secret: string, token: string, now: () => Date): Counterpart['answer'] {
  return ({ query, json }) => {
    if (query.get('access_token') !== token) return { body: { errcode: 300005, errmsg: 'token is not exist' } };
    const timestamp = query.get('timestamp') ?? '';
    if (query.get('sign') !== createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')) return { body: { errcode: 310000, errmsg: 'sign not match, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]' } };
    if (Math.abs(now().getTime() - Number(timestamp)) > hour) return { body: { errcode: 310000, errmsg: 'invalid timestamp' } };
    const { markdown } = json as { markdown?: { title?: string; text?: string } };
    if (json['msgtype'] !== 'markdown' || !markdown?.title || !markdown.text) return { body: { errcode: 40035, errmsg: '缺少参数 json' } };
    return { body: { errcode: 0, errmsg: 'ok' } };
  };
}

/** 飞书: `sign` is Base64 of HMAC-SHA256 of an empty text with the key timestamp + "\n" + secret, the time in seconds, both in the body. */
export function asFeishu(secret: string, path: string, now: () => Date): Counterpart['answer'] {
  return (call) => {
    if (call.path !== path) return { body: { code: 19001, msg: 'param invalid: incoming webhook access token invalid' } };
    const { timestamp, sign } = call.json as { timestamp?: string; sign?: string };
    const right = createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');
    if (sign !== right || Math.abs(now().getTime() / 1000 - Number(timestamp)) > 3600) return { body: { code: 19021, msg: 'sign match fail or timestamp is not within one hour from current time' } };
    const { content } = call.json as { content?: { post?: { zh_cn?: { title?: string; content?: unknown[][] } } } };
    if (call.json['msg_type'] !== 'post' || content?.post?.zh_cn?.title === undefined || !Array.isArray(content.post.zh_cn.content)) return { body: { code: 9499, msg: 'Bad Request' } };
    return { body: { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' } };
  };
}

/** 企业微信: the key in the address is all there is. */
export function asWecom(key: string): Counterpart['answer'] {
  return ({ query, json }) => {
    if (query.get('key') !== key) return { body: { errcode: 93000, errmsg: 'invalid webhook url, hint: [1700000000]' } };
    const { markdown } = json as { markdown?: { content?: string } };
    if (json['msgtype'] !== 'markdown' || !markdown?.content) return { body: { errcode: 40008, errmsg: 'invalid message type' } };
    if (Buffer.byteLength(markdown.content) > 4096) return { body: { errcode: 45002, errmsg: 'content size out of limit' } };
    return { body: { errcode: 0, errmsg: 'ok' } };
  };
}
