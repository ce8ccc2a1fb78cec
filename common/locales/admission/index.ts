import { defineMessages } from '../../i18n/messages.ts';
import { admissionEnglish } from './en.ts';
import { admissionChinese } from './zh-CN.ts';

export const admissionMessages = defineMessages(admissionChinese, admissionEnglish);
