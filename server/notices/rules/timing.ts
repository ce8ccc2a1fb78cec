import { parseRange, stateAt, weekdays, type ServiceCalendar, type TimeRange, type Weekday, type WeekRanges } from '../../../common/calendar/index.ts';
import type { NoticeUrgency } from '../../../common/contract/notice-kinds.ts';
import type { PersonTarget } from '../../../common/contract/notices.ts';

/** When somebody wants to be left alone, and whether their mails are gathered. Ranges as `22:00-07:00`, in their time zone. */
export type Timing = { timeZone: string; quiet: Partial<Record<Weekday, readonly string[] | undefined>>; urgentPasses: boolean; digest: 'off' | 'daily'; digestAt: string };

/** When a notice that happens at `at` (epoch ms) may go, and whether it was held back until then. */
export function sendTime(timing: Timing, target: PersonTarget | 'bot', urgency: NoticeUrgency, at: number): { at: number; held: boolean } {
  const urgent = urgency === 'urgent';
  if (urgent && timing.urgentPasses) return { at, held: false };
  const gathered = !urgent && timing.digest === 'daily' && target === 'email' ? nextDigest(timing, at) : at;
  const allowed = quietUntil(timing, gathered) ?? gathered;
  return { at: allowed, held: allowed > at };
}

/** The end of the quiet hours that `at` falls into; undefined when it is not quiet then, or quiet hours never end. */
export function quietUntil(timing: Pick<Timing, 'timeZone' | 'quiet'>, at: number): number | undefined {
  const state = stateAt(quietCalendar(timing), at);
  return state.open && state.until !== null ? state.until : undefined;
}

/** True when nothing could ever be sent. */
export function neverAwake({ quiet }: Pick<Timing, 'quiet'>): boolean {
  const minutes = new Set<number>();
  weekdays.forEach((weekday, index) => {
    for (const { start, end } of rangesOf(quiet[weekday])) for (let minute = start; minute < end; minute += 1) minutes.add((index * 1440 + minute) % 10_080);
  });
  return minutes.size === 10_080;
}

function nextDigest({ timeZone, digestAt }: Timing, at: number): number {
  const [hour = 0, minute = 0] = digestAt.split(':').map(Number);
  const start = hour * 60 + minute;
  const daily = weekOf(() => [{ start, end: start + 1 }]);
  const state = stateAt({ timeZone, week: daily, holidays: null, exceptions: [] }, at);
  // Within the minute itself it is time.
  return state.open ? at : (state.opensAt ?? at);
}

function quietCalendar({ timeZone, quiet }: Pick<Timing, 'timeZone' | 'quiet'>): ServiceCalendar {
  return { timeZone, week: weekOf((weekday) => rangesOf(quiet[weekday])), holidays: null, exceptions: [] };
}

function rangesOf(texts: readonly string[] = []): TimeRange[] {
  return texts.flatMap((text) => {
    const parsed = parseRange(text);
    return parsed.ok ? [parsed.range] : [];
  });
}

function weekOf(ranges: (weekday: Weekday) => TimeRange[]): WeekRanges {
  return { mon: ranges('mon'), tue: ranges('tue'), wed: ranges('wed'), thu: ranges('thu'), fri: ranges('fri'), sat: ranges('sat'), sun: ranges('sun') };
}
