import { due } from '../../../common/calendar/index.ts';
import type { Channel } from '../../../common/contract/channel.ts';
import { availableAt, type Status } from './channel-status.ts';
import { hoursOf, isServing, type HoursState, type Moment } from './hours.ts';

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

/** An answer while one waits is promised where the channel is open and its answering hours run, not in one of them alone. [001] */
export function isAnsweredNow(moment: Moment, channel: Channel, status: Status): boolean {
  return (status.state === 'always' || status.state === 'open') && isServing(answeringState(moment, channel));
}

/** Until when somebody answers, epoch ms: the earlier end of the two kinds of hours; null when neither has one. */
export function answeredUntil(moment: Moment, channel: Channel, status: Status): number | null {
  const ends = [status, answeringState(moment, channel)].flatMap((state) => (state.state === 'open' && state.until !== null ? [state.until] : []));
  return ends.length === 0 ? null : Math.min(...ends);
}

/** Whether a channel's answering hours run at the moment. */
export function answeringState(moment: Moment, channel: Channel): HoursState {
  return moment.stateOf(hoursOf(moment.facts, channel).answering);
}
