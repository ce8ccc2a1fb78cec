import { expect, test } from 'vitest';
import { channel, smallCentre } from '../../server/channels/testing.ts';
import { findQrContent, qrContent } from './qr-content.ts';
import { exampleCentre, supportPageOf } from './testing.ts';

const wechat = channel('wechat', 'im', { entries: [{ kind: 'account', app: 'wechat', id: 'sprout' }, { kind: 'qr', content: 'weixin://code' }, { kind: 'url', url: 'https://a.example', qr: true }, { kind: 'url', url: 'https://b.example' }] });

test('codes are drawn for what the centre shows as a code, by its place', async () => {
  const page = await supportPageOf(smallCentre([wechat]));
  expect(['0', '1', '2', '3', '4'].map((place) => findQrContent(page, 'channels', 'wechat', place))).toEqual([undefined, 'weixin://code', 'https://a.example', undefined, undefined]);
});

test('a service’s codes are counted over all places where it is sold', async () => {
  const services = [{ key: 'care', name: 'Care', purchase: [{ where: 'A', how: 'a', entries: [{ kind: 'qr' as const, content: 'first' }] }, { where: 'B', how: 'b', entries: [{ kind: 'qr' as const, content: 'second' }] }] }];
  const page = await supportPageOf(smallCentre([], { services }));
  expect([findQrContent(page, 'services', 'care', '0'), findQrContent(page, 'services', 'care', '1')]).toEqual(['first', 'second']);
});

test('a group’s code is its link', async () => {
  expect(findQrContent(await supportPageOf(exampleCentre('littleskin')), 'groups', 'main-telegram', 'main-telegram')).toBe('https://t.me/littleskin');
});

test.each([['channels', 'nobody', '0'], ['people', 'wechat', '1'], ['channels', 'wechat', '01'], ['channels', 'wechat', '-1'], ['channels', 'wechat', '1e0'], ['groups', 'main', 'x'], ['__proto__', 'wechat', '1']])(
  'nothing else is drawn: %s/%s/%s',
  async (section, key, place) => {
    expect(findQrContent(await supportPageOf(smallCentre([wechat])), section, key, place)).toBeUndefined();
  },
);

test('what does not fit into a code has none', () => {
  expect(qrContent({ kind: 'qr', content: '立'.repeat(984) })).toBe('立'.repeat(984));
  expect(qrContent({ kind: 'qr', content: '立'.repeat(985) })).toBeUndefined();
});
