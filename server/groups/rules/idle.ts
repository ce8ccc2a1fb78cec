import type { Fleet } from '../../../common/contract/fleet.ts';

/** Used where a fleet leaves something out: fewer than 50 messages a day over 14 days; seven days pass between the warning and archiving. [003] */
export const idleDefaults = { below: 50, days: 14, action: 'suggest', warningDays: 7 } as const;

export type IdleFacts = {
  /** Messages by day, of days about which something is known, within the days that are looked at. */
  messages: readonly { day: string; count: number }[];
  /** How long the group has been open, in days. */
  openDays: number;
  /** Whether another group of the fleet takes people. */
  othersOpen: boolean;
  /** Days since it was said that the group is idle; undefined when it was not. */
  toldDaysAgo: number | undefined;
};

/** What to do about a group in which little is said. */
export type IdleDecision = 'busy' | 'unknown' | 'suggest' | 'warn' | 'wait' | 'archive' | 'last_group';

/** The mean over the days about which something is known; null while nothing is. */
export function averageOf(days: readonly { count: number }[]): number | null {
  return days.length === 0 ? null : days.reduce((sum, { count }) => sum + count, 0) / days.length;
}

/**
 * Little said is a suggestion, or, where the fleet is set so, a warning and seven days later the archive. Nothing is suggested while more than
 * half of the days are unknown or the group is younger than them, and never for a fleet's last open group. [003]
 */
export function decideIdle(idle: Fleet['idle'], { messages, openDays, othersOpen, toldDaysAgo }: IdleFacts): IdleDecision {
  const { below = idleDefaults.below, days = idleDefaults.days, action = idleDefaults.action } = idle ?? {};
  const average = averageOf(messages);
  if (average === null || messages.length * 2 < days || openDays < days) return 'unknown';
  if (average >= below) return 'busy';
  if (!othersOpen) return 'last_group';
  if (action === 'suggest') return toldDaysAgo === undefined || toldDaysAgo >= days ? 'suggest' : 'wait';
  if (toldDaysAgo === undefined) return 'warn';
  return toldDaysAgo >= idleDefaults.warningDays ? 'archive' : 'wait';
}
