import { defineMessages } from '../../i18n/messages.ts';
import { terminalEnglish } from './en.ts';
import { terminalChinese } from './zh-CN.ts';

export const terminalMessages = defineMessages(terminalChinese, terminalEnglish);
