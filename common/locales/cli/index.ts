import { defineMessages } from '../../i18n/messages.ts';
import { cliEnglish } from './en.ts';
import { cliChinese } from './zh-CN.ts';

export const cliMessages = defineMessages(cliChinese, cliEnglish);
