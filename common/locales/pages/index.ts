import { defineMessages } from '../../i18n/messages.ts';
import { pagesEnglish } from './en.ts';
import { pagesChinese } from './zh-CN.ts';

export const pageMessages = defineMessages(pagesChinese, pagesEnglish);
