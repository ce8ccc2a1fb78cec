import type { Language } from '../../../common/contract/text.ts';
import { formatMessage, type Dictionary } from '../../../common/i18n/messages.ts';
import { calendarDay, exactTime } from '../../../common/i18n/times.ts';
import { operationSummaries } from '../../../common/locales/developers/summaries/index.ts';
import { eventMessages } from '../../../common/locales/events/index.ts';
import { findingMessages } from '../../../common/locales/findings/index.ts';
import { noticesMessages } from '../../../common/locales/notices/index.ts';
import { privacyExportMessages } from '../../../common/locales/privacy-export/index.ts';
import { rightsMessages } from '../../../common/locales/rights/index.ts';

/** Words of an export's page in one language. What has no word there answers undefined, and is shown as it is kept. */
export type ExportWords = {
  title: string; lead: string; made: string; nothing: string; yes: string; no: string;
  area(area: string): string | undefined;
  field(area: string, name: string): string | undefined;
  /** Of what has a fixed set of values, such as a state; of a time and a day. */
  value(area: string, field: string, value: string): string | undefined;
  /** What a check found, as a sentence. */
  finding(finding: object): string | undefined;
};

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|\+00:00)$/;
const day = /^\d{4}-\d\d-\d\d$/;

/** The words of an export, in one language and with the times of the centre's zone. Pure. */
export function exportWords(language: Language, timeZone: string): ExportWords {
  const texts: Dictionary = privacyExportMessages[language];
  const own = (key: string) => wordOf(texts, key, language);
  const said = (name: 'title' | 'lead' | 'made' | 'nothing' | 'yes' | 'no') => own(name) ?? name;
  return {
    title: said('title'), lead: said('lead'), made: said('made'), nothing: said('nothing'), yes: said('yes'), no: said('no'),
    area: (area) => own(`area.${area}`),
    field: (area, name) => own(`field.${area}.${name}`) ?? own(`field.${name}`) ?? (area === 'notices' ? wordOf(noticesMessages[language], `kind_${name}`, language) : undefined),
    value(area, field, value) {
      if (instant.test(value)) return exactTime(value, timeZone, language);
      if (day.test(value)) return calendarDay(value, language);
      return wordElsewhere(area, field, value, language) ?? own(`value.${area}.${field}.${value}`) ?? own(`value.${area}.${field}.${value.split('.')[0] ?? ''}`) ?? own(`value.${field}.${value}`);
    },
    finding(finding) {
      const { check, reason, parameters } = finding as { check?: unknown; reason?: unknown; parameters?: unknown };
      if (typeof check !== 'string' || typeof reason !== 'string') return undefined;
      return wordOf(findingMessages[language], reason, language, typeof parameters === 'object' && parameters !== null ? (parameters as Record<string, string | number>) : {});
    },
  };
}

/** What other parts of the product have words for already: events, permissions and kinds of notices. */
function wordElsewhere(area: string, field: string, value: string, language: Language): string | undefined {
  // In English an operation's own name says it: renamePerson is “rename person”.
  if (area === 'history' && field === 'operation') return language === 'en' ? value.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : operationSummaries[value]?.replace(/。$/, '');
  if (area === 'events' && field === 'name') return wordOf(eventMessages[language], value, language);
  if (area === 'programs' && field === 'permissions') return wordOf(rightsMessages[language], value, language);
  if (area === 'notices' && field === 'kind') return wordOf(noticesMessages[language], `kind_${value}`, language);
  return undefined;
}

function wordOf(texts: Dictionary, key: string, language: Language, parameters?: Readonly<Record<string, string | number>>): string | undefined {
  const message = Object.hasOwn(texts, key) ? texts[key] : undefined;
  return message === undefined ? undefined : formatMessage(message, language, parameters);
}
