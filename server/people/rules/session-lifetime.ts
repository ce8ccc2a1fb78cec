const hour = 3600_000;
const day = 24 * hour;

/**
 * How long a session lives without use, and in all, until its person proves anew who they are (ASVS 5.0, 7.1.1, 7.3.1, 7.3.2; NIST SP 800-63B-4,
 * 2.1.3 and 2.2.3). Visitors are not asked again on their own phones for two weeks; whoever has a role reads other people's data, and signs in
 * each working day and each week.
 */
export const sessionLimits = {
  visitor: { idle: 14 * day, absolute: 90 * day },
  staff: { idle: 12 * hour, absolute: 7 * day },
} as const;

const touchEvery = 5 * 60_000;

/** Whether use has to be written down again, so that the session lives on. */
export function isToBeTouched(seenAt: Date, now: Date): boolean {
  return now.getTime() - seenAt.getTime() > touchEvery;
}

/** When a session ends by itself, as far as is known now: without further use, or because it is too old. A role that is given makes it end sooner. */
export function sessionEnd({ createdAt, seenAt, staff }: { createdAt: Date; seenAt: Date; staff: boolean }): Date {
  const { idle, absolute } = sessionLimits[staff ? 'staff' : 'visitor'];
  return new Date(Math.min(seenAt.getTime() + idle, createdAt.getTime() + absolute));
}
