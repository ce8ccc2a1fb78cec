import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import type { Log } from '../../platform/index.ts';

const SHORTEST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 15_000;

/**
 * Calls `onNews` for each notice of changed content, on a connection of its own that is made anew when it breaks.
 * After each connect it calls once, because notices of the time between are lost.
 */
export function listenForChanges(settings: ClientConfig, log: Log, onNews: () => void): { close(): Promise<void> } {
  const closing = new AbortController();
  const running = listen(settings, log, onNews, closing.signal);
  return {
    close: async () => {
      closing.abort();
      await running;
    },
  };
}

async function listen(settings: ClientConfig, log: Log, onNews: () => void, closing: AbortSignal): Promise<void> {
  let delay = SHORTEST_PAUSE_MILLISECONDS;
  while (!closing.aborted) {
    try {
      await listenOnce(settings, onNews, closing);
      delay = SHORTEST_PAUSE_MILLISECONDS;
      if (!closing.aborted) log.warn('centre.listener_lost');
    } catch (error) {
      log.warn('centre.listener_failed', { error });
      delay = Math.min(delay * 2, LONGEST_PAUSE_MILLISECONDS);
    }
    if (!closing.aborted) await pause(delay, undefined, { signal: closing, ref: false }).catch(() => undefined);
  }
}

/** Ends when the connection does. */
async function listenOnce(settings: ClientConfig, onNews: () => void, closing: AbortSignal): Promise<void> {
  const client = new Client({ ...settings, password: settings.password, keepAlive: true, application_name: 'lichun-listener' });
  const ended = new Promise<void>((resolve) => {
    client.once('end', resolve);
  });
  client.on('error', () => undefined); // every error of a connection is followed by its end
  client.on('notification', onNews);
  const hangUp = () => void client.end();
  try {
    await client.connect();
    closing.addEventListener('abort', hangUp, { once: true });
    if (closing.aborted) return;
    await client.query('listen lichun_content');
    onNews();
    await ended;
  } finally {
    closing.removeEventListener('abort', hangUp);
    await client.end();
  }
}
