import type { Centre, CentreFile } from '../../common/contract/centre.ts';
import type { Channel } from '../../common/contract/channel.ts';
import type { Answer, Line } from './rules/advise.ts';

/** A file's centre with every section present. Throws when the file has no settings. */
export function centreOf({ centre, calendars = [], products = [], channels = [], scope = [], services = [], readings = [], questions = [], safetyNotes = [], contacts = [], topics = [], fleets = [] }: CentreFile): Centre {
  if (centre === undefined) throw new Error('The file says nothing about the centre as a whole');
  return { settings: centre, calendars, products, channels, scope, services, readings, questions, safetyNotes, contacts, topics, fleets };
}

const weekday = ['08:00-12:00', '13:30-17:30'];

/** A small centre in Shanghai: standard hours Monday to Saturday 08:00-17:30, `weekdays` 5×8 and `daily` 7×8 with a lunch break. */
export function smallCentre(channels: Channel[], rest: Partial<Omit<Centre, 'channels'>> = {}): Centre {
  const day = ['08:00-17:30'];
  return {
    ...centreOf({
      format: 1,
      centre: { name: 'Sprout', languages: ['zh-CN', 'en'], timeZone: 'Asia/Shanghai', answeringCalendar: 'standard' },
      calendars: [
        { key: 'standard', name: 'Standard', hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day }, publicHolidays: 'china' },
        { key: 'weekdays', name: 'Weekdays', hours: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday }, publicHolidays: 'china' },
        { key: 'daily', name: 'Daily', hours: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: weekday, sun: weekday } },
      ],
      products: [{ key: 'app', name: 'App', plans: [{ key: 'paid', name: 'Paid', kind: 'paid' }, { key: 'free', name: 'Free', kind: 'free' }, { key: 'sponsor', name: 'Sponsor', kind: 'sponsor' }] }],
    }),
    ...rest,
    channels,
  };
}

/** A channel that goes by its key. */
export function channel(key: string, kind: Channel['kind'], details: Partial<Channel> = {}): Channel {
  return { key, kind, name: key, ...details };
}

/** Local time in Shanghai, `2026-06-10 10:00`, as epoch milliseconds. */
export function shanghai(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
}

/** An answer as the tables write it: `ticket email | later: phone | others: github-issue`. */
export function writtenAnswer({ best, later, others }: Answer): string {
  const keys = (lines: Line[]) => lines.map(({ channel: { key } }) => key).join(' ');
  return [keys(best), ...(later.length > 0 ? [`later: ${keys(later)}`] : []), ...(others.length > 0 ? [`others: ${keys(others)}`] : [])].join(' | ');
}
