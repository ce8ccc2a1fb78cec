import { describe, expect, test } from 'vitest';
import type { QueueOutcome, QueueWish } from './decide.ts';
import { together } from './use-sending.ts';

const approve = (...ids: string[]): QueueWish => ({ do: 'approve', items: ids.map((id) => ({ id, revision: 1 })) });
const sent = (wish: QueueWish, told: string[] = []) => ({ wish, heard: (items: QueueOutcome[]) => void told.push(...items.map(({ id }) => id)), failed: () => void told.push('failed') });

describe('decisions that wait to be sent', () => {
  test('go together when they are plain approvals in a row, and each hears of its own', () => {
    const [one, two]: [string[], string[]] = [[], []];
    const found = together([sent(approve('a'), one), sent(approve('b', 'c'), two), sent({ do: 'reject', items: [{ id: 'd', revision: 1 }] }), sent(approve('e'))]);
    expect(found?.next.wish).toEqual(approve('a', 'b', 'c'));
    expect(found?.rest).toHaveLength(2);
    found?.next.heard([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect([one, two]).toEqual([['a'], ['b', 'c']]);
    found?.next.failed();
    expect([one.at(-1), two.at(-1)]).toEqual(['failed', 'failed']);
  });

  test('stay as they are when they say more, and never go beyond a hundred', () => {
    expect(together([sent({ ...approve('a'), reason: 'x' } as QueueWish), sent(approve('b'))])?.rest).toHaveLength(1);
    const many = Array.from({ length: 60 }, (_item, index) => `m${index}`);
    const found = together([sent(approve(...many)), sent(approve(...many.map((id) => `${id}x`)))]);
    expect(found?.next.wish).toEqual(approve(...many));
    expect(found?.rest).toHaveLength(1);
    expect(together([])).toBeUndefined();
  });
});
