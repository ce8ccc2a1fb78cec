import { isTopic } from './topics.ts';

/** What a client may say. Everything else it sends along is not read (E2). */
export type ClientMessage = { type: 'subscribe' | 'unsubscribe'; topic: string };

/** Reads a client's text; undefined when it is not a message. */
export function readClientMessage(text: string): ClientMessage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, 'type') || !Object.hasOwn(value, 'topic')) return undefined;
    const { type, topic } = value as { type: unknown; topic: unknown };
    return (type === 'subscribe' || type === 'unsubscribe') && isTopic(topic) ? { type, topic } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
