import { createHmac } from 'node:crypto';
import type { NoticeFailureCode } from '../../../common/contract/notices.ts';
import { cutToBytes, plain, readCodes, unreadable, type BotPlatform } from './platform.ts';

const meanings: Readonly<Record<number, NoticeFailureCode>> = { 300001: 'bot_gone', 300005: 'bot_gone', 400013: 'bot_gone', 400101: 'bot_gone', 400102: 'bot_gone', 410100: 'too_fast', 130101: 'too_fast', 430101: 'content_refused', 430102: 'content_refused', 430103: 'content_refused', 430104: 'content_refused', 460101: 'too_long', [-1]: 'server_busy' };

/** 钉钉: with 加签 the address carries the time in milliseconds and an HMAC-SHA256 over it, made with the secret. */
export const dingtalk: BotPlatform = {
  hosts: ['oapi.dingtalk.com'],
  compose({ title, lines, link }, { address, secret, now }) {
    const tail = link === undefined ? '' : `\n\n[${plain(link.label)}](${encodeURI(link.address)})`;
    // Two line ends make a line here.
    const text = cutToBytes(`#### ${plain(title)}\n\n${lines.map(plain).join('\n\n')}`, 15_000 - Buffer.byteLength(tail));
    return { address: secret === undefined ? address : signed(address, secret, now), body: JSON.stringify({ msgtype: 'markdown', markdown: { title: plain(title).slice(0, 100), text: text + tail } }) };
  },
  read(answer) {
    const codes = readCodes(answer.body, { code: ['errcode'], words: ['errmsg'] });
    if (codes === undefined) return unreadable(answer);
    if (codes.code === 0) return { ok: true };
    return { ok: false, code: codes.code === 310000 ? securityProblem(codes.words) : (meanings[codes.code] ?? 'message_refused'), detail: `${codes.code} ${codes.words}` };
  },
};

function signed(address: string, secret: string, now: Date): string {
  const timestamp = String(now.getTime());
  const url = new URL(address);
  url.searchParams.set('timestamp', timestamp);
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'));
  return url.href;
}

/** One number for everything in the robot's security settings; the words tell which. */
function securityProblem(words: string): NoticeFailureCode {
  if (/keyword|关键词/i.test(words)) return 'keyword_missing';
  if (/timestamp|时间戳/i.test(words)) return 'clock_wrong';
  if (/ip/i.test(words) && !/sign/i.test(words)) return 'address_not_allowed';
  return 'signature_wrong';
}
