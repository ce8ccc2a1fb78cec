const ownName = /^lichun-\d{8}-\d{6}Z\.tar\.gz$/;

/** The name of a backup by the moment that it holds, in UTC: names sort as the moments do. */
export function backupFileName(now: Date): string {
  const digits = now.toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  return `lichun-${digits.slice(0, 8)}-${digits.slice(9)}Z.tar.gz`;
}

/** Which of the files in a folder go so that the `keep` latest backups stay. Files by other names are nobody's business here. */
export function backupsToRemove(names: readonly string[], keep: number): string[] {
  return names
    .filter((name) => ownName.test(name))
    .toSorted()
    .toReversed()
    .slice(Math.max(1, keep));
}

/** The hour and the day that clocks in a time zone show. */
function localHour(at: Date, timeZone: string): { day: string; hour: number } {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, hour: Number(part('hour')) };
}

/** A backup that the timetable or somebody began. */
export type Attempt = { origin: string; state: string; startedAt: Date };

const retryMilliseconds = 3600_000;

/**
 * Whether the day's backup is to be made now: from `hour` on in the centre's time zone, once a day; one that was missed because nothing ran is
 * made up for as soon as something runs. One that did not come off is tried once more after an hour, unless somebody has made one meanwhile:
 * a database that was away for a while costs no day, and a full disk is not tried again every ten minutes. `attempts`: the latest first.
 */
export function isBackupDue({ now, hour, timeZone, attempts }: { now: Date; hour: number; timeZone: string; attempts: readonly Attempt[] }): boolean {
  // The day of a backup begins at its hour.
  const dayOf = (at: Date) => {
    const { day, hour: shown } = localHour(at, timeZone);
    return shown >= hour ? day : previousDay(day);
  };
  const own = attempts.filter(({ origin }) => origin === 'timetable');
  const [last] = own;
  if (last === undefined || dayOf(now) > dayOf(last.startedAt)) return true;
  if (last.state === 'done' || own.filter(({ startedAt }) => dayOf(startedAt) === dayOf(now)).length > 1) return false;
  const madeSince = attempts.some(({ state, startedAt }) => state === 'done' && startedAt > last.startedAt);
  return !madeSince && now.getTime() - last.startedAt.getTime() >= retryMilliseconds;
}

function previousDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 3600_000).toISOString().slice(0, 10);
}
