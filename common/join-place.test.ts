import { expect, test } from 'vitest';
import { fleetAddress, joinPlaceOf } from './join-place.ts';

const centre = {
  topics: [{ key: 'stream', aliases: ['old-stream'] }, { key: 'main' }, { key: 'nobody' }],
  fleets: [{ key: 'stream-dingtalk', topic: 'stream' }, { key: 'stream-qq', topic: 'stream', aliases: ['qq'] }, { key: 'main', topic: 'main', aliases: ['stream'] }, { key: 'nobody', topic: 'main' }],
};

test('a topic leads to all its fleets, a fleet to itself', () => {
  expect(joinPlaceOf(centre, 'stream')).toEqual({ kind: 'topic', key: 'stream', fleets: ['stream-dingtalk', 'stream-qq'] });
  expect(joinPlaceOf(centre, 'stream-qq')).toEqual({ kind: 'fleet', key: 'stream-qq', fleets: ['stream-qq'] });
});

test('an earlier name leads on, and never takes the place of a name in use', () => {
  expect(joinPlaceOf(centre, 'old-stream')?.key).toBe('stream');
  expect(joinPlaceOf(centre, 'qq')?.key).toBe('stream-qq');
  expect(joinPlaceOf(centre, 'stream')?.kind).toBe('topic');
});

test('a topic without fleets gives its name to the fleet that is called so', () => {
  expect(joinPlaceOf(centre, 'nobody')).toEqual({ kind: 'fleet', key: 'nobody', fleets: ['nobody'] });
  expect(joinPlaceOf(centre, 'somebody')).toBeUndefined();
});

test('a fleet that is called like its topic is reached beside the others', () => {
  expect(fleetAddress(centre, 'main')).toBe('main?fleet=main');
  expect(fleetAddress(centre, 'stream-qq')).toBe('stream-qq');
  expect(fleetAddress({ ...centre, fleets: centre.fleets.filter(({ key }) => key !== 'nobody') }, 'main')).toBe('main');
});
