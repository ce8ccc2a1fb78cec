import { defineMessages } from '../../i18n/messages.ts';
import { developmentEnglish } from './en.ts';
import { developmentChinese } from './zh-CN.ts';

export const developmentMessages = defineMessages(developmentChinese, developmentEnglish);
