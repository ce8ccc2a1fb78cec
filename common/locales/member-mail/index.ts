import { defineMessages } from '../../i18n/messages.ts';
import { memberMailEnglish } from './en.ts';
import { memberMailChinese } from './zh-CN.ts';

export const memberMailMessages = defineMessages(memberMailChinese, memberMailEnglish);
