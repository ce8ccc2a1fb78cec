import { defineMessages } from '../../i18n/messages.ts';
import { admissionOutsideEnglish } from './en.ts';
import { admissionOutsideChinese } from './zh-CN.ts';

/** What came of asking products and forges, in words. */
export const admissionOutsideMessages = defineMessages(admissionOutsideChinese, admissionOutsideEnglish);
