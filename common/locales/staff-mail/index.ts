import { defineMessages } from '../../i18n/messages.ts';
import { staffMailEnglish } from './en.ts';
import { staffMailChinese } from './zh-CN.ts';

export const staffMailMessages = defineMessages(staffMailChinese, staffMailEnglish);
