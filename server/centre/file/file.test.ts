import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { CentreFile } from '../../../common/contract/centre.ts';
import { fieldSentence } from '../../platform/index.ts';
import { assembleCentre } from '../store/state.ts';
import { arbitraryFile } from '../testing/arbitrary-centre.ts';
import { parseCentreFile } from './parse-centre-file.ts';
import { writeCentreFile } from './write-centre-file.ts';

const address = 'https://help.example.com/api/v1/centre/schema';
const written = (file: CentreFile) => {
  const { $schema: _address, format: _format, centre, ...sections } = file;
  return writeCentreFile(assembleCentre(centre!, sections), address);
};
const parsed = (text: string): CentreFile => {
  const outcome = parseCentreFile(text);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.fields));
  return outcome.file;
};
/** What is wrong with a text, as the command line tells it in English. */
const mistakes = (text: string) => {
  const outcome = parseCentreFile(text);
  return outcome.ok ? [] : outcome.fields.map((field) => `${field.line}:${field.column} ${field.path} ${fieldSentence(field, 'en')}`);
};

describe('a file that was written', () => {
  test.each(['dingtalk', 'websoft9', 'littleskin'])('says the same as the example %s', (name) => {
    const file = parsed(readFileSync(new URL(`../../../examples/${name}.yaml`, import.meta.url), 'utf8'));
    expect(parsed(written(file))).toEqual(file);
    expect(parse(written(file))).toEqual(file);
    expect(written(parsed(written(file)))).toBe(written(file));
  });

  test('says the same as any centre, whatever its texts look like', () => {
    fc.assert(fc.property(arbitraryFile, (file) => {
      const text = written(file);
      expect(parsed(text)).toEqual(file);
      expect(written(parsed(text))).toBe(text);
    }), { numRuns: 25 });
  });

  test('has its fields in the order of the schema, short things on one line and long texts as blocks', () => {
    const file = parsed('{format: 1, channels: [{name: {en: Ticket, zh-CN: 工单}, kind: ticket, description: "one\\ntwo\\n", key: ticket}], centre: {timeZone: UTC, languages: [en], name: Help}}');
    expect(written(file)).toBe(`# yaml-language-server: $schema=${address}

format: 1

centre:
  name: Help
  languages: [ en ]
  timeZone: UTC

channels:
  - key: ticket
    kind: ticket
    name: { zh-CN: 工单, en: Ticket }
    description: |
      one
      two
`);
  });
});

describe('a mistake in a file', () => {
  test('is told with line, column, what was expected and the likely right word', () => {
    const text = `format: 1
centre:
  name: Help
  languages: [en]
  timezone: UTC
channels:
  - key: ticket
    kind: tickets
    name: 工单
    promise: { kind: within, minutes: soon }
  - key: Phone
    kind: phone
    name:
    entries:
      - { kind: phone, number: 073189572759 }
`;
    expect(mistakes(text)).toEqual([
      '2:1 centre.timeZone Fill this in.',
      '5:3 centre.timezone There is no field timezone. Did you mean timeZone?',
      expect.stringMatching(/^8:11 channels\[1\]\.kind “tickets” is not known\. Did you mean ticket\?/),
      '10:39 channels[1].promise.minutes This takes a number.',
      '11:10 channels[2].key A short name has lower-case letters, digits and single hyphens only, for example wechat-group.',
      '13:10 channels[2].name There is nothing after the colon. Write something, or remove the line.',
      "15:32 channels[2].entries[1].number This is text, so put it in quotes: '073189572759'.",
    ]);
  });

  test.each([
    ['', '1:1  The file is empty. It needs at least the line format: 1.'],
    ['- a', '1:1  The file must consist of names and contents (“name: content”), beginning with format: 1.'],
    ['format: 1\ncentre:\n\tname: x', '3:1  Indent with spaces, not with tabs.'],
    ['format: 1\nformat: 1', '2:1 format “format” stands here twice. Keep one.'],
    ['format: "1', '1:11  A character is missing here. Check that quotes, brackets, colons and commas are complete.'],
    ['format: [1', '1:11  A bracket is not closed here, or the lines inside it are not indented enough.'],
    ['format: "\\q"', '1:10  This is no valid escape inside double quotes. Write a backslash as \\\\, or use single quotes.'],
    ['format: *one', '1:9 format The alias “one” is not defined before this place (&one).'],
    ['format: 1\n---\nformat: 1', '2:1  A file holds one document. Remove what follows the line ---.'],
    ['format: !run 1', '1:9  Tags (!name) are not used here. Remove it.'],
    ['format: @', '1:9  Text cannot begin with this character. Put the whole text in quotes.'],
    ['format: a: b', '1:9  A name and its colon must be on one line. Put text that contains a colon in quotes.'],
    ['? [a]\n: b', '1:3  The name before the colon must be one word.'],
    ['format: 2', expect.stringContaining('1:9 format It must be one of 1.')],
  ])('of the form %j has a sentence of its own', (text, sentence) => {
    expect(mistakes(text)[0]).toEqual(sentence);
  });

  test('of the form __proto__ is an unknown field and changes nothing else', () => {
    expect(mistakes('format: 1\n__proto__: { polluted: true }')).toEqual(['2:1 __proto__ There is no field __proto__. Remove it or mend its name.']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('is one of at most a hundred, the first ones', () => {
    const outcome = mistakes(`format: 1\nchannels:\n${'  - {}\n'.repeat(150)}`);
    expect(outcome).toHaveLength(100);
    expect(outcome[0]).toMatch(/^3:5 /);
  });
});

describe('a hostile file', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`).join('\n')}`;
  test.each([
    ['aliases that multiply', bomb, 'yaml_too_many_aliases'],
    ['an alias that contains itself', 'a: &a [*a]', 'yaml_too_deep'],
    ['brackets without end', '['.repeat(1_000_000), 'yaml_too_large'],
    ['many brackets', '['.repeat(50_000), 'yaml_too_deep'],
    ['ninety thousand names', Array.from({ length: 90_000 }, (_, index) => `k${index}: 1`).join('\n'), 'yaml_too_large'],
    ['thirty thousand names', Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join('\n'), 'unknown_field'],
    ['steps into the depth', Array.from({ length: 1000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'), 'yaml_too_deep'],
    ['dashes without end', '- '.repeat(200_000), 'yaml_too_large'],
  ])('with %s is refused', (_name, text, code) => {
    const outcome = parseCentreFile(text.slice(0, 1_048_576));
    expect(outcome.ok ? [] : outcome.fields.map((field) => field.code)).toContain(code);
  });
});
