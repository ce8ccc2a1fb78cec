import { defineMessages } from '../../i18n/messages.ts';
import { consoleCodesEnglish } from './en.ts';
import { consoleCodesChinese } from './zh-CN.ts';

export const consoleCodesMessages = defineMessages(consoleCodesChinese, consoleCodesEnglish);
