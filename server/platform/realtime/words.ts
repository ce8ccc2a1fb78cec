/** A topic with something new; `revision` says how far, when whoever changed it knows. */
export type Change = { topic: string; revision?: string };

/** What processes say to each other: topics with news, or whose rights to look at again (`null` for everyone's). */
export type Word = { changed: Change[] } | { recheck: string | null };

const mostBytes = 7_000;

/** Changes in as few words as fit into notifications. */
export function changeWords(changes: readonly Change[]): string[] {
  const words: string[] = [];
  let items: string[] = [];
  let bytes = 0;
  for (const { topic, revision } of changes) {
    const item = JSON.stringify(revision === undefined ? [topic] : [topic, revision]);
    if (bytes + item.length > mostBytes) {
      words.push(`{"changed":[${items.join()}]}`);
      items = [];
      bytes = 0;
    }
    items.push(item);
    bytes += Buffer.byteLength(item) + 1;
  }
  if (items.length > 0) words.push(`{"changed":[${items.join()}]}`);
  return words;
}

export function recheckWord(personId: string | undefined): string {
  return JSON.stringify({ recheck: personId ?? null });
}

/** Reads a word; undefined when it is none of ours, as when a newer version speaks. */
export function readWord(text: string): Word | undefined {
  const value = parse(text);
  if (value === null || typeof value !== 'object') return undefined;
  if ('recheck' in value) return { recheck: typeof value.recheck === 'string' ? value.recheck : null };
  if (!('changed' in value) || !Array.isArray(value.changed)) return undefined;
  const changed = value.changed.flatMap((item: unknown): Change[] => {
    if (!Array.isArray(item)) return [];
    const [topic, revision]: unknown[] = item;
    if (typeof topic !== 'string') return [];
    return [typeof revision === 'string' ? { topic, revision } : { topic }];
  });
  return { changed };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
