import { defineMessages } from '../../i18n/messages.ts';
import { applicationEnglish } from './en.ts';
import { applicationChinese } from './zh-CN.ts';

export const applicationMessages = defineMessages(applicationChinese, applicationEnglish);
