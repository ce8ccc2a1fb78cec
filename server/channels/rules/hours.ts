import { stateAt } from '../../../common/calendar/index.ts';
import type { Channel } from '../../../common/contract/channel.ts';
import type { CentreFacts } from './facts.ts';

/** `always`, `unstated`, or the key of a calendar. */
export type HoursReference = string;

/** A channel's three kinds of hours, kept apart, with what holds where it says nothing. [001] */
export type ChannelHours = { acceptance: HoursReference; answering: HoursReference; emergency?: HoursReference };

/** Instants are epoch milliseconds; null when nothing changes within the horizon. */
export type HoursState =
  | { state: 'always' }
  | { state: 'unstated' }
  | { state: 'open'; until: number | null }
  | { state: 'closed'; opensAt: number | null };

/** One instant, and what every calendar says about it; each is asked once. */
export type Moment = { facts: CentreFacts; at: number; stateOf(reference: HoursReference): HoursState };

export function momentOf(facts: CentreFacts, at: number): Moment {
  const known = new Map<HoursReference, HoursState>();
  return {
    facts,
    at,
    stateOf(reference) {
      const state = known.get(reference) ?? hoursState(facts, reference, at);
      known.set(reference, state);
      return state;
    },
  };
}

/** A reference that leads nowhere claims nothing. */
function hoursState(facts: CentreFacts, reference: HoursReference, at: number): HoursState {
  if (reference === 'always') return { state: 'always' };
  const compiled = facts.calendars.get(reference);
  if (compiled === undefined) return { state: 'unstated' };
  const state = stateAt(compiled.calendar, at);
  return state.open ? { state: 'open', until: state.until } : { state: 'closed', opensAt: state.opensAt };
}

/** Left out: accepted always, answered in the centre's hours, nothing for emergencies. [001] */
export function hoursOf(facts: CentreFacts, { hours }: Channel): ChannelHours {
  return {
    acceptance: hours?.acceptance ?? 'always',
    answering: hours?.answering ?? facts.centre.settings.answeringCalendar ?? 'unstated',
    ...(hours?.emergency === undefined ? {} : { emergency: hours.emergency }),
  };
}

/** True for hours in which one can get through. */
export function isServing({ state }: HoursState): boolean {
  return state === 'always' || state === 'open';
}
