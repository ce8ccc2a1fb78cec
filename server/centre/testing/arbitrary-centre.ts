import * as fc from 'fast-check';
import { centreFileSchema, type CentreFile } from '../../../common/contract/centre.ts';

/** Text with what makes writing a file hard: quotes, colons, hashes, dashes, spaces at the ends, several lines, Chinese, emoji, words that look like other types. */
const awkward = fc.constantFrom(
  'true', 'null', '~', '- a', '# not a comment', 'a: b', "it's", '"quoted"', '007', '1e3', '2026-10-01', '0x1F', 'yes', '{', '[x]', '* star', '&and', '!bang', '%', '@home', '`code`',
  'line one\nline two', 'ends with a line\n', 'two\n\n', '\nbegins with a line', '  indented\nless', 'tab\there', ' spaces ', '中文：冒号', '立春 🌱', '\u00a0', '|', '>', '---', '...', '?', ': ', 'a\n\n\nb', '\ttab first', 'x #y', '<<',
);
const plain = (maximum: number) =>
  fc.oneof(awkward, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }))
    .map((text) => text.replace(/[^\t\n\u0020-\u007e\u00a0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\u{10ffff}]/gu, '').slice(0, maximum).toWellFormed())
    .filter((text) => text !== '');
const localized = (maximum: number) => fc.oneof(plain(maximum), fc.record({ 'zh-CN': plain(maximum), en: plain(maximum) }, { requiredKeys: ['zh-CN'] }), fc.record({ en: plain(maximum) }));
const key = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,6})?$/).filter((text) => text !== 'always' && text !== 'unstated');
const url = fc.webUrl({ withQueryParameters: true }).filter((text) => text.length < 300);
const label = { label: localized(80) };
const optional = <Shape extends object>(required: (keyof Shape)[], shape: { [Name in keyof Shape]: fc.Arbitrary<Shape[Name]> }) => fc.record(shape, { requiredKeys: required });

const entry = fc.oneof(
  optional(['kind', 'url'], { kind: fc.constant('url' as const), url, ...label, qr: fc.boolean() }),
  optional(['kind', 'address'], { kind: fc.constant('email' as const), address: fc.constant('help@example.com'), ...label }),
  optional(['kind', 'number'], { kind: fc.constant('phone' as const), number: fc.constantFrom('0731-8957 2759', '+86 10 1234', '4008001234'), ...label }),
  optional(['kind', 'app', 'id'], { kind: fc.constant('account' as const), app: fc.constantFrom('qq' as const, 'wechat' as const), id: fc.oneof(fc.constant('128631425'), plain(80)), ...label }),
  optional(['kind', 'steps'], { kind: fc.constant('steps' as const), steps: fc.array(localized(300), { minLength: 1, maxLength: 3 }), ...label }),
);
const ranges = fc.constantFrom<string[]>([], ['08:00-17:30'], ['08:00-12:00', '13:30-17:30'], ['00:00-24:00']);

const entries = {
  calendars: optional(['key', 'name', 'hours'], {
    key, name: localized(60), hours: fc.oneof(fc.constant('24x7' as const), fc.record({ mon: ranges, sat: ranges })), publicHolidays: fc.constantFrom('none' as const, 'china' as const),
    exceptions: fc.constantFrom([{ date: '2026-10-01', hours: [] }], [{ date: '2026-10-01', until: '2026-10-03', hours: ['09:00-10:00'] }]),
  }),
  products: optional(['key', 'name'], { key, name: localized(80), url, plans: fc.uniqueArray(fc.record({ key, name: localized(60), kind: fc.constantFrom('paid' as const, 'free' as const) }), { selector: (plan) => plan.key, maxLength: 3 }) }),
  channels: optional(['key', 'kind', 'name'], {
    key, kind: fc.constantFrom('ticket' as const, 'phone' as const), name: localized(60), description: localized(600), entries: fc.array(entry, { maxLength: 4 }),
    hours: fc.constantFrom({ acceptance: 'always' }, { answering: 'unstated' }), promise: fc.constantFrom({ kind: 'realtime' as const }, { kind: 'within' as const, minutes: 60 }), recommended: fc.boolean(),
  }),
  scope: optional(['key', 'topic', 'level'], { key, topic: localized(160), level: fc.constantFrom('document' as const, 'on_demand' as const) }),
  readings: optional(['key', 'kind', 'title'], { key, kind: fc.constantFrom('guide' as const, 'conduct' as const), title: localized(120), body: localized(12_000), confirm: fc.boolean() }),
  questions: optional(['key', 'question', 'answer'], { key, question: localized(200), answer: localized(4000) }),
  safetyNotes: optional(['key', 'text'], { key, text: localized(600), domains: fc.array(plain(253), { maxLength: 3 }) }),
  contacts: optional(['key', 'name', 'when'], { key, name: localized(60), when: localized(300), entries: fc.array(entry, { maxLength: 3 }) }),
  topics: optional(['key', 'name'], { key, name: localized(60), rules: localized(2000), documents: fc.array(fc.record({ title: localized(120), url }), { maxLength: 2 }) }),
};

const settings = optional(['name', 'languages', 'timeZone'], {
  name: localized(60), tagline: localized(160), about: localized(4000), website: url,
  languages: fc.constantFrom<('zh-CN' | 'en')[]>(['zh-CN', 'en'], ['en'], ['zh-CN']), timeZone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'UTC'),
});

const list = <Entry extends { key: string }>(one: fc.Arbitrary<Entry>) => fc.uniqueArray(one, { selector: ({ key }) => key, minLength: 1, maxLength: 4 });

/** A valid file with settings and some sections, none of them empty. */
export const arbitraryFile: fc.Arbitrary<CentreFile> = optional(['format', 'centre'], {
  format: fc.constant(1 as const),
  centre: settings,
  calendars: list(entries.calendars),
  products: list(entries.products),
  channels: list(entries.channels),
  scope: list(entries.scope),
  readings: list(entries.readings),
  questions: list(entries.questions),
  safetyNotes: list(entries.safetyNotes),
  contacts: list(entries.contacts),
  topics: list(entries.topics),
}).map((file) => centreFileSchema.parse(file));
