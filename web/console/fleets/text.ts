import type { Language } from '../../../common/contract/text.ts';
import { consoleGroupsMessages } from '../../../common/locales/console-groups/index.ts';
import type { consoleGroupsChinese } from '../../../common/locales/console-groups/zh-CN.ts';

/** The texts of the pages about fleets, for their loaders. */
export function groupsTexts(language: Language) {
  return consoleGroupsMessages[language];
}
export type GroupsTexts = typeof consoleGroupsChinese;
