import { expect, test } from 'vitest';
import { matching } from './SearchableChoice.tsx';

const data = [{ value: 'stream-qq', label: 'Stream 模式 · QQ 群' }, { value: 'stream-web', label: 'Stream 模式' }, { value: 'cards', label: '互动卡片' }];

test('a choice is found by parts of its name in any order and case, or by its short name', () => {
  const found = (typed: string) => matching(data, typed).map(({ value }) => value);
  expect([found(''), found('stream'), found('qq STREAM'), found('卡片'), found('cards'), found('卡片 stream')]).toEqual([['stream-qq', 'stream-web', 'cards'], ['stream-qq', 'stream-web'], ['stream-qq'], ['cards'], ['cards'], []]);
});
