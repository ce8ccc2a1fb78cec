import type { SectionName } from '../../../common/contract/centre.ts';
import type { Language } from '../../../common/contract/text.ts';
import { missingLanguages, textOf } from '../entry-name.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Tone } from '../PageHead.tsx';
import type { ConsoleText } from '../text.tsx';

export type RowFacts = { detail: string; marks: { tone: Tone; text: string }[] };
type Words = { t: ConsoleText; word(name: string): string | undefined; language: Language; languages: readonly Language[] };

/** What a list says about an entry besides its name: one line, and what stands out. */
export function rowFacts(section: SectionName, entry: JsonObject, words: Words): RowFacts {
  const facts = describe(section, entry, words);
  const missing = missingLanguages(entry, words.languages);
  return { ...facts, marks: [...facts.marks, ...missing.map((language) => ({ tone: 'soon' as const, text: words.t('row_missing_language', { language: words.t(`language.${language}`) }) }))] };
}

function describe(section: SectionName, entry: JsonObject, words: Words): RowFacts {
  const { t, word, language } = words;
  const named = (prefix: string, value: Json) => (typeof value === 'string' ? (word(`${prefix}.${value}`) ?? value) : '');
  const text = (field: string) => textOf(entry[field], language).split('\n').map((line) => line.trim().replace(/^(?:[-*+]|\d{1,3}\.) /, '')).join(' ').replace(/[#*_`>]+/g, '').replace(/\s+/g, ' ').trim();
  switch (section) {
    case 'channels': {
      const suits = listOf(entry['suits']).map((suit) => named('suit', suit));
      return {
        detail: [named('kind', entry['kind']), ...suits].join(' · '),
        marks: [
          ...(isObject(entry['outOfOrder']) ? [{ tone: 'bad' as const, text: t('row_out_of_order') }] : []),
          ...(entry['recommended'] === true ? [{ tone: 'good' as const, text: t('row_recommended') }] : []),
          ...(listOf(entry['entries']).length === 0 ? [{ tone: 'soon' as const, text: t('row_no_entries') }] : []),
        ],
      };
    }
    case 'calendars': {
      const exceptions = listOf(entry['exceptions']).length;
      return {
        detail: weekInShort(entry['hours'], words),
        marks: [
          ...(entry['publicHolidays'] === 'china' && entry['hours'] !== '24x7' ? [{ tone: 'plain' as const, text: t('row_holidays') }] : []),
          ...(exceptions > 0 ? [{ tone: 'info' as const, text: t('row_exceptions', { count: exceptions }) }] : []),
        ],
      };
    }
    case 'products':
      return { detail: text('description'), marks: [{ tone: 'plain', text: t('row_plans', { count: listOf(entry['plans']).length }) }] };
    case 'scope':
      return { detail: text('note'), marks: [{ tone: levelTones[String(entry['level'])] ?? 'plain', text: named('level', entry['level']) }] };
    case 'readings':
      return { detail: named('reading', entry['kind']), marks: entry['confirm'] === true ? [{ tone: 'info', text: t('row_confirm') }] : [] };
    case 'questions':
      return { detail: text('answer'), marks: [] };
    case 'contacts':
      return { detail: [text('role'), text('when')].filter((part) => part !== '').join(' · '), marks: [] };
    case 'fleets':
      return { detail: [named('app', entry['app']), named('platform', entry['platform'])].join(' · '), marks: [{ tone: 'plain', text: t('row_groups', { count: listOf(entry['groups']).length }) }] };
    case 'safetyNotes':
      return { detail: listOf(entry['domains']).join(', '), marks: [] };
    default:
      return { detail: text('description'), marks: [] };
  }
}

const levelTones: Readonly<Record<string, Tone>> = { included_human: 'good', document: 'info', on_demand: 'soon', not_covered: 'bad' };

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

const weekdayOrder = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The week in one line, neighbours with the same ranges together: 周一–周五 08:00-17:30. */
function weekInShort(hours: Json, { t }: Words): string {
  if (hours === '24x7') return t('hours_24x7');
  if (!isObject(hours)) return '';
  const runs: { first: (typeof weekdayOrder)[number]; last: (typeof weekdayOrder)[number]; ranges: string }[] = [];
  for (const day of weekdayOrder) {
    const ranges = listOf(hours[day]).join(', ');
    const run = runs.at(-1);
    if (run !== undefined && run.ranges === ranges) run.last = day;
    else runs.push({ first: day, last: day, ranges });
  }
  return runs.filter(({ ranges }) => ranges !== '').map(({ first, last, ranges }) => `${t(`weekday.${first}`)}${first === last ? '' : `–${t(`weekday.${last}`)}`} ${ranges}`).join(' · ');
}
