import { RouterContextProvider } from 'react-router';
import { expect, test } from 'vitest';
import { pageContext } from '../../page-context.ts';
import { action } from './WebhookPage.tsx';

/** What the page answers when everything since a moment is to be sent again, and the centre says how it went. */
async function replayed(more: boolean, since: string, zone: string) {
  const asked: unknown[] = [];
  const replayWebhook = async (input: unknown) => {
    asked.push(input);
    return { ok: true, value: { queued: 1000, more } };
  };
  const context = new RouterContextProvider();
  context.set(pageContext, { ops: { replayWebhook } } as never);
  const request = new Request('http://localhost/', { method: 'POST', body: new URLSearchParams({ do: 'replay', since, zone }) });
  const answer = await action({ context, request, params: { id: 'one' } } as never);
  return { asked, answer };
}

test('a replay that left messages over says so, and goes on from the same moment', async () => {
  const first = await replayed(true, '2026-11-18T10:00', 'Asia/Shanghai');
  expect(first).toEqual({ asked: [{ id: 'one', since: '2026-11-18T02:00:00.000Z' }], answer: { ok: true, did: 'replayed', queued: 1000, rest: '2026-11-18T02:00:00.000Z' } });
  const rest = 'rest' in first.answer ? (first.answer.rest ?? '') : '';
  expect(await replayed(false, rest, '')).toEqual({ asked: first.asked, answer: { ok: true, did: 'replayed', queued: 1000 } });
});
