import { defineMessages } from '../../i18n/messages.ts';
import { groupPagesEnglish } from './en.ts';
import { groupPagesChinese } from './zh-CN.ts';

export const groupPagesMessages = defineMessages(groupPagesChinese, groupPagesEnglish);
