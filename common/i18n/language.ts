import { languages, type Language } from '../contract/text.ts';

/** True for a language that pages and errors are written in. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/**
 * The language for a reader: an explicit choice, else what was chosen before, else the best match of Accept-Language, else `fallback`.
 * A tag matches by its primary part, so that zh-TW and zh-Hant readers get Chinese rather than English.
 */
export function chooseLanguage(wishes: { explicit?: string | null | undefined; remembered?: string | null | undefined; accept?: string | null | undefined }, fallback: Language = 'zh-CN'): Language {
  if (isLanguage(wishes.explicit)) return wishes.explicit;
  if (isLanguage(wishes.remembered)) return wishes.remembered;
  const ranked = (wishes.accept ?? '')
    .slice(0, 200)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([0-9.]+)$/.exec(parameter)?.[1]).find((value) => value !== undefined);
      return { tag, index, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((left, right) => right.quality - left.quality || left.index - right.index);
  for (const { tag } of ranked) {
    const primary = tag.split('-')[0];
    const match = languages.find((language) => language.toLowerCase().split('-')[0] === primary);
    if (match) return match;
  }
  return fallback;
}
