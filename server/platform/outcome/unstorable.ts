import type { WrongField } from './refusal.ts';

const deepest = 40;

/**
 * Texts that no database takes: with the character NUL, or with half a surrogate pair. Schemas refuse them where they name the characters of
 * a text; this holds for every other text as well, so that none of them becomes a fault. The path is dotted.
 */
export function unstorableText(value: unknown, path = '', depth = 0): WrongField | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? { path, code: 'control_characters' } : undefined;
  if (typeof value !== 'object' || value === null || depth > deepest) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const found = unstorableText(part, path === '' ? name : `${path}.${name}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
