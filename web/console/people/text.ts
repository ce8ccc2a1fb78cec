import type { Language } from '../../../common/contract/text.ts';
import { describeInstant, exactTime } from '../../../common/i18n/times.ts';
import { consolePeopleMessages } from '../../../common/locales/console-people/index.ts';
import { rightsMessages } from '../../../common/locales/rights/index.ts';
import type { PageContext } from '../../page-context.ts';

/** The texts of the pages about persons, staff and rights, for their loaders. */
export function peopleTexts(language: Language) {
  return { ...consolePeopleMessages[language], ...rightsMessages[language] };
}

/** A time in words, and exactly. */
export type When = { words: string; exact: string };

/** Words for times, in the centre's time zone. */
export function readWhen({ now, language, timeZone }: Pick<PageContext, 'now' | 'language' | 'timeZone'>): (instant: string) => When {
  return (instant) => ({ words: describeInstant(instant, now, timeZone, language), exact: exactTime(instant, timeZone, language) });
}
