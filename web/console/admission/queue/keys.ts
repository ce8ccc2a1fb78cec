/** What a moderator sees of the queue: the lines in their order, which one is looked at, and which are selected. */
export type Queue = { readonly ids: readonly string[]; readonly current: string | undefined; readonly chosen: readonly string[]; readonly rejecting: boolean };

export const emptyQueue: Queue = { ids: [], current: undefined, chosen: [], rejecting: false };

/** What a key asks for, beside moving about. */
export type Wish = { kind: 'approve' | 'reject'; ids: readonly string[]; reason?: number } | { kind: 'undo' } | { kind: 'claim'; id: string } | { kind: 'favour'; id: string } | { kind: 'help' };

export type Pressed = { queue: Queue; wish?: Wish };

/** Every key with what it does, in the order in which help lists them. */
export const keyNames = ['approve', 'favour', 'reject', 'next', 'previous', 'select', 'all', 'undo', 'claim', 'help'] as const;
export type KeyName = (typeof keyNames)[number];
export const keyOf: Readonly<Record<KeyName, string>> = { approve: 'A', favour: 'P', reject: 'R', next: 'N / J', previous: 'K', select: 'X', all: 'S', undo: 'Z', claim: 'C', help: '?' };

/**
 * What pressing a key does. Approving and rejecting are about everything that is selected, else about what is looked at, and go on to what
 * comes after it. While a reason is chosen, 1–9 choose it and nothing else is heard. A key that means nothing leaves all as it is.
 */
export function press(queue: Queue, key: string): Pressed | undefined {
  if (queue.rejecting) {
    if (key === 'escape') return { queue: { ...queue, rejecting: false } };
    return /^[1-9]$/.test(key) ? { ...decided(queue, targets(queue)), wish: { kind: 'reject', ids: targets(queue), reason: Number(key) - 1 } } : undefined;
  }
  switch (key) {
    case 'a':
      return targets(queue).length === 0 ? undefined : { ...decided(queue, targets(queue)), wish: { kind: 'approve', ids: targets(queue) } };
    case 'p':
      // A priority is given to one at a time: each has its own way in.
      return queue.chosen.length > 0 || queue.current === undefined ? undefined : { queue, wish: { kind: 'favour', id: queue.current } };
    case 'r':
      return targets(queue).length === 0 ? undefined : { queue: { ...queue, rejecting: true } };
    case 'n':
    case 'j':
    case 'arrowdown':
      return move(queue, 1);
    case 'k':
    case 'arrowup':
      return move(queue, -1);
    case 'x':
      return queue.current === undefined ? undefined : { queue: toggled(queue, queue.current) };
    case 's':
      return queue.ids.length === 0 ? undefined : { queue: { ...queue, chosen: queue.chosen.length === queue.ids.length ? [] : queue.ids } };
    case 'z':
      return { queue, wish: { kind: 'undo' } };
    case 'c':
      return queue.current === undefined ? undefined : { queue, wish: { kind: 'claim', id: queue.current } };
    case '?':
      return { queue, wish: { kind: 'help' } };
    case 'escape':
      return queue.chosen.length === 0 ? undefined : { queue: { ...queue, chosen: [] } };
    default:
      return undefined;
  }
}

/** What a decision is about: everything that is selected, else what is looked at. */
export function targets({ chosen, current }: Queue): readonly string[] {
  return chosen.length > 0 ? chosen : current === undefined ? [] : [current];
}

function move(queue: Queue, by: number): Pressed | undefined {
  const at = queue.ids.indexOf(queue.current ?? '');
  const next = queue.ids[Math.min(queue.ids.length - 1, Math.max(0, at + by))];
  return next === undefined ? undefined : { queue: { ...queue, current: next } };
}

export function toggled(queue: Queue, id: string): Queue {
  return { ...queue, chosen: queue.chosen.includes(id) ? queue.chosen.filter((one) => one !== id) : [...queue.chosen, id] };
}

/** The queue without what was decided; what came after it is looked at next. */
export function decided(queue: Queue, gone: readonly string[]): { queue: Queue } {
  return { queue: { ...withLines(queue, queue.ids.filter((id) => !gone.includes(id))), chosen: [], rejecting: false } };
}

/** The queue with the lines as they are now. When what was looked at is gone, what came after it is looked at, else the last one. */
export function withLines(queue: Queue, ids: readonly string[]): Queue {
  const still = new Set(ids);
  const at = queue.ids.indexOf(queue.current ?? '');
  const after = queue.current !== undefined && still.has(queue.current) ? queue.current : queue.ids.slice(at + 1).find((id) => still.has(id));
  return { ids, current: after ?? (at > 0 ? ids.at(-1) : ids[0]), chosen: queue.chosen.filter((id) => still.has(id)), rejecting: queue.rejecting && ids.length > 0 };
}
