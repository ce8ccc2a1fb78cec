import { expect, test } from 'vitest';
import { toldApart } from '../../common/told-apart.ts';
import { nameOfEntry } from './entry-name.ts';

const topics = { stream: 'Stream 模式' };
const fleet = { key: 'stream-dingtalk', topic: 'stream', platform: 'manual', app: 'dingtalk' };

test('a fleet goes by its own name, else by that of its topic, and by its key only where the topic is not known', () => {
  expect(nameOfEntry({ ...fleet, name: { 'zh-CN': '老用户', en: 'Old hands' } }, 'en', topics)).toBe('Old hands');
  expect(nameOfEntry(fleet, 'zh-CN', topics)).toBe('Stream 模式');
  expect(nameOfEntry(fleet, 'zh-CN', {})).toBe('stream-dingtalk');
});

test('where one chooses among fleets, two of the same name are told apart', () => {
  expect(toldApart([{ key: 'stream-dingtalk', name: 'Stream' }, { key: 'stream-web', name: 'Stream' }, { key: 'cafe', name: 'Café' }]).map(({ name }) => name)).toEqual(['Stream (stream-dingtalk)', 'Stream (stream-web)', 'Café']);
});
