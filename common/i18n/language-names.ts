import type { Language } from '../contract/text.ts';

/** What each language calls itself, wherever one is chosen. */
export const languageNames: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };
