import { defineMessages } from '../../i18n/messages.ts';
import { hoursEnglish } from './en.ts';
import { hoursChinese } from './zh-CN.ts';

export const hoursMessages = defineMessages(hoursChinese, hoursEnglish);
