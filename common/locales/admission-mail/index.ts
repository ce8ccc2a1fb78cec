import { defineMessages } from '../../i18n/messages.ts';
import { admissionMailEnglish } from './en.ts';
import { admissionMailChinese } from './zh-CN.ts';

export const admissionMailMessages = defineMessages(admissionMailChinese, admissionMailEnglish);
