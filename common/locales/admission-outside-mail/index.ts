import { defineMessages } from '../../i18n/messages.ts';
import { admissionOutsideMailEnglish } from './en.ts';
import { admissionOutsideMailChinese } from './zh-CN.ts';

/** Mails about outages and codes on the way to an application. */
export const admissionOutsideMailMessages = defineMessages(admissionOutsideMailChinese, admissionOutsideMailEnglish);
