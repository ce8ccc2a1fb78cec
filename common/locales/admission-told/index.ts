import { defineMessages } from '../../i18n/messages.ts';
import { admissionToldEnglish } from './en.ts';
import { admissionToldChinese } from './zh-CN.ts';

export const admissionToldMessages = defineMessages(admissionToldChinese, admissionToldEnglish);
