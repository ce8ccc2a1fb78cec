import { sectionNames, type Centre, type SectionEntry, type SectionName } from '../../../common/contract/centre.ts';
import type { Channel } from '../../../common/contract/channel.ts';
import { todayCodes, type TodayCode, type TodayItem } from '../../../common/contract/today.ts';
import type { Language } from '../../../common/contract/text.ts';
import { nameOfEntry } from './entry-name.ts';

/** What decides what an operator has to look at. `today` is the centre's local date; `holidaysUntil` the last year that the holiday data knows. */
export type TodayFacts = { centre: Centre; example: string | null; openProposals: number; now: Date; today: string; holidaysUntil: number; language: Language };

const exceptionDays = 14;
/** From October on the next year's public holidays are about to be announced. */
const announcementMonth = 10;

/** What needs the operator today, most urgent first; within a code by date, then in the order of the centre. */
export function whatNeedsYou(facts: TodayFacts): TodayItem[] {
  const { centre, example, openProposals } = facts;
  const items: TodayItem[] = [
    ...(openProposals > 0 ? [{ code: 'proposals_open', count: openProposals } as const] : []),
    ...(example === null ? [] : [{ code: 'example_shown' } as const]),
    ...(centre.channels.length === 0 ? [{ code: 'no_channels' } as const] : []),
    ...centre.channels.flatMap((channel) => channelItems(channel, facts)),
    ...centre.calendars.flatMap((calendar) => calendarItems(calendar, facts)),
    ...textItems(facts),
  ];
  const urgency = (item: TodayItem) => todayCodes.indexOf(item.code);
  return items
    .map((item, index) => ({ item, index }))
    .toSorted((left, right) => urgency(left.item) - urgency(right.item) || compareDates(left.item.at, right.item.at) || left.index - right.index)
    .map(({ item }) => item);
}

function compareDates(left: string | undefined, right: string | undefined): number {
  if (left === right || left === undefined || right === undefined) return 0;
  return left < right ? -1 : 1;
}

function subjectOf(section: SectionName, entry: SectionEntry, { language, centre: { topics } }: Pick<TodayFacts, 'language' | 'centre'>): TodayItem['subject'] {
  return { section, key: entry.key, name: nameOfEntry(entry, language, topics) };
}

function channelItems(channel: Channel, facts: TodayFacts): TodayItem[] {
  const { now } = facts;
  const subject = subjectOf('channels', channel, facts);
  const items: TodayItem[] = [];
  if (channel.outOfOrder !== undefined) {
    const { until } = channel.outOfOrder;
    const overdue = until !== undefined && Date.parse(until) <= now.getTime();
    items.push({ code: overdue ? 'channel_back_overdue' : 'channel_out_of_order', subject, ...(until === undefined ? {} : { at: new Date(until).toISOString() }) });
  }
  if ((channel.entries ?? []).length === 0) items.push({ code: 'channel_without_entries', subject });
  if (channel.hours?.acceptance === 'unstated' || channel.hours?.answering === 'unstated') items.push({ code: 'hours_unstated', subject });
  return items;
}

function calendarItems(calendar: Centre['calendars'][number], facts: TodayFacts): TodayItem[] {
  const { today, holidaysUntil } = facts;
  const subject = subjectOf('calendars', calendar, facts);
  const year = Number(today.slice(0, 4));
  const usesHolidays = calendar.publicHolidays === 'china' && calendar.hours !== '24x7';
  const holidays: TodayCode | undefined = !usesHolidays
    ? undefined
    : holidaysUntil < year
      ? 'holidays_unknown'
      : holidaysUntil === year && Number(today.slice(5, 7)) >= announcementMonth
        ? 'holidays_end'
        : undefined;
  const horizon = datePlus(today, exceptionDays);
  const coming = (calendar.exceptions ?? []).filter(({ date, until }) => (until ?? date) >= today && date <= horizon);
  return [
    ...(holidays === undefined ? [] : [{ code: holidays, subject, at: `${holidaysUntil}-12-31` }]),
    ...coming.map(({ date }): TodayItem => ({ code: 'exception_soon', subject, at: date })),
  ];
}

function datePlus(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function textItems(facts: TodayFacts): TodayItem[] {
  const { centre } = facts;
  const wanted = centre.settings.languages;
  if (wanted.length < 2) return [];
  const item = (value: unknown, subject: TodayItem['subject']): TodayItem[] => {
    const fields = untranslated(value, wanted, '').slice(0, 20);
    return fields.length === 0 ? [] : [{ code: 'text_missing_language', subject, fields }];
  };
  return [
    ...item(centre.settings, { section: 'settings', name: '' }),
    ...sectionNames.flatMap((section) => centre[section].flatMap((entry) => item(entry, subjectOf(section, entry, facts)))),
  ];
}

/** Places of texts that are given per language but lack one of the centre's; a single text is meant for every language. */
function untranslated(value: unknown, wanted: readonly Language[], path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => untranslated(inner, wanted, `${path}[${index + 1}]`));
  if (typeof value !== 'object' || value === null) return [];
  const names = Object.keys(value);
  if (names.some((name) => name === 'zh-CN' || name === 'en')) return wanted.some((language) => !names.includes(language)) ? [path] : [];
  return Object.entries(value).flatMap(([name, inner]) => untranslated(inner, wanted, path === '' ? name : `${path}.${name}`));
}
