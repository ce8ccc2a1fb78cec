import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { sectionNames } from '../../common/contract/centre.ts';
import { toProblem } from '../platform/index.ts';
import { parseCentreFile } from './file/parse-centre-file.ts';
import { given, refused, testCentre, type TestCentre } from './testing.ts';

const opened: TestCentre[] = [];
const open = async (...example: Parameters<typeof testCentre>) => {
  const centre = await testCentre(...example);
  opened.push(centre);
  return centre;
};
afterEach(async () => {
  for (const centre of opened.splice(0)) await centre.close();
});

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), 'utf8');
const fileOf = (text: string) => {
  const parsed = parseCentreFile(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fields));
  return parsed.file;
};
const head = 'format: 1\ncentre: { name: Help, languages: [en], timeZone: UTC }\n';
const three = `${head}contacts:\n  - { key: a, name: A, when: always }\n  - { key: b, name: B, when: always }\n  - { key: c, name: C, when: always }\n`;
const keysOf = (centre: TestCentre) => centre.reader.current().centre?.contacts.map(({ key }) => key);

describe('a file', () => {
  test.each(['dingtalk', 'websoft9', 'littleskin'])('like the example %s comes back equal when it is exported, and again from there', async (name) => {
    const { ops } = await open('none');
    const told = given(await ops.importCentre({ text: example(name) }));
    expect(told).toMatchObject({ applied: true, example: null });
    const { text } = given(await ops.exportCentre({}));
    expect(fileOf(text)).toEqual(fileOf(example(name)));
    expect(text).toContain('# yaml-language-server: $schema=http://localhost:8080/api/v1/centre/schema');
    expect(given(await ops.importCentre({ text }))).toMatchObject({ applied: false, changes: 0 });
    expect(given(await ops.exportCentre({})).text).toBe(text);
  });

  test('that was imported already changes nothing, not even the revision', async () => {
    const { ops, reader } = await open('none');
    given(await ops.importCentre({ text: three }));
    const { revision } = reader.current();
    const again = given(await ops.importCentre({ text: three, prune: true }));
    expect(again).toMatchObject({ applied: false, changes: 0, settings: { state: 'unchanged' } });
    expect(again.sections).toEqual([{ section: 'contacts', added: [], changed: [], removed: [], moved: [], unchanged: 3 }]);
    expect(reader.current().revision).toBe(revision);
  });

  test('that is only tried shows the difference and changes nothing', async () => {
    const centre = await open('none');
    given(await centre.ops.importCentre({ text: three }));
    const text = `${head}contacts:\n  - { key: c, name: C, when: always }\n  - { key: a, name: Anna, when: at night, note: new }\n  - { key: d, name: D, when: always }\n`;
    const told = given(await centre.ops.importCentre({ text, dryRun: true, prune: true }));
    expect(told.applied).toBe(false);
    expect(told.sections[0]).toEqual({
      section: 'contacts',
      added: [{ key: 'd', name: 'D' }],
      changed: [{ key: 'a', name: 'Anna', fields: ['name', 'when', 'note'] }],
      removed: [{ key: 'b', name: 'B' }],
      moved: [{ key: 'a', name: 'Anna' }],
      unchanged: 1,
    });
    expect(keysOf(centre)).toEqual(['a', 'b', 'c']);
  });

  test('leaves entries that it does not list behind its own, and takes them away only when asked', async () => {
    const centre = await open('none');
    given(await centre.ops.importCentre({ text: three }));
    const text = 'format: 1\ncontacts:\n  - { key: c, name: C, when: always }\n  - { key: d, name: D, when: always }\n';
    given(await centre.ops.importCentre({ text }));
    expect(keysOf(centre)).toEqual(['c', 'd', 'a', 'b']);
    given(await centre.ops.importCentre({ text, prune: true }));
    expect(keysOf(centre)).toEqual(['c', 'd']);
    given(await centre.ops.importCentre({ text: three }));
    expect(keysOf(centre)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('leaves sections and settings alone that it does not speak of, even when it prunes', async () => {
    const centre = await open('none');
    given(await centre.ops.importCentre({ text: three }));
    given(await centre.ops.importCentre({ text: 'format: 1\nproducts:\n  - { key: app, name: App }\n', prune: true }));
    expect(keysOf(centre)).toEqual(['a', 'b', 'c']);
    expect(centre.reader.current().centre?.settings.name).toBe('Help');
  });

  test('is written into the history entry by entry, and told as one event', async () => {
    const { ops, ground } = await open('none');
    given(await ops.importCentre({ text: three }));
    ground.clock.advance(1000);
    given(await ops.importCentre({ text: 'format: 1\ncontacts:\n  - { key: b, name: Bob, when: always }\n', prune: true }));
    const lines = given(await ops.listAudit({ subjectKind: 'contacts' })).items.map(({ subject, before, after }) => [subject.key, before === null ? null : before['name'], after === null ? null : after['name']]);
    expect(lines).toHaveLength(6);
    expect(lines.slice(0, 3)).toEqual(expect.arrayContaining([['b', 'B', 'Bob'], ['a', 'A', null], ['c', 'C', null]]));
    const events = await ground.database.selectFrom('event').select(['name', 'subject']).where('name', '=', 'centre.changed').execute();
    expect(events.slice(1)).toEqual([{ name: 'centre.changed', subject: 'centre' }, { name: 'centre.changed', subject: 'centre' }]);
  });
});

describe('a file with a mistake', () => {
  test('changes nothing at all, also not what is right in it', async () => {
    const centre = await open('none');
    given(await centre.ops.importCentre({ text: three }));
    const text = 'format: 1\ncontacts:\n  - { key: z, name: Z, when: always }\nquestions:\n  - { key: q, question: Why?, answer: Because, product: apq }\nproducts:\n  - { key: app, name: App }\n';
    expect(refused(await centre.ops.importCentre({ text }))).toEqual({
      code: 'invalid_centre',
      parameters: { count: 1 },
      fields: [{ path: 'questions[1].product', code: 'unknown_reference_similar', parameters: { value: 'apq', section: '产品', similar: 'app' }, line: 5, column: 57 }],
    });
    expect(keysOf(centre)).toEqual(['a', 'b', 'c']);
  });

  test('names every place where entries do not go together', async () => {
    const { ops } = await open('none');
    const text = `${head}calendars:
  - { key: always, name: A, hours: { mon: ['08:00-12:00', '11:00-13:00'], tue: ['22:00-06:00'], wed: ['05:00-06:00', '09:00-09:00'] } }
  - key: night
    name: Night
    hours: { tue: ['22:00-06:00'], wed: ['05:00-07:00'] }
    exceptions:
      - { date: 2026-10-03, until: 2026-10-01, hours: [] }
      - { date: 2026-11-01, until: 2026-11-05, hours: [] }
      - { date: 2026-11-05, hours: [] }
products:
  - { key: app, name: App, plans: [{ key: free, name: Free, kind: free }, { key: free, name: Free, kind: free }] }
  - { key: app, name: Again }
topics:
  - { key: talk, name: Talk }
fleets:
  - { key: talk-qq, topic: talks, platform: manual, app: qq, target: 900, platformLimit: 500, freezeAt: 50 }
`;
    const fields = refused(await ops.importCentre({ text })).fields ?? [];
    expect(fields.map(({ line, path, code }) => `${line} ${path} ${code}`)).toEqual([
      '4 calendars[1].key reserved_key',
      '4 calendars[1].hours.wed[2] range_empty',
      '7 calendars[2].hours.tue ranges_overlap_night',
      '9 calendars[2].exceptions[1].until exception_order',
      '11 calendars[2].exceptions[3].date exceptions_overlap',
      '13 products[1].plans[2].key not_unique',
      '14 products[2].key not_unique',
      '18 fleets[1].topic unknown_reference_similar',
      '18 fleets[1].target target_above_limit',
      '18 fleets[1].freezeAt freeze_below_divert',
    ]);
  });

  test('that takes away what entries beside it still name says which, where the section stands, and what to do', async () => {
    const { ops } = await open('none');
    given(await ops.importCentre({ text: example('websoft9') }));
    const text = "format: 1\n\ncalendars:\n  - { key: daily, name: Daily, hours: '24x7' }\n";
    expect(given(await ops.importCentre({ text, dryRun: true })).sections[0]).toMatchObject({ added: [{ key: 'daily' }], unchanged: 3 });
    const { fields = [] } = refused(await ops.importCentre({ text, prune: true }));
    expect(fields).toEqual([
      { path: 'calendars', code: 'still_named_by_centre', parameters: { removed: 'standard', field: 'answeringCalendar' }, line: 3, column: 1 },
      expect.objectContaining({ path: 'calendars', code: 'still_named', line: 3, column: 1 }),
    ]);
    expect(fields[1]?.parameters).toMatchObject({ removed: 'standard、weekdays-5x8、daily-7x8', section: '支持渠道', name: 'channels', entries: expect.stringMatching(/^channels\/ticket（工单）、channels\/email（邮箱）、/) });
  });

  test('that takes away what other entries name works with the cure that it is told', async () => {
    const centre = await open('none');
    given(await centre.ops.importCentre({ text: `${head}products:\n  - { key: app, name: App }\n  - { key: site, name: Site }\nscope:\n  - { key: install, topic: Installation, level: document, product: app }\n  - { key: other, topic: Other, level: document }\nquestions:\n  - { key: q, question: Why?, answer: So, product: site }\n` }));
    const text = `${head}products:\n  - { key: new, name: New }\n`;
    const english = centre.opsBy({ kind: 'system', name: 'command line' }, { language: 'en' });
    const refusal = refused(await english.importCentre({ text, prune: true, dryRun: true }));
    expect(toProblem(refusal, 'en').fields?.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`)).toEqual([
      '3:1 products This section leaves out app, so importing would remove it, but entries of scope still name it: scope/install (Installation). Keep it here, change those entries in the file, or write scope: [] to remove them all.',
      '3:1 products This section leaves out site, so importing would remove it, but entries of questions still name it: questions/q (Why?). Keep it here, change those entries in the file, or write questions: [] to remove them all.',
    ]);
    const cured = `${text}scope: []\nquestions:\n  - { key: q, question: Why?, answer: So, product: new }\n`;
    expect(given(await centre.ops.importCentre({ text: cured, prune: true }))).toMatchObject({ applied: true });
    expect(centre.reader.current().centre).toMatchObject({ products: [{ key: 'new' }], scope: [], questions: [{ key: 'q', product: 'new' }] });
  });

  test('or of more than a mebibyte is refused', async () => {
    const { ops } = await open('none');
    expect(refused(await ops.importCentre({ text: '立'.repeat(400_000) })).code).toBe('body_too_large');
    expect(refused(await ops.importCentre({ text: 'x'.repeat(1_048_577) })).code).toBe('invalid_input');
  });
});

describe('a file for a centre that is still an example', () => {
  test('takes the place of the whole example when nobody has edited it', async () => {
    const centre = await open('websoft9');
    const told = given(await centre.ops.importCentre({ text: three }));
    expect(told).toMatchObject({ applied: true, example: { name: 'websoft9', effect: 'replaced' } });
    expect(told.sections.find(({ section }) => section === 'channels')?.removed.length).toBeGreaterThan(0);
    expect(centre.reader.current().example).toBeNull();
    expect(sectionNames.filter((section) => (centre.reader.current().centre?.[section].length ?? 0) > 0)).toEqual(['contacts']);
    expect(given(await centre.ops.importCentre({ text: three }))).toMatchObject({ applied: false, changes: 0, example: null });
  });

  test('leaves it an example when it says the very same', async () => {
    const { ops, reader } = await open('websoft9');
    const before = reader.current();
    const { text } = given(await ops.exportCentre({}));
    for (const same of [text, example('websoft9')]) {
      expect(given(await ops.importCentre({ text: same }))).toMatchObject({ applied: false, changes: 0, example: { name: 'websoft9', effect: 'kept' } });
    }
    expect(reader.current()).toEqual(before);
  });

  test('counts that the example ends as a change, when it is tried and when it is done', async () => {
    const { ops, reader } = await open('websoft9');
    const text = given(await ops.exportCentre({})).text.replace(/^ {2}timeZone: .*$/m, '  timeZone: Asia/Tokyo');
    const ends = { changes: 2, example: { name: 'websoft9', effect: 'replaced' }, settings: { state: 'changed', fields: ['timeZone'] } };
    expect(given(await ops.importCentre({ text, dryRun: true }))).toMatchObject({ applied: false, ...ends });
    expect(reader.current().example).toBe('websoft9');
    expect(given(await ops.importCentre({ text }))).toMatchObject({ applied: true, ...ends });
    expect(reader.current().example).toBeNull();
  });

  test('must say what the centre is called, because the example’s name does not stay', async () => {
    const { ops } = await open('websoft9');
    expect(refused(await ops.importCentre({ text: 'format: 1\ncontacts: []\n' })).fields).toEqual([{ path: 'centre', code: 'required', line: 1, column: 1 }]);
  });

  test('is merged when the example was edited, so that nobody’s work is lost', async () => {
    const centre = await open('websoft9');
    given(await centre.ops.createContact({ entry: { key: 'mine', name: '春华', when: '随时' } }));
    expect(given(await centre.ops.importCentre({ text: three }))).toMatchObject({ applied: true, example: { effect: 'kept' } });
    expect(keysOf(centre)).toEqual(['a', 'b', 'c', 'mine']);
    expect(centre.reader.current()).toMatchObject({ example: 'websoft9' });
    expect(centre.reader.current().centre?.channels.length).toBeGreaterThan(0);
  });
});

test('a database that was never filled takes a file with settings', async () => {
  const centre = await open('unfilled');
  expect(refused(await centre.ops.importCentre({ text: 'format: 1\ncontacts: []\n' })).fields).toMatchObject([{ path: 'centre', code: 'required' }]);
  expect(given(await centre.ops.importCentre({ text: three }))).toMatchObject({ applied: true, settings: { state: 'added' } });
  expect(keysOf(centre)).toEqual(['a', 'b', 'c']);
});
