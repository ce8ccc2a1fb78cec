import type { BotPlatformName, NoticeFailureCode } from '../../../common/contract/notices.ts';
import type { Outbound, OutboundRefusal } from '../../platform/outbound/index.ts';
import { dingtalk } from './dingtalk.ts';
import { feishu } from './feishu.ts';
import type { BotMessage, BotPlatform, BotResult } from './platform.ts';
import { wecom } from './wecom.ts';

export type { BotMessage, BotResult } from './platform.ts';

export const platforms: Readonly<Record<BotPlatformName, BotPlatform>> = { wecom, dingtalk, feishu };

/** The platform that a host belongs to, if it is known. */
export function platformOfHost(host: string): BotPlatformName | undefined {
  return (Object.keys(platforms) as BotPlatformName[]).find((name) => platforms[name].hosts.includes(host));
}

/** Says something in a group. The address is the secret: it stands in no result. */
export async function sayByBot(outbound: Outbound, bot: { platform: BotPlatformName; address: string; secret: string | undefined }, message: BotMessage, now: Date): Promise<BotResult> {
  const platform = platforms[bot.platform];
  const { address, body } = platform.compose(message, { address: bot.address, secret: bot.secret, now });
  const answer = await outbound.fetchOutside(address, { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' }, body, redirects: 0, maximumBytes: 65_536 });
  if (!answer.ok) return { ok: false, code: codeOfRefusal(answer.reason), detail: answer.code ?? '' };
  return platform.read({ status: answer.status, body: Buffer.from(answer.body).toString('utf8') });
}

/** A call that was not made or not finished, in the words of notices. */
export function codeOfRefusal(reason: OutboundRefusal): NoticeFailureCode {
  switch (reason) {
    case 'host_unknown':
    case 'too_slow':
    case 'destination_forbidden':
    case 'port_forbidden':
      return reason;
    case 'host_spelling':
    case 'credentials_in_address':
    case 'scheme_forbidden':
    case 'address_unreadable':
    case 'redirect_forbidden':
      return 'destination_forbidden';
    case 'too_large':
    case 'encoding_unexpected':
      return 'answer_unreadable';
    default:
      return 'unreachable';
  }
}
