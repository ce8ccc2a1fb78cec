import type { Language } from '../../../../common/contract/text.ts';
import { consoleCodesMessages } from '../../../../common/locales/console-codes/index.ts';
import type { consoleCodesChinese } from '../../../../common/locales/console-codes/zh-CN.ts';

/** The texts of the pages about codes and announcements, for their loaders. */
export function codesTexts(language: Language) {
  return consoleCodesMessages[language];
}
export type CodesTexts = typeof consoleCodesChinese;
