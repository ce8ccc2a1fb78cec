import type { Moment } from './hours.ts';

/** The centre's standard answering hours at an instant; `key` is left out where the centre states none. [001] */
export type StandardHours = { key?: string; open: boolean; until: number | null; opensAt: number | null };

export function standardHours(moment: Moment): StandardHours {
  const key = moment.facts.centre.settings.answeringCalendar;
  const state = moment.stateOf(key ?? 'unstated');
  if (key === undefined || state.state === 'unstated') return { open: false, until: null, opensAt: null };
  if (state.state === 'closed') return { key, open: false, until: null, opensAt: state.opensAt };
  return { key, open: true, until: state.state === 'open' ? state.until : null, opensAt: null };
}
