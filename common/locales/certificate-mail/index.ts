import { defineMessages } from '../../i18n/messages.ts';
import { certificateMailEnglish } from './en.ts';
import { certificateMailChinese } from './zh-CN.ts';

export const certificateMailMessages = defineMessages(certificateMailChinese, certificateMailEnglish);
