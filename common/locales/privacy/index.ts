import { defineMessages } from '../../i18n/messages.ts';
import { privacyEnglish } from './en.ts';
import { privacyChinese } from './zh-CN.ts';

export const privacyMessages = defineMessages(privacyChinese, privacyEnglish);
