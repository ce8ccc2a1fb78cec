const invisible = /[\u00AD\u200B-\u200F\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/gu;

/** Text as a person meant it: full-width characters as plain ones, composed, nothing invisible, no space around. */
export function tidyText(typed: string): string {
  return typed.replace(invisible, '').normalize('NFKC').replace(invisible, '').trim();
}

/** Tidy and in lower case. Lower case can open what composing had closed, so both are done until nothing changes. */
export function foldText(typed: string): string {
  let text = tidyText(typed);
  for (let round = 0; round < 4; round++) {
    const next = tidyText(text.toLowerCase());
    if (next === text) break;
    text = next;
  }
  return text;
}
