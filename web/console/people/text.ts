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
export async function readWhen({ ops, now, language }: Pick<PageContext, 'ops' | 'now' | 'language'>): Promise<(instant: string) => When> {
  const settings = await ops.readCentreSettings({});
  const zone = settings.ok ? settings.value.settings.timeZone : 'Asia/Shanghai';
  return (instant) => ({ words: describeInstant(instant, now, zone, language), exact: exactTime(instant, zone, language) });
}
