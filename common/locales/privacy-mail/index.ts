import { defineMessages } from '../../i18n/messages.ts';
import { privacyMailEnglish } from './en.ts';
import { privacyMailChinese } from './zh-CN.ts';

export const privacyMailMessages = defineMessages(privacyMailChinese, privacyMailEnglish);
