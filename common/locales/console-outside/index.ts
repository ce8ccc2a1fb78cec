import { defineMessages } from '../../i18n/messages.ts';
import { consoleOutsideEnglish } from './en.ts';
import { consoleOutsideChinese } from './zh-CN.ts';

/** The console's pages about whom admission asks outside. */
export const consoleOutsideMessages = defineMessages(consoleOutsideChinese, consoleOutsideEnglish);
