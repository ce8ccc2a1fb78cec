import { sql, type RawBuilder } from 'kysely';

/**
 * SQL that is true where `text` may contain one of the words: a coarse sieve before `redactor` looks closely. JSON writes some characters
 * in its own way, so both forms are looked for.
 */
export function mentions(text: RawBuilder<unknown>, words: readonly string[]): RawBuilder<boolean> {
  const forms = [...new Set(words.flatMap((word) => [word, word.normalize('NFC'), word.normalize('NFD'), JSON.stringify(word).slice(1, -1)]))].filter((form) => form.trim() !== '');
  if (forms.length === 0) return sql<boolean>`false`;
  const patterns = forms.map((form) => `%${form.replace(/[\\%_]/g, String.raw`\$&`)}%`);
  return sql<boolean>`${text} ilike any (${patterns}::text[])`;
}
