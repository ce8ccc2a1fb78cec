import { languages, type Language } from '../contract/text.ts';

/** True for a language that pages and errors are written in. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/**
 * The language for a reader, out of `offered`: an explicit choice, else what was chosen before, else the best match of Accept-Language,
 * else the first that is offered. A tag matches by its primary part, so that zh-TW and zh-Hant readers get Chinese rather than English.
 */
export function chooseLanguage(wishes: { explicit?: string | null | undefined; remembered?: string | null | undefined; accept?: string | null | undefined }, offered: readonly Language[] = languages): Language {
  const isOffered = (language: unknown): language is Language => isLanguage(language) && offered.includes(language);
  if (isOffered(wishes.explicit)) return wishes.explicit;
  if (isOffered(wishes.remembered)) return wishes.remembered;
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
    const match = offered.find((language) => language.toLowerCase().split('-')[0] === primary);
    if (match) return match;
  }
  return offered[0] ?? 'zh-CN';
}
