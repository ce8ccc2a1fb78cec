/** Text as it is searched: width, case and compatibility forms do not count, and neither do blanks. */
export function searchText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s{1,200}/g, '').slice(0, 2000);
}

/**
 * The pairs of neighbouring characters in a text, and its single ones: an index over them finds any part of a name, in Chinese too, where
 * no blanks part the words. [ours]
 */
export function gramsOf(texts: readonly string[]): string[] {
  const grams = new Set<string>();
  for (const text of texts) {
    const characters = [...searchText(text)];
    for (const [index, character] of characters.entries()) {
      grams.add(character);
      const next = characters[index + 1];
      if (next !== undefined) grams.add(character + next);
    }
  }
  return [...grams];
}

/** The grams that everything holding `wanted` must have: its pairs, or the one character. */
export function gramsToFind(wanted: string): string[] {
  const characters = [...searchText(wanted)];
  if (characters.length < 2) return characters;
  return [...new Set(characters.slice(0, -1).map((character, index) => character + (characters[index + 1] ?? '')))];
}
