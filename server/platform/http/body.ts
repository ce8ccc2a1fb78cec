import { done, refuse, type Outcome } from '../outcome/refusal.ts';

/** Reads a body of at most `maximumKilobytes`, refusing as soon as it is known to be larger. */
export async function readBody(request: Request, maximumKilobytes: number): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  const maximum = maximumKilobytes * 1024;
  const tooLarge = () => refuse('body_too_large', { parameters: { maximum: maximumKilobytes } });
  if (Number(request.headers.get('content-length') ?? 0) > maximum) return tooLarge();
  if (request.body === null) return done(new Uint8Array());
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maximum) return tooLarge();
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return done(whole);
}

/** A JSON object, with each name once per object: a second one could slip past whoever reads only the first (C5). */
export function parseJsonObject(bytes: Uint8Array): Outcome<Record<string, unknown>> {
  if (bytes.length === 0) return done({});
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object' || Array.isArray(value) || hasRepeatedName(text)) return refuse('unreadable_body');
    return done(value as Record<string, unknown>);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return refuse('unreadable_body');
    throw error;
  }
}

/** Walks valid JSON and tells whether an object names a field twice; JSON.parse would silently keep the last. */
export function hasRepeatedName(text: string): boolean {
  const objects: (Set<string> | null)[] = [];
  let expectName = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const start = at;
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
      const names = objects.at(-1);
      if (expectName && names) {
        const name = String(JSON.parse(text.slice(start, at + 1)));
        if (names.has(name)) return true;
        names.add(name);
        expectName = false;
      }
    } else if (character === '{') {
      objects.push(new Set());
      expectName = true;
    } else if (character === '[') {
      objects.push(null);
      expectName = false;
    } else if (character === '}' || character === ']') {
      objects.pop();
      expectName = false;
    } else if (character === ',') {
      expectName = objects.at(-1) instanceof Set;
    }
  }
  return false;
}

/** Query parameters, each once and as plain text; `a[]=1` and `a=1&a=2` are refused (C5). */
export function readQuery(search: string): Outcome<Record<string, string>> {
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(search)) {
    if (name in query || !/^[A-Za-z][A-Za-z0-9]{0,59}$/.test(name)) return refuse('invalid_input', { fields: [{ path: name.slice(0, 60), code: 'unknown_field', parameters: { name: name.slice(0, 60) } }] });
    query[name] = value;
  }
  return done({ ...query });
}
