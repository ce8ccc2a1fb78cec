import type { Advice } from '../../common/contract/support.ts';
import type { ConsoleText } from './text.tsx';

const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const monthKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const;

/** `YYYY-MM-DDTHH:MM` of an instant in a time zone, as a date-and-time control takes it. */
export function localTime(instant: string | number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** The instant at which clocks in a time zone show a local time, ISO 8601 in UTC. A time that the clock skips is the one after the gap. */
export function instantOf(local: string, timeZone: string): string {
  const wanted = Date.parse(`${local}:00Z`);
  let instant = wanted;
  // The offset depends on the instant that is looked for: a second round settles it also beside a change of clocks.
  for (let round = 0; round < 2; round += 1) instant = wanted - (Date.parse(`${localTime(instant, timeZone)}:00Z`) - instant);
  return new Date(instant).toISOString();
}

/** A date in words: 10 月 1 日 周四, Thursday 1 October. */
export function dateInWords(date: string, t: ConsoleText): string {
  const [, month = '', day = ''] = date.split('-');
  const weekday = weekdayNames[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun';
  return t('date_in_words', { month: t(`month.${monthKeys[Number(month) - 1] ?? '1'}`), day: String(Number(day)), weekday: t(`weekday.${weekday}`) });
}

/** Whether the standard answering hours run; null where the centre states none, because then there is no outside. */
export function isStandardOpen({ standardHours: { open, hours } }: Pick<Advice, 'standardHours'>): boolean | null {
  return hours === undefined ? null : open;
}
