import { defineMessages } from '../../i18n/messages.ts';
import { consolePrivacyEnglish } from './en.ts';
import { consolePrivacyChinese } from './zh-CN.ts';

export const consolePrivacyMessages = defineMessages(consolePrivacyChinese, consolePrivacyEnglish);
