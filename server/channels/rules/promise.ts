import { due } from '../../../common/calendar/index.ts';
import type { Channel } from '../../../common/contract/channel.ts';
import { availableAt, type Status } from './channel-status.ts';
import { hoursOf, type Moment } from './hours.ts';

/**
 * When the promise of a channel falls due for who writes now, epoch ms: so many minutes of answering hours later. [001]
 * Where nothing is accepted now, it runs from the next opening. [ours] Null without such a promise or without hours to count in.
 */
export function promiseDue(moment: Moment, channel: Channel, status: Status): number | null {
  const { promise } = channel;
  const start = availableAt(moment, channel, status);
  if (promise?.kind !== 'within' || start === null) return null;
  const { answering } = hoursOf(moment.facts, channel);
  if (answering === 'always') return start + promise.minutes * 60_000;
  const compiled = moment.facts.calendars.get(answering);
  if (compiled === undefined) return null;
  const counted = due(compiled.calendar, start, promise.minutes * 60, []);
  return counted.ok ? counted.at : null;
}
