import { defineMessages } from '../../i18n/messages.ts';
import { accountEnglish } from './en.ts';
import { accountChinese } from './zh-CN.ts';

export const accountMessages = defineMessages(accountChinese, accountEnglish);
