import { describe, expect, test } from 'vitest';
import { apiDocument } from '../../scripts/docs/described.ts';
import { undescribed } from '../../scripts/docs/operation-table.ts';
import { createOperations } from '../../server/operations.ts';
import type { Operation } from '../../server/platform/index.ts';
import { areaWords, operationDescriptions, operationSummaries } from '../../common/locales/developers/summaries/index.ts';

const operations = Object.values(createOperations(undescribed)) as Operation[];
const names = operations.map(({ name }) => name);
const sentence = /^\P{Cc}{4,110}。$/u;

describe('what operations do, in Chinese', () => {
  test('is said of every operation in one sentence, and of none that is not there', () => {
    expect(names.filter((name) => operationSummaries[name] === undefined)).toEqual([]);
    expect(Object.keys(operationSummaries).filter((name) => !names.includes(name))).toEqual([]);
    expect(Object.entries(operationSummaries).filter(([, text]) => !sentence.test(text) || !/\p{Script=Han}{2}/u.test(text) || /您|！/.test(text))).toEqual([]);
  });

  test('tells operations apart: no two say the same', () => {
    const said = Object.values(operationSummaries);
    expect(said.filter((text, index) => said.indexOf(text) !== index)).toEqual([]);
  });

  test('has the further words of every operation that has some in English', () => {
    const described = operations.filter(({ description }) => description !== undefined).map(({ name }) => name);
    expect(Object.keys(operationDescriptions).toSorted()).toEqual(described.toSorted());
  });

  test('has a name for every area of the API', () => {
    const areas = (apiDocument['tags'] as { name: string }[]).map(({ name }) => name);
    expect(Object.keys(areaWords).toSorted()).toEqual(areas.toSorted());
  });
});
