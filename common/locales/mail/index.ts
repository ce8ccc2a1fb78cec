import { defineMessages } from '../../i18n/messages.ts';
import { mailEnglish } from './en.ts';
import { mailChinese } from './zh-CN.ts';

export const mailMessages = defineMessages(mailChinese, mailEnglish);
