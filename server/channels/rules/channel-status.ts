import type { Channel } from '../../../common/contract/channel.ts';
import type { LocalizedText } from '../../../common/contract/text.ts';
import { hoursOf, isServing, momentOf, type HoursState, type Moment } from './hours.ts';

/** What a channel is at an instant. `until` and `opensAt` are epoch milliseconds; null when nobody knows. */
export type Status =
  | HoursState
  | { state: 'emergency_only'; opensAt: number | null }
  | { state: 'out_of_order'; reason: LocalizedText; until: number | null };

/**
 * Acceptance hours decide; out of order wins over them until its end has passed; emergency hours count only where
 * acceptance is closed, and promise nothing. [001]
 */
export function channelStatus(moment: Moment, channel: Channel): Status {
  const outage = outageAt(channel, moment.at);
  if (outage !== undefined) return outage;
  const { acceptance, emergency } = hoursOf(moment.facts, channel);
  const state = moment.stateOf(acceptance);
  if (state.state === 'closed' && emergency !== undefined && isServing(moment.stateOf(emergency))) return { state: 'emergency_only', opensAt: state.opensAt };
  return state;
}

/** When the channel can be used again, epoch ms: now where it can, null where nobody knows. */
export function availableAt(moment: Moment, channel: Channel, status: Status): number | null {
  switch (status.state) {
    case 'closed':
    case 'emergency_only':
      return status.opensAt;
    case 'out_of_order': {
      if (status.until === null) return null;
      const then = momentOf(moment.facts, status.until).stateOf(hoursOf(moment.facts, channel).acceptance);
      return then.state === 'closed' ? then.opensAt : status.until;
    }
    default:
      return moment.at;
  }
}

function outageAt({ outOfOrder }: Channel, at: number): Status | undefined {
  if (outOfOrder === undefined) return undefined;
  const until = outOfOrder.until === undefined ? null : Date.parse(outOfOrder.until);
  return until !== null && until <= at ? undefined : { state: 'out_of_order', reason: outOfOrder.reason, until };
}
