import type { RaidSettings } from '../../../common/contract/raids.ts';

/** Many at once are a raid when they are far more than usual. Pure: numbers and times come in, an answer goes out. */

export type RaidFacts = {
  /** Applications of the last ten minutes, or at least as many as `threshold` says when nobody counted on. */
  recent: number;
  /** Applications that usually come in ten minutes. */
  usual: number;
};
export type Raid = { since: number; burstAt: number; endedAt: number | null };

const minute = 60_000;
export const burstMilliseconds = 10 * minute;
/** How far back "usual" looks. */
export const usualDays = 14;

/** So many in ten minutes are a burst. */
export function burstThreshold(settings: Pick<RaidSettings, 'least' | 'times'>, usual: number): number {
  return Math.max(settings.least, Math.ceil(usual * settings.times));
}

/** When a raid ends by itself: some quiet minutes after the last burst. */
export function raidEnd({ burstAt, endedAt }: Raid, { quietMinutes }: Pick<RaidSettings, 'quietMinutes'>): number {
  const quiet = burstAt + quietMinutes * minute;
  return endedAt === null ? quiet : Math.min(endedAt, quiet);
}

export function raidIsOn(raid: Raid | undefined, settings: Pick<RaidSettings, 'enabled' | 'quietMinutes'>, now: number): boolean {
  return settings.enabled && raid !== undefined && now >= raid.since && now < raidEnd(raid, settings);
}

/** The raid after a look at the numbers; undefined when there is none and none was. */
export function lookForRaid(before: Raid | undefined, { recent, usual }: RaidFacts, settings: Pick<RaidSettings, 'enabled' | 'least' | 'times' | 'quietMinutes'>, now: number): Raid | undefined {
  if (!settings.enabled || recent < burstThreshold(settings, usual)) return before;
  return before !== undefined && raidIsOn(before, settings, now) ? { ...before, burstAt: now } : { since: now, burstAt: now, endedAt: null };
}
