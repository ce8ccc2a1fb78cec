import { defineMessages } from '../../i18n/messages.ts';
import { startEnglish } from './en.ts';
import { startChinese } from './zh-CN.ts';

export const startMessages = defineMessages(startChinese, startEnglish);
