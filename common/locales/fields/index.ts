import { defineMessages } from '../../i18n/messages.ts';
import { fieldsEnglish } from './en.ts';
import { fieldsChinese } from './zh-CN.ts';

export const fieldMessages = defineMessages(fieldsChinese, fieldsEnglish);
