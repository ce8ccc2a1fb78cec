import { defineMessages } from '../../i18n/messages.ts';
import { consoleWordsEnglish } from './en.ts';
import { consoleWordsChinese } from './zh-CN.ts';

export const consoleWords = defineMessages(consoleWordsChinese, consoleWordsEnglish);
