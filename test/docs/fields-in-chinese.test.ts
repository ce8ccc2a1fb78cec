import { describe, expect, test } from 'vitest';
import { apiDocument } from '../../scripts/docs/described.ts';
import { fieldAreas, fieldSentences } from '../../common/locales/developers/fields/index.ts';
import { eventMessages } from '../../common/locales/events/index.ts';
import { operationDescriptions } from '../../common/locales/developers/summaries/index.ts';
import type { ApiDocument } from '../../web/developers/description.ts';
import { withoutSources } from '../../web/developers/words.server.ts';

type Found = { sentence: string; place: string };

/** Every description inside a part of the document, with where it stands. Examples are values and say nothing, but fields may bear their name. */
function sentencesIn(part: unknown, place: string): Found[] {
  if (Array.isArray(part)) return part.flatMap((one, index) => sentencesIn(one, `${place}.${index}`));
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => {
    if (name === 'properties') return Object.entries(value as object).flatMap(([field, schema]) => sentencesIn(schema, `${place}.${field}`));
    if (name === 'example' || name === 'examples') return [];
    return name === 'description' && typeof value === 'string' ? [{ sentence: withoutSources(value), place }] : sentencesIn(value, `${place}.${name}`);
  });
}

const document = apiDocument as ApiDocument;
/** Refusals are told by their codes alone; pages show the sentence of each. */
const codes = /^`\w{1,60}`(?:, `\w{1,60}`){0,60}$/;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
const own = operations.flatMap(({ operationId, description = '' }) => description.split('\n\n').filter((text) => text !== '').map((sentence) => ({ sentence, place: operationId })));
const described: Found[] = [
  ...own,
  ...operations.flatMap(({ description: _own, ...operation }) => sentencesIn(operation, operation.operationId)),
  ...sentencesIn(document.webhooks, 'webhooks'),
  ...sentencesIn(document.components, 'components'),
].filter(({ sentence }) => !codes.test(sentence));
const used = new Set(described.map(({ sentence }) => sentence));

describe('what is said of fields, parameters, headers and answers, in Chinese', () => {
  test('is there for every description of the API and of events', () => {
    expect(used.size).toBeGreaterThan(500);
    const missing = described.filter(({ sentence, place }) => fieldSentences[sentence] === undefined && !(place in operationDescriptions));
    expect([...new Map(missing.map(({ sentence, place }) => [sentence, place]))]).toEqual([]);
  });

  test('is there for nothing that no description says any more', () => {
    expect(Object.keys(fieldSentences).filter((sentence) => !used.has(sentence))).toEqual([]);
  });

  test('stands in one place each', () => {
    const sentences = fieldAreas.flatMap((area) => Object.keys(area));
    expect(sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index)).toEqual([]);
  });

  test('reads as Chinese: whole sentences, with a space beside Latin letters and digits', () => {
    const ill = Object.values(fieldSentences).filter((text) => !/\p{Script=Han}/u.test(text) || !text.endsWith('。') || /您|！|\[\d{3}\]|\p{Script=Han}[A-Za-z0-9`]|[A-Za-z0-9`]\p{Script=Han}/u.test(text));
    expect(ill).toEqual([]);
  });

  test('repeats the names and values that the English sentence gives', () => {
    const names = /`[^`]{1,60}`|\{\w{1,20}\}|\/g\/|\b[a-z]{1,20}_[a-z_]{1,20}\b|\b[a-z]{1,20}[A-Z]\w{1,30}\b/g;
    const lost = Object.entries(fieldSentences).filter(([english, chinese]) => [...english.matchAll(names)].some(([name]) => !chinese.includes(name)));
    expect(lost).toEqual([]);
  });

  test('has one paragraph for the own words of an operation', () => {
    const paragraphs = own.filter(({ sentence }) => fieldSentences[sentence] === undefined).map(({ place }) => place);
    expect(paragraphs.filter((name, index) => paragraphs.indexOf(name) !== index)).toEqual([]);
  });

  test('is there for every event that webhooks can be told', () => {
    const words: Readonly<Record<string, string>> = eventMessages['zh-CN'];
    expect(Object.keys(document.webhooks).filter((name) => words[name] === undefined)).toEqual([]);
  });
});
