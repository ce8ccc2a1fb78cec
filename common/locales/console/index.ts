import { defineMessages } from '../../i18n/messages.ts';
import { consoleEnglish } from './en.ts';
import { consoleChinese } from './zh-CN.ts';

export const consoleMessages = defineMessages(consoleChinese, consoleEnglish);
