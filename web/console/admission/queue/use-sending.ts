import { useEffect, useRef } from 'react';
import type { QueueOutcome, QueueWish } from './decide.ts';

type Sent = { wish: QueueWish; heard(items: QueueOutcome[]): void; failed(): void };

const mostAtOnce = 100;

/** Approvals without words or priority that follow each other go together: who presses A twenty times in three seconds sends a few requests. */
export function together(waiting: readonly Sent[]): { next: Sent; rest: readonly Sent[] } | undefined {
  const [first, ...others] = waiting;
  if (first === undefined) return undefined;
  const isPlain = ({ wish }: Sent) => wish.do === 'approve' && wish.reason === undefined && wish.template === undefined && wish.counts === undefined && wish.priority === undefined;
  const alike = isPlain(first) ? [first, ...others.slice(0, others.findIndex((one) => !isPlain(one)) === -1 ? others.length : others.findIndex((one) => !isPlain(one)))] : [first];
  const merged: Sent[] = [];
  let items: { id: string; revision: number }[] = [];
  for (const one of alike) {
    const own = 'items' in one.wish ? one.wish.items : [];
    if (merged.length > 0 && items.length + own.length > mostAtOnce) break;
    merged.push(one);
    items = [...items, ...own];
  }
  if (merged.length === 1) return { next: first, rest: others };
  return {
    next: {
      wish: { do: 'approve', items },
      heard: (outcomes) => {
        for (const { wish, heard } of merged) heard(outcomes.filter(({ id }) => 'items' in wish && wish.items.some((item) => item.id === id)));
      },
      failed: () => {
        for (const { failed } of merged) failed();
      },
    },
    rest: waiting.slice(merged.length),
  };
}

/** Sends one request after the other, in the order of the keys. Whoever leaves the page while something waits is asked first. */
export function useSending({ done, offline }: { done(): void; offline(): void }): (sent: Sent) => void {
  const waiting = useRef<readonly Sent[]>([]);
  const busy = useRef(false);
  const latest = useRef({ done, offline });
  useEffect(() => {
    latest.current = { done, offline };
  });
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (busy.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  const run = async () => {
    busy.current = true;
    for (let found = together(waiting.current); found !== undefined; found = together(waiting.current)) {
      const { next, rest } = found;
      waiting.current = rest;
      await sendOne(next, () => latest.current.offline());
    }
    busy.current = false;
    latest.current.done();
  };
  return (sent) => {
    waiting.current = [...waiting.current, sent];
    if (!busy.current) void run();
  };
}

async function sendOne({ wish, heard, failed }: Sent, offline: () => void): Promise<void> {
  try {
    const response = await fetch('/console/applications/decide', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(wish) });
    if (!response.ok) throw new Error(String(response.status));
    const { items } = (await response.json()) as { items: QueueOutcome[] };
    heard(items);
  } catch (error) {
    // The connection or the server is away: what was asked for is shown as not done.
    if (!(error instanceof Error)) throw error;
    failed();
    offline();
  }
}
