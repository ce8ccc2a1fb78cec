import { describe, expect, test } from 'vitest';
import { bestMatches } from './match.ts';

const places = [
  { to: '/console/channels', name: '支持渠道', group: '页面', also: 'channels' },
  { to: '/console/channels/phone', name: '电话', group: '支持渠道', also: 'phone' },
  { to: '/console/calendars', name: '服务时间', group: '页面', also: 'calendars' },
];

describe('the palette', () => {
  test('finds by the beginning first, then by any part, then by the short name', () => {
    expect(bestMatches(places, '支持', 5).map(({ to }) => to)).toEqual(['/console/channels', '/console/channels/phone']);
    expect(bestMatches(places, 'PHONE', 5).map(({ name }) => name)).toEqual(['电话']);
  });

  test('wants every word, and shows the first places while nothing is typed', () => {
    expect(bestMatches(places, '电话 渠道', 5).map(({ name }) => name)).toEqual(['电话']);
    expect(bestMatches(places, '电话 日历', 5)).toEqual([]);
    expect(bestMatches(places, '  ', 2)).toHaveLength(2);
  });
});
