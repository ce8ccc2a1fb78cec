import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyQueue, press, withLines, type Queue, type Wish } from './keys.ts';

const queueOf = (count: number): Queue => withLines(emptyQueue, Array.from({ length: count }, (_line, index) => `a${index + 1}`));

/** Presses one key after the other; answers how the queue stands and what was asked for. */
function pressAll(start: Queue, keys: readonly string[]): { queue: Queue; wishes: Wish[] } {
  const wishes: Wish[] = [];
  let queue = start;
  for (const key of keys) {
    const pressed = press(queue, key);
    if (pressed === undefined) continue;
    ({ queue } = pressed);
    if (pressed.wish !== undefined) wishes.push(pressed.wish);
  }
  return { queue, wishes };
}

describe('twenty applications', () => {
  test('are approved one by one with twenty keys: each goes on to the next', () => {
    const { queue, wishes } = pressAll(queueOf(20), Array.from({ length: 20 }, () => 'a'));
    expect(wishes.map((wish) => (wish.kind === 'approve' ? wish.ids[0] : wish.kind))).toEqual(queueOf(20).ids);
    expect(queue).toMatchObject({ ids: [], current: undefined });
  });

  test('are approved together with two keys', () => {
    expect(pressAll(queueOf(20), ['s', 'a'])).toMatchObject({ queue: { ids: [], chosen: [] }, wishes: [{ kind: 'approve', ids: queueOf(20).ids }] });
  });
});

describe('a key', () => {
  test('moves about, and stays at the ends', () => {
    const at = (keys: string[]) => pressAll(queueOf(3), keys).queue.current;
    expect([at([]), at(['n']), at(['j', 'j']), at(['n', 'n', 'n']), at(['arrowdown', 'k']), at(['k'])]).toEqual(['a1', 'a2', 'a3', 'a3', 'a1', 'a1']);
  });

  test('asks for a priority for the one that is looked at, and means nothing while several are selected', () => {
    expect(pressAll(queueOf(3), ['n', 'p'])).toMatchObject({ queue: { ids: ['a1', 'a2', 'a3'], current: 'a2' }, wishes: [{ kind: 'favour', id: 'a2' }] });
    expect(pressAll(queueOf(3), ['s', 'p']).wishes).toEqual([]);
    expect(pressAll(queueOf(0), ['p']).wishes).toEqual([]);
  });

  test('rejects in two steps: R asks for the reason, a digit gives it, Escape goes back', () => {
    expect(pressAll(queueOf(3), ['r', 'a', 'n', '2'])).toMatchObject({ queue: { ids: ['a2', 'a3'], current: 'a2', rejecting: false }, wishes: [{ kind: 'reject', ids: ['a1'], reason: 1 }] });
    expect(pressAll(queueOf(3), ['r', 'escape', '2'])).toMatchObject({ queue: { ids: ['a1', 'a2', 'a3'], rejecting: false }, wishes: [] });
  });

  test('selects, and then decides about what is selected and not about what is looked at', () => {
    const { queue, wishes } = pressAll(queueOf(4), ['x', 'n', 'n', 'x', 'n', 'a']);
    expect(wishes).toEqual([{ kind: 'approve', ids: ['a1', 'a3'] }]);
    expect(queue).toMatchObject({ ids: ['a2', 'a4'], current: 'a4', chosen: [] });
  });

  test('after the last one looks at the one before', () => {
    expect(pressAll(queueOf(3), ['n', 'n', 'a']).queue.current).toBe('a2');
  });

  test.each(['a', 'r', 'x', 's', 'c', 'n', 'k', '1', 'enter'])('%s means nothing where nothing waits', (key) => {
    expect(press(emptyQueue, key)).toBeUndefined();
  });

  test('for claiming, undoing and help asks for just that', () => {
    expect(pressAll(queueOf(1), ['c', 'z', '?']).wishes).toEqual([{ kind: 'claim', id: 'a1' }, { kind: 'undo' }, { kind: 'help' }]);
  });
});

test('what others decide meanwhile moves nobody who looks at something else', () => {
  const queue = pressAll(queueOf(5), ['n', 'n', 'x']).queue;
  expect(withLines(queue, ['a1', 'a3', 'a5', 'a6'])).toMatchObject({ current: 'a3', chosen: ['a3'] });
  expect(withLines(queue, ['a1', 'a4', 'a5'])).toMatchObject({ current: 'a4', chosen: [] });
});

test('whatever is pressed, what is looked at and selected is in the list, and nothing is decided twice', () => {
  const keys = fc.constantFrom('a', 'r', 'n', 'k', 'x', 's', '1', '9', 'escape', 'z', 'c', 'q');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 }), fc.array(keys, { maxLength: 40 }), (count, pressed) => {
      const { queue, wishes } = pressAll(queueOf(count), pressed);
      expect(queue.current === undefined).toBe(queue.ids.length === 0);
      for (const id of [...queue.chosen, ...(queue.current === undefined ? [] : [queue.current])]) expect(queue.ids).toContain(id);
      const ids = wishes.flatMap((wish) => ('ids' in wish ? [...wish.ids] : []));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length + queue.ids.length).toBe(count);
    }),
  );
});
