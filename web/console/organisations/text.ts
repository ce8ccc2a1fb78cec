import type { Language } from '../../../common/contract/text.ts';
import { consoleOrganisationsMessages } from '../../../common/locales/console-organisations/index.ts';
import type { consoleOrganisationsChinese } from '../../../common/locales/console-organisations/zh-CN.ts';

/** The texts of the pages about organisations and entitlements, for their loaders. */
export function organisationsTexts(language: Language) {
  return consoleOrganisationsMessages[language];
}
export type OrganisationsTexts = typeof consoleOrganisationsChinese;
