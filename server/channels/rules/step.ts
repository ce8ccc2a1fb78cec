import type { Channel, ChannelKind } from '../../../common/contract/channel.ts';
import { isSponsorsOwn } from './audience.ts';
import type { Status } from './channel-status.ts';
import type { AskedCase } from './finding.ts';
import type { StandardHours } from './standard-hours.ts';

/** What a channel can be in an answer; `orders` says which comes when. */
export type Step =
  | 'sponsor' | 'phone' | 'im' | 'group' | 'live_unstated' | 'may_be_tried'
  | 'ticket' | 'email' | 'slow_writing' | 'assistant' | 'docs' | 'tracker' | 'tracker_of_free' | 'tracker_aside';

const liveKinds: readonly ChannelKind[] = ['phone', 'im', 'group', 'one_to_one'];

/** Where people answer while one waits. */
export function isLive({ kind }: Channel): boolean {
  return liveKinds.includes(kind);
}

export function stepOf(asked: AskedCase, standard: StandardHours, channel: Channel, status: Status): Step {
  if (status.state === 'emergency_only') return 'may_be_tried';
  if (isSponsorsOwn(asked, channel)) return 'sponsor';
  // Where the centre states hours, one that states none is not known to be open. Where nobody states any, all are alike. [ours]
  if (isLive(channel) && status.state === 'unstated' && standard.key !== undefined) return 'live_unstated';
  switch (channel.kind) {
    case 'phone':
    case 'group':
    case 'assistant':
    case 'docs':
      return channel.kind;
    case 'im':
    case 'one_to_one':
      return 'im';
    case 'ticket':
    case 'email':
      return isSlow(asked, channel) ? 'slow_writing' : channel.kind;
    case 'issue_tracker':
      return asked.entitlement === 'free' ? 'tracker_of_free' : asked.entitlement === 'unknown' ? 'tracker' : 'tracker_aside';
  }
}

/** A promise of more than an hour is no answer to "within an hour". [ours] */
function isSlow(asked: AskedCase, { promise }: Channel): boolean {
  return asked.urgency === 'hour' && promise?.kind === 'within' && promise.minutes > 60;
}
