import { createHmac } from 'node:crypto';
import type { NoticeFailureCode } from '../../../common/contract/notices.ts';
import { cutToBytes, plain, readCodes, unreadable, type BotPlatform } from './platform.ts';

const meanings: Readonly<Record<number, NoticeFailureCode>> = { 19001: 'bot_gone', 19002: 'message_refused', 19022: 'address_not_allowed', 19024: 'keyword_missing', 11232: 'too_fast', 11233: 'too_fast', 99991400: 'too_fast', 9499: 'message_refused', 11247: 'content_refused' };

/** 飞书: with 签名校验 the body carries the time in seconds and an HMAC-SHA256 of nothing, whose key is the time and the secret. */
export const feishu: BotPlatform = {
  hosts: ['open.feishu.cn', 'open.larksuite.com'],
  compose({ title, lines, link }, { address, secret, now }) {
    const text = cutToBytes(lines.map(plain).join('\n'), 15_000);
    const content = [...text.split('\n').map((line) => [{ tag: 'text', text: line }]), ...(link === undefined ? [] : [[{ tag: 'a', text: plain(link.label), href: link.address }]])];
    return { address, body: JSON.stringify({ ...(secret === undefined ? {} : signature(secret, now)), msg_type: 'post', content: { post: { zh_cn: { title: plain(title), content } } } }) };
  },
  read(answer) {
    const codes = readCodes(answer.body, { code: ['code', 'StatusCode'], words: ['msg', 'StatusMessage'] });
    if (codes === undefined) return unreadable(answer);
    if (codes.code === 0) return { ok: true };
    // The same number says that the signature is wrong and that the clock is.
    if (codes.code === 19021) return { ok: false, code: 'signature_wrong', detail: `${codes.code} ${codes.words}` };
    return { ok: false, code: meanings[codes.code] ?? 'message_refused', detail: `${codes.code} ${codes.words}` };
  },
};

function signature(secret: string, now: Date): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') };
}
