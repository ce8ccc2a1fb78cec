import { defineMessages } from '../../i18n/messages.ts';
import { consoleProgramsEnglish } from './en.ts';
import { consoleProgramsChinese } from './zh-CN.ts';

export const consoleProgramsMessages = defineMessages(consoleProgramsChinese, consoleProgramsEnglish);
