import type { Language } from '../contract/text.ts';

/** Made once per language: a formatter costs more than everything it formats. */
const formats: Record<Language, Intl.DateTimeFormat> = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
};

/** A day such as 2026-10-01 in words: 2026年10月1日, 1 October 2026. */
export function describeDay(day: string, language: Language): string {
  return formats[language].format(new Date(`${day}T00:00:00Z`));
}
