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

/**
 * Whether the day's backup is to be made now: from `hour` on in the centre's time zone, once a day. One that was missed because nothing ran is
 * made up for as soon as something runs.
 */
export function isBackupDue(facts: { now: Date; hour: number; timeZone: string; last: Date | undefined }): boolean {
  const { now, hour, timeZone, last } = facts;
  if (last === undefined) return true;
  const [here, there] = [localHour(now, timeZone), localHour(last, timeZone)];
  // The day of a backup begins at its hour.
  const dayOf = ({ day, hour: at }: { day: string; hour: number }) => (at >= hour ? day : previousDay(day));
  return dayOf(here) > dayOf(there);
}

function previousDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 3600_000).toISOString().slice(0, 10);
}
