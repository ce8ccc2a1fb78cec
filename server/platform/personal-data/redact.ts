/** What stands where something personal stood. */
export const erasedMark = '[erased]';

/** Takes a person's words out of texts and JSON; what does not contain any comes back unchanged (the same object). */
export type Redact = { text(text: string): string; json<Value>(value: Value): Value };

/**
 * Takes these words out wherever they stand alone or, when they are distinct enough, inside a text, whatever their case. A short word like
 * “Li” goes only where it is the whole text: inside others it would be part of somebody else's word.
 */
export function redactor(words: readonly string[]): Redact {
  const known = [...new Set(words.map((word) => word.normalize('NFC').trim()).filter((word) => word !== ''))].toSorted((left, right) => right.length - left.length);
  const whole = new Set(known.map((word) => word.toLowerCase()));
  const distinct = known.filter(isDistinct);
  const pattern = distinct.length === 0 ? undefined : new RegExp(distinct.map(bounded).join('|'), 'giu');
  const text = (given: string): string => {
    const normal = given.normalize('NFC');
    if (whole.has(normal.trim().toLowerCase())) return erasedMark;
    if (pattern === undefined) return given;
    const cleared = normal.replace(pattern, erasedMark);
    return cleared === normal ? given : cleared;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) {
      const items = value.map(walk);
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value);
    const cleared = entries.map(([name, item]) => [text(name), walk(item)] as const);
    return cleared.some(([name, item], index) => name !== entries[index]?.[0] || item !== entries[index]?.[1]) ? Object.fromEntries(cleared) : value;
  };
  return { text, json: <Value>(value: Value) => walk(value) as Value };
}

/** Long enough that it does not turn up inside other people's words by chance: an address, a number, two Chinese characters, six letters. */
function isDistinct(word: string): boolean {
  if (/[\u3400-\u9fff]/u.test(word)) return [...word].length >= 2;
  return /\d{5}/.test(word) || /.@./.test(word) ? word.length >= 5 : word.length >= 6;
}

/** The word as a pattern; letters and digits beside it would make it another word. */
function bounded(word: string): string {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const before = /^[a-z0-9]/i.test(word) ? '(?<![a-z0-9])' : '';
  const after = /[a-z0-9]$/i.test(word) ? '(?![a-z0-9])' : '';
  return `${before}${escaped}${after}`;
}
