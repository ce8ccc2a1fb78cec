import type { consoleNoticesChinese } from '../../../common/locales/console-notices/zh-CN.ts';
import { createAreaText } from '../area-text.tsx';

/** The texts of the pages about notices. */
export const { AreaText: NoticesText, useAreaText: useNoticesText } = createAreaText<typeof consoleNoticesChinese>();
