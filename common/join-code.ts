/** The letters and digits of a one-time code: none that looks like another. 32 of them, so that eight make 40 bits. */
export const joinCodeAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const joinCodeLength = 8;

/** A code as it is shown: `ABCD-EFGH`. */
export function shownJoinCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** A code as it was typed or pasted, without case, width, blanks and hyphens; undefined for what cannot be one. */
export function typedJoinCode(text: string): string | undefined {
  const code = text.slice(0, 60).normalize('NFKC').toUpperCase().replace(/[\s\-‐‑‒–—_.·]/g, '');
  return code.length === joinCodeLength && [...code].every((letter) => joinCodeAlphabet.includes(letter)) ? code : undefined;
}

/** The codes in a pasted text, at most `most`: one a line, or parted by blanks, commas or semicolons. What is none is kept as it was typed. */
export function pastedJoinCodes(text: string, most: number): string[] {
  const parts = text.slice(0, 20_000).split(/[\n\r,;，；、]/).flatMap((line) => (typedJoinCode(line) === undefined ? line.split(/\s/) : [line]));
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))].slice(0, most);
}
