import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sectionNames, type CentreFile } from '../../common/contract/centre.ts';
import { findMistakes } from './actions/find-mistakes.ts';
import { inOrder, parseCentreFile } from './file/parse-centre-file.ts';
import { arbitraryFile } from './testing/arbitrary-centre.ts';

/** Everything that is wrong with a file for an empty database, in its order. */
const mistakesIn = (text: string) => {
  const parsed = parseCentreFile(text);
  const reading = parsed.ok ? { draft: parsed.file, findPlace: parsed.findPlace } : parsed.readable;
  const wrong = parsed.ok ? [] : parsed.fields;
  return inOrder([...wrong, ...(reading === undefined ? [] : findMistakes(reading, wrong, null, { prune: false, replace: true }, 'en'))]);
};
const briefly = (text: string) => mistakesIn(text).map(({ line, path, code }) => `${line} ${path} ${code}`);
const head = 'format: 1\ncentre: { name: Help, languages: [en], timeZone: UTC }\n';

describe('a mistake in one field', () => {
  test('does not hide what is wrong elsewhere, not even in the same entry', () => {
    expect(briefly(`${head}calendars:
  - { key: night, name: Night, hours: { mon: ['22:00-06:00'], tue: ['05:00-07:00'] }, colour: red }
  - { key: night, hours: 24x7 }
channels:
  - { key: phone, kind: phon, name: Phone, hours: { acceptance: alway, emergency: nigth, weekend: never }, readings: [rules] }
  - { key: chat, kind: im, name: Chat, products: [app], __proto__: 1 }
  - { key: chat, kind: im, name: Chat }
products:
  - { key: app, title: App, plans: [{ key: free, name: Free, kind: free }, { key: free, name: Free, kind: free }] }
`)).toEqual([
      '4 calendars[1].hours.mon ranges_overlap_night',
      '4 calendars[1].colour unknown_field',
      '5 calendars[2].name required',
      '5 calendars[2].key not_unique',
      '7 channels[1].kind not_one_of_similar',
      '7 channels[1].hours.acceptance unknown_reference_similar',
      '7 channels[1].hours.emergency unknown_reference_similar',
      '7 channels[1].hours.weekend unknown_field',
      '7 channels[1].readings[1] unknown_reference',
      '8 channels[2].__proto__ unknown_field',
      '9 channels[3].key not_unique',
      '11 products[1].name required',
      '11 products[1].title unknown_field',
      '11 products[1].plans[2].key not_unique',
    ]);
  });

  test('of the settings hides neither their other fields nor the entries', () => {
    expect(briefly('format: 1\ncentre: { name: Help, languages: [en, en], timeZone: Nowhere, answeringCalendar: day }\nquestions:\n  - { key: q, question: Why?, answer: So, product: app }\n')).toEqual([
      '2 centre.languages[2] not_unique',
      '2 centre.timeZone time_zone',
      '2 centre.answeringCalendar unknown_reference',
      '4 questions[1].product unknown_reference',
    ]);
  });

  test('is told beside settings that are missing as a whole', () => {
    expect(briefly('format: 1\nproducts:\n  - { key: app }\n')).toEqual(['1 centre required', '3 products[1].name required']);
  });
});

describe('what only follows from a mistake is not told', () => {
  test.each([
    ['a reference to an entry that is there and broken', 'products:\n  - { key: app }\nquestions:\n  - { key: q, question: Why?, answer: So, product: app }', ['4 products[1].name required']],
    ['a reference into a section with an entry whose key cannot be read', 'products:\n  - { name: App }\nquestions:\n  - { key: q, question: Why?, answer: So, product: app }', ['4 products[1].key required']],
    ['a reference into a section that is no list', 'products: App\nquestions:\n  - { key: q, question: Why?, answer: So, product: app }', ['3 products wrong_type']],
    ['a reference into a section whose name is misspelt', 'product:\n  - { key: app, name: App }\nquestions:\n  - { key: q, question: Why?, answer: So, product: app }', ['3 product unknown_field_similar']],
    ['a reference into a section that stands twice', 'products:\n  - { key: app, name: App }\nproducts:\n  - { key: web, name: Web }\nquestions:\n  - { key: q, question: Why?, answer: So, product: app }', ['5 products yaml_duplicate_key']],
    ['a name that an alias leaves open', 'products:\n  - { key: app, name: *nobody }', ['4 products[1].name yaml_unknown_alias']],
    ['a line that would be measured against a default', 'topics:\n  - { key: talk, name: Talk }\nfleets:\n  - { key: a, topic: talk, platform: manual, app: qq, divertAt: 90, freezeAt: most }', ['6 fleets[1].freezeAt wrong_type']],
    ['settings that are there and cannot be read', 'centre: Help\n', undefined],
  ])('%s', (_what, text, told) => {
    expect(briefly(told === undefined ? `format: 1\n${text}` : `${head}${text}`)).toEqual(told ?? ['2 centre wrong_type']);
  });

  test('and a hundred mistakes are enough, the first ones in the file', () => {
    const questions = Array.from({ length: 150 }, (_, index) => `  - { key: q-${index}, question: Why?, ${index % 2 === 0 ? 'answer: So, product: app' : 'product: web'} }`).join('\n');
    const told = mistakesIn(`${head}questions:\n${questions}\n`);
    expect(told).toHaveLength(100);
    expect(told.map(({ line }) => line)).toEqual(told.map(({ line }) => line).toSorted((one, other) => (one ?? 0) - (other ?? 0)));
    expect(told.slice(0, 3).map(({ path, code }) => `${path} ${code}`)).toEqual(['questions[1].product unknown_reference', 'questions[2].answer required', 'questions[2].product unknown_reference']);
  });
});

test('whatever is wrong in any entries, everything else is told as without it', () => {
  const told = (file: object) => {
    const parsed = mistakesIn(JSON.stringify(file));
    return parsed.map(({ path, code }) => `${path} ${code}`).toSorted();
  };
  const broken = (file: CentreFile, breaks: (index: number) => boolean) => ({
    ...file,
    ...Object.fromEntries(sectionNames.flatMap((section) => {
      const entries: readonly object[] | undefined = file[section];
      return entries === undefined ? [] : [[section, entries.map((entry, index) => (breaks(index) ? { ...entry, qqqqqqqqqqqq: 1 } : entry))]];
    })),
  });
  const leading = (file: CentreFile): CentreFile => ({
    ...file,
    ...(file.questions === undefined ? {} : { questions: file.questions.map((question, index) => ({ ...question, product: (index % 2 === 0 ? file.products?.[0]?.key : undefined) ?? 'nowhere-at-all' })) }),
    ...(file.topics === undefined ? {} : { topics: [...file.topics, ...file.topics.slice(0, 1)] }),
  });
  fc.assert(fc.property(arbitraryFile.map(leading), fc.integer({ min: 1, max: 3 }), (file, every) => {
    const all = told(broken(file, (index) => index % every === 0));
    fc.pre(all.length < 100);
    expect(all.filter((line) => !line.endsWith('qqqqqqqqqqqq unknown_field'))).toEqual(told(file));
  }), { numRuns: 60 });
});
