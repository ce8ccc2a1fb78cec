import { defineMessages } from '../../i18n/messages.ts';
import { consoleNoticesEnglish } from './en.ts';
import { consoleNoticesChinese } from './zh-CN.ts';

export const consoleNoticesMessages = defineMessages(consoleNoticesChinese, consoleNoticesEnglish);
