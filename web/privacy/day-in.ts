import type { Language } from '../../common/contract/text.ts';

/** The day of an instant in a time zone, as people write it: 2026年11月18日, 18 November 2026. */
export function dayIn(instant: string, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone, year: 'numeric', month: 'long', day: 'numeric' }).format(new Date(instant));
}
