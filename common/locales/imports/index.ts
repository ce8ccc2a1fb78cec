import { defineMessages } from '../../i18n/messages.ts';
import { importsEnglish } from './en.ts';
import { importsChinese } from './zh-CN.ts';

export const importMessages = defineMessages(importsChinese, importsEnglish);
