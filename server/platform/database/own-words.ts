import type { Client, PoolClient } from 'pg';

/** What triggers say, by a notice on the very connection that wrote, heard in the process that holds it. */
export type OwnWords = {
  /** Hears a word when the transaction that said it is over, before whoever wrote learns that it is. */
  hear(word: string, heard: () => void): void;
};

/**
 * NOTIFY reaches this process too, but some moments after the commit has been answered: long enough for somebody whose rights were taken to
 * ask once more. A notice comes on the connection itself, before that answer.
 */
export function createOwnWords(): OwnWords & { attach(client: PoolClient): void } {
  const listeners = new Map<string, (() => void)[]>();
  return {
    hear: (word, heard) => void listeners.set(word, [...(listeners.get(word) ?? []), heard]),
    attach(client) {
      const said = new Set<string>();
      client.on('notice', ({ message = '' }) => void (listeners.has(message) && said.add(message)));
      const { connection } = client as unknown as Client;
      connection.on('readyForQuery', ({ status }: { status: string }) => {
        if (said.size === 0 || status !== 'I') return;
        const words = [...said];
        said.clear();
        for (const word of words) for (const heard of listeners.get(word) ?? []) heard();
      });
    },
  };
}
