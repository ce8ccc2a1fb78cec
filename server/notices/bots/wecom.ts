import type { NoticeFailureCode } from '../../../common/contract/notices.ts';
import { cutToBytes, plain, readCodes, unreadable, type BotPlatform } from './platform.ts';

const meanings: Readonly<Record<number, NoticeFailureCode>> = { 93000: 'bot_gone', 93004: 'bot_gone', 93008: 'bot_gone', 45009: 'too_fast', 45033: 'too_fast', 45002: 'too_long', 40058: 'message_refused', 40008: 'message_refused', 44004: 'message_refused', 60020: 'address_not_allowed', [-1]: 'server_busy' };

/** 企业微信: the key in the address is the whole secret; a Markdown message of 4,096 bytes at most. */
export const wecom: BotPlatform = {
  hosts: ['qyapi.weixin.qq.com'],
  compose({ title, lines, link }, { address }) {
    const tail = link === undefined ? '' : `\n[${plain(link.label)}](${encodeURI(link.address)})`;
    const text = cutToBytes(`**${plain(title)}**\n${lines.map(plain).join('\n')}`, 4_000 - Buffer.byteLength(tail));
    return { address, body: JSON.stringify({ msgtype: 'markdown', markdown: { content: text + tail } }) };
  },
  read(answer) {
    const codes = readCodes(answer.body, { code: ['errcode'], words: ['errmsg'] });
    if (codes === undefined) return unreadable(answer);
    if (codes.code === 0) return { ok: true };
    return { ok: false, code: meanings[codes.code] ?? 'message_refused', detail: `${codes.code} ${codes.words}` };
  },
};
