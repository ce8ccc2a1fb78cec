import { defineMessages } from '../../i18n/messages.ts';
import { consoleSignInEnglish } from './en.ts';
import { consoleSignInChinese } from './zh-CN.ts';

export const consoleSignInMessages = defineMessages(consoleSignInChinese, consoleSignInEnglish);
