import { expect, test } from 'vitest';
import type { Scope } from '../../../../common/contract/rights.ts';
import { queueTopics } from './topics.ts';

const fleets = (count: number) => Array.from({ length: count }, (_fleet, index): Scope => ({ kind: 'fleet', key: `fleet-${index}` }));

test('the queue listens to every fleet of whoever decides there, however many these are', () => {
  expect(queueTopics('everywhere')).toEqual(['applications']);
  expect(queueTopics(fleets(2))).toEqual(['applications:fleet-0', 'applications:fleet-1']);
  expect(queueTopics(fleets(40))).toHaveLength(40);
  expect(queueTopics(fleets(41)), 'no fleet is left out').toEqual(['fleets']);
});
