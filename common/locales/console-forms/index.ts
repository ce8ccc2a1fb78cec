import { defineMessages } from '../../i18n/messages.ts';
import { consoleFormsEnglish } from './en.ts';
import { consoleFormsChinese } from './zh-CN.ts';

export const consoleForms = defineMessages(consoleFormsChinese, consoleFormsEnglish);
