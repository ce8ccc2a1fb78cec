import { defineMessages } from '../../i18n/messages.ts';
import { noticesEnglish } from './en.ts';
import { noticesChinese } from './zh-CN.ts';

export const noticesMessages = defineMessages(noticesChinese, noticesEnglish);
