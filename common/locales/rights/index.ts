import { defineMessages } from '../../i18n/messages.ts';
import { rightsEnglish } from './en.ts';
import { rightsChinese } from './zh-CN.ts';

export const rightsMessages = defineMessages(rightsChinese, rightsEnglish);
