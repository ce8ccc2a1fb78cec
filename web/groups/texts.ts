import { translator } from '../../common/i18n/messages.ts';
import { groupPagesMessages } from '../../common/locales/group-pages/index.ts';
import { useLanguage } from '../root.tsx';

/** The texts of the pages about groups, in the reader's language. */
export function useGroupTexts() {
  return translator(groupPagesMessages, useLanguage());
}
