import { defineMessages } from '../../i18n/messages.ts';
import { privacyExportEnglish } from './en.ts';
import { privacyExportChinese } from './zh-CN.ts';

export const privacyExportMessages = defineMessages(privacyExportChinese, privacyExportEnglish);
