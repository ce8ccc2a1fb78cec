import { defineMessages } from '../../i18n/messages.ts';
import { errorPageEnglish } from './en.ts';
import { errorPageChinese } from './zh-CN.ts';

export const errorPageMessages = defineMessages(errorPageChinese, errorPageEnglish);
