import { networksToBelieve } from '../../../common/contract/group-codes.ts';

/** What is known when somebody calls a code dead. `networks`: distinct ones, this one among them, from which a human called it so. */
export type DeadCodeFacts = { by: 'moderator' | 'visitor'; expiresAt: Date | null; now: Date; networks: number };

/**
 * Whether a code that somebody calls dead is. From a moderator at once; from visitors after its date, which needs no belief, or when humans in
 * three networks say so. So nobody can empty the page with clicks, and a code that died early is gone within a few visitors. [003][000]
 */
export function decideDeadCode({ by, expiresAt, now, networks }: DeadCodeFacts): 'marked_dead' | 'expired' | 'reported' | 'noted' {
  if (by === 'moderator') return 'marked_dead';
  if (expiresAt !== null && expiresAt.getTime() <= now.getTime()) return 'expired';
  return networks >= networksToBelieve ? 'reported' : 'noted';
}

/**
 * The network that counts as one voice, from the prefix by which limits count: the /48 that one site holds, or the /24 in which one address is as
 * easily had as another. Who has one of them has only one voice, however many addresses.
 */
export function voiceOf(network: string): string {
  const four = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(network);
  if (four !== null) return `${four[1]}.0/24`;
  const six = /^([0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}):/.exec(network);
  return six === null ? network : `${six[1]}::/48`;
}

/** Of how close an end a code is to be warned now, in hours; undefined when it is far, or was warned of already. */
export function dueWarning({ expiresAt, warnedHours, now }: { expiresAt: Date; warnedHours: number | null; now: Date }, warnings: readonly number[]): number | undefined {
  const left = expiresAt.getTime() - now.getTime();
  const due = warnings.filter((hours) => left <= hours * 3600_000);
  const closest = due.length === 0 ? undefined : Math.min(...due);
  return closest === undefined || (warnedHours !== null && warnedHours <= closest) ? undefined : closest;
}
