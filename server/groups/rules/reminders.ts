const hour = 3_600_000;
const day = 24 * hour;

/**
 * When people are reminded. A group that is wanted is a matter of hours, because applicants wait: after 4 h its moderators hear of it again, after
 * 24 h the operators do. Heads that were counted more than 7 days ago say little about a group that turns over people every day. [000][ours]
 */
export const remindAfter = { wanted: 4 * hour, wantedEscalation: 24 * hour, count: 7 * day } as const;

export function hoursBetween(from: Date, until: Date): number {
  return Math.floor((until.getTime() - from.getTime()) / hour);
}

export function daysBetween(from: Date, until: Date): number {
  return Math.floor((until.getTime() - from.getTime()) / day);
}
